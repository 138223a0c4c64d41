// More time: asked for by who does the work, given or refused by the level above.
import {
  GrantExtensionDocument,
  RefuseExtensionDocument,
  RequestExtensionDocument,
  type CaseFragment,
  type LimitUnit,
} from '../../graph/generated/graphql';
import { textOf } from '../../forms/spec';
import type { Texts } from '../../texts/id';
import { reason, sending, type MoveSpec } from './spec';

/** In all, whoever gives it. */
const MOST = 60;

function completion(of: CaseFragment) {
  return of.clocks.find((one) => one.clock === 'COMPLETION' && one.handling === null && one.stoppedAt === null);
}

/** In what the time to complete is counted: working days, nearly always. */
export function extensionUnit(of: CaseFragment): LimitUnit {
  return completion(of)?.remaining?.unit ?? 'WORKING_DAY';
}

/** "5 hari kerja" */
export function extensionWords(of: CaseFragment, amount: number, texts: Texts): string {
  return texts.clocks.amount(`${amount}`, texts.words.limitUnit[extensionUnit(of)]);
}

/** Who asks does not decide: the desk of the case itself may only ask. */
function decides(of: CaseFragment): boolean {
  return of.extensionAsked !== null && !of.viewerCan.includes('EXTEND');
}

export const EXTENSIONS: MoveSpec[] = [
  {
    key: 'REQUEST_EXTENSION',
    action: 'EXTEND',
    document: sending(RequestExtensionDocument),
    fits: (of) => of.extensionAsked === null && completion(of)?.state === 'RUNNING',
    fields: ({ texts, case: of }) => [
      {
        kind: 'number',
        name: 'amount',
        label: texts.fields.moreDays(texts.words.limitUnit[extensionUnit(of)]),
        hint: texts.fields.moreDaysHint,
        required: true,
        low: 1,
        high: MOST,
      },
      reason('reason', texts.fields.extensionReason, texts.fields.extensionReasonHint),
    ],
    input: (values) => ({ amount: Number(textOf(values, 'amount')), reason: textOf(values, 'reason') }),
  },
  {
    key: 'GRANT_EXTENSION',
    action: 'DECIDE_EXTENSION',
    document: sending(GrantExtensionDocument),
    fits: decides,
    fields: ({ texts, case: of }) => [
      {
        kind: 'number',
        name: 'amount',
        label: texts.fields.moreDays(texts.words.limitUnit[extensionUnit(of)]),
        hint: texts.fields.grantedHint(extensionWords(of, of.extensionAsked ?? MOST, texts)),
        required: true,
        low: 1,
        high: of.extensionAsked ?? MOST,
      },
      reason('reason', texts.fields.reason, texts.fields.reasonRead),
    ],
    initial: ({ case: of }) => ({ amount: `${of.extensionAsked ?? ''}` }),
    input: (values) => ({ amount: Number(textOf(values, 'amount')), reason: textOf(values, 'reason') }),
  },
  {
    key: 'REFUSE_EXTENSION',
    action: 'DECIDE_EXTENSION',
    danger: true,
    document: sending(RefuseExtensionDocument),
    fits: decides,
    fields: ({ texts }) => [reason('reason', texts.fields.reason, texts.fields.reasonKept)],
    input: (values) => ({ reason: textOf(values, 'reason') }),
  },
];
