// What a case may ask of the list that it was opened from.
import { createContext, use } from 'react';

import type { LineFragment } from '../graph/generated/graphql';

interface Around {
  replace: (line: LineFragment) => void;
  reload: () => void;
  shut: () => void;
  previous: (() => void) | null;
  next: (() => void) | null;
}

export const DeskContext = createContext<Around>({
  replace: () => undefined,
  reload: () => undefined,
  shut: () => undefined,
  previous: null,
  next: null,
});

export function useAround(): Around {
  return use(DeskContext);
}
