// Which single keys do something, and for whom are they switched off?
//
// One letter is a command here, so nothing may be pressed by accident: never while something is written or a dialog
// is open, and not at all for those who switched it off (WCAG 2.1.4).
import { useEffect, useRef, useSyncExternalStore } from 'react';

import { storage } from '../pure/memory';

const KEPT = 'tuntas.pintasan';
const listeners = new Set<() => void>();

export function keysAreOn(): boolean {
  return storage('local').getItem(KEPT) !== 'mati';
}

export function switchKeys(on: boolean): void {
  storage('local').setItem(KEPT, on ? 'hidup' : 'mati');
  listeners.forEach((listener) => listener());
}

export function useKeysAreOn(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, keysAreOn);
}

type Commands = Partial<Record<string, () => void>>;

export function useKeys(commands: Commands): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
      const command = plain ? latest.current[event.key] : undefined;
      if (command !== undefined && (keysAreOn() || event.key === 'Escape') && !isBusy(event.target)) {
        event.preventDefault();
        command();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"]')) {
    return true;
  }
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
