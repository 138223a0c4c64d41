// How many notifications has the person in front of the screen not read, and did any come just now?
//
// The bell hears of them, the page of notifications shows them: both look here.
import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Null until it is known. */
let unread: number | null = null;
const watchers = new Set<() => void>();
const listeners = new Set<() => void>();

export function setUnread(count: number | null): void {
  unread = count;
  watchers.forEach((watcher) => watcher());
}

export function useUnread(): number | null {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => unread,
  );
}

/** Something came: whoever shows a list may say so. */
export function tellArrival(): void {
  listeners.forEach((listener) => listener());
}

export function useArrivals(listener: () => void): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    const hear = () => latest.current();
    listeners.add(hear);
    return () => {
      listeners.delete(hear);
    };
  }, []);
}
