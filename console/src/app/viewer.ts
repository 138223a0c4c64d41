// Who acts, in which position, and in which zone do they read the time?
import { createContext, use } from 'react';

import type { ViewerQuery } from '../graph/generated/graphql';

export type Viewer = ViewerQuery['viewer'];

export const ViewerContext = createContext<Viewer | null>(null);
export const WIB = 'Asia/Jakarta';

export function useViewer(): Viewer {
  const viewer = use(ViewerContext);
  if (viewer === null) {
    throw new Error('asked outside of the staff pages');
  }
  return viewer;
}

export function useZone(): string {
  return use(ViewerContext)?.pemda?.timeZone ?? WIB;
}

/** Names what belongs to this person in this position: drafts, intents. */
export function useOwner(): string {
  const viewer = use(ViewerContext);
  return `${viewer?.account?.id ?? 'tamu'}@${viewer?.position?.id ?? ''}`;
}

/** May the role do this at all, somewhere? What may be done to one case, the case says itself. */
export function useMay(permission: string): boolean {
  return use(ViewerContext)?.permissions.includes(permission) ?? false;
}
