// Where does a share stand among those of pemda of like size?
import type { PartFragment, QuartilesFragment } from '../graph/generated/graphql';

export type Standing = 'ABOVE' | 'BELOW' | 'LIKE';

/** Above or below the median only where its whole interval lies there; null where it has too few cases to say. */
export function standing(
  share: Pick<PartFragment, 'tooFew' | 'lower' | 'upper'>,
  { median }: Pick<QuartilesFragment, 'median'>,
): Standing | null {
  if (share.tooFew || share.lower === null || share.upper === null) {
    return null;
  }
  if (Number(share.lower) > Number(median)) {
    return 'ABOVE';
  }
  return Number(share.upper) < Number(median) ? 'BELOW' : 'LIKE';
}
