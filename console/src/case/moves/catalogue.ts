// Which moves does a case offer to its viewer, and which of them comes first?
import type { CaseFragment } from '../../graph/generated/graphql';
import type { Texts } from '../../texts/id';
import { ANSWERING } from './answering';
import { EXTENSIONS } from './extensions';
import { OVERSEEING } from './overseeing';
import { ROUTING } from './routing';
import type { MoveKey, MoveSpec } from './spec';
import { VERIFICATION } from './verification';

const ALL = new Map(
  [...VERIFICATION, ...ROUTING, ...ANSWERING, ...EXTENSIONS, ...OVERSEEING].map((spec) => [spec.key, spec]),
);

/** What a desk thinks of first; the same for a case that it looks through and for one that it works on. */
const FIRST: MoveKey[] = [
  'RECORD_DECISION',
  'RULE',
  'VERIFY',
  'GRANT_EXTENSION',
  'REFUSE_EXTENSION',
  'ANSWER',
  'PROGRESS',
];
const RECEIVED: MoveKey[] = ['DISPOSE', 'TRANSFER', 'ANSWER_DIRECTLY', 'SUPPLEMENT', 'RESTORE', 'REQUEST_COMPLETION'];
const OTHERS: MoveKey[] = [
  'RETURN',
  'DISPOSE',
  'CLOSE',
  'DRAFT',
  'NOTE',
  'REQUEST_EXTENSION',
  'ADD_HANDLING',
  'ADD_TEMBUSAN',
  'MERGE',
  'UNMERGE',
  'CLASSIFY',
  'FLAG',
  'EDIT_TEXT',
  'PUBLISH',
  'UNPUBLISH',
  'OPEN_IDENTITY',
  'REFER',
  'RETURN_TO_NATION',
  'ARCHIVE',
];

function order(of: CaseFragment): MoveKey[] {
  const handled = of.status === 'DISPOSED' || of.status === 'IN_PROGRESS';
  return [...new Set(handled ? [...FIRST, ...OTHERS] : [...FIRST, ...RECEIVED, ...OTHERS])];
}

export interface Offered {
  spec: MoveSpec;
  /** What has to be done before; null when it can be done now. */
  blocked: string | null;
}

/** Every move that `viewerCan` allows and that the case as it is leaves open; what can be done now comes first. */
export function offered(of: CaseFragment, texts: Texts): Offered[] {
  const found = order(of).flatMap((key) => {
    const spec = specOf(key);
    return of.viewerCan.includes(spec.action) && (spec.fits?.(of) ?? true)
      ? [{ spec, blocked: spec.blocked?.(of, texts) ?? null }]
      : [];
  });
  const later = (one: Offered) => one.blocked !== null || (one.spec.key === 'VERIFY' && of.verified);
  return [...found.filter((one) => !later(one)), ...found.filter(later)];
}

export function specOf(key: MoveKey): MoveSpec {
  const spec = ALL.get(key);
  if (spec === undefined) {
    throw new Error(`no such move: ${key}`);
  }
  return spec;
}
