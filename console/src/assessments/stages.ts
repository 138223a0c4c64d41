// What the stages of an assessment and of a sheet mean for what may be done.
import type { CampaignFragment, SheetStatus } from '../graph/generated/graphql';

/** Who leads may still excuse units and contest what the system counted: not in a draft, not after the end. */
export function mayLead(of: CampaignFragment): boolean {
  return of.viewerCan.includes('MANAGE') && (of.status === 'OPEN' || of.status === 'CHECKING');
}

/** Nothing is expected of the sheet any more. */
export function isSettled(status: SheetStatus): boolean {
  return status === 'CHECKED' || status === 'EXCUSED';
}
