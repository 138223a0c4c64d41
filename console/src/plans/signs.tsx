// How far a plan is, and what a predikat looks like: its colour never stands without its words.
import type { PlanStatus } from '../graph/generated/graphql';
import { Chip, type ChipTone } from '../kit/chips';
import type { IconName } from '../kit/icons';
import { useTexts } from '../texts/texts';

const SIGN: Record<PlanStatus, [IconName, ChipTone | null]> = {
  TEAM: ['people', 'soon'],
  ASSESSMENT: ['chart', 'soon'],
  DRAFTING: ['pen', 'soon'],
  WRITING: ['note', 'soon'],
  APPROVAL: ['clock', 'today'],
  ENACTMENT: ['clock', 'today'],
  ENACTED: ['checks', 'good'],
  SUPERSEDED: ['archive', null],
};

export function PlanChip({ of }: { of: PlanStatus }) {
  const texts = useTexts();
  const [icon, tone] = SIGN[of];
  return (
    <Chip icon={icon} tone={tone}>
      {texts.words.plan[of]}
    </Chip>
  );
}

/** A band of the scale: a square in its colour, and what it is called. */
export function Predikat({ colour, children }: { colour: string | null; children: string }) {
  return (
    <span className="predikat">
      {colour && (
        <svg width={12} height={12} viewBox="0 0 12 12" aria-hidden="true" className="predikat-sign">
          <rect width={12} height={12} rx={3} fill={colour} />
        </svg>
      )}
      {children}
    </span>
  );
}
