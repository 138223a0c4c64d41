// Under which names does an answer have the shares that are asked about?
import type { RankedShare } from '../graph/generated/graphql';

export const SHARE_FIELDS = ['onTime', 'followUp', 'prompt'] as const;
export type ShareField = (typeof SHARE_FIELDS)[number];

export const FIELD_OF: Record<RankedShare, ShareField> = {
  ON_TIME: 'onTime',
  FOLLOWED_UP: 'followUp',
  PROMPT: 'prompt',
};
