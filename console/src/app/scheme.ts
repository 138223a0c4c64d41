// Light or dark, as the person or their device wants it?
import { useSyncExternalStore } from 'react';

import { storage } from '../pure/memory';

export type Choice = 'auto' | 'light' | 'dark';
export type Scheme = 'light' | 'dark';

const KEPT = 'tuntas.tampilan';
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

export function chosen(): Choice {
  const kept = storage('local').getItem(KEPT);
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}

export function scheme(): Scheme {
  const choice = chosen();
  return choice === 'auto' ? (dark.matches ? 'dark' : 'light') : choice;
}

export function choose(choice: Choice): void {
  storage('local').setItem(KEPT, choice);
  apply();
}

/** The attribute that our own styles and Mantine's look at. */
export function apply(): void {
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme());
  listeners.forEach((listener) => listener());
}

dark.addEventListener('change', apply);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useScheme(): Scheme {
  return useSyncExternalStore(subscribe, scheme);
}

export function useChoice(): Choice {
  return useSyncExternalStore(subscribe, chosen);
}
