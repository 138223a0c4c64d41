// Of which moves may a receiver be told? Of those that a tracking code shows to everybody, as rules/webhooks.py says.
import type { Move } from '../graph/generated/graphql';

/** In the order in which a report meets them. */
export const TOLD: readonly Move[] = [
  'SUBMIT',
  'IMPORT',
  'TRANSFER',
  'RETURN_TO_NATION',
  'DISPOSE',
  'RETURN',
  'RULE',
  'EXTEND',
  'PROGRESS',
  'ANSWER',
  'ANSWER_DIRECTLY',
  'SHARE_ANSWER',
  'ACCEPT',
  'OBJECT',
  'REOPEN',
  'RATE',
  'CLOSE',
  'LAPSE_REACTION',
  'ARCHIVE',
  'LAPSE_COMPLETION',
  'RESTORE',
  'IMPORT_CHANGE',
];
