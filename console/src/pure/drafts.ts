// What was being written, and where is it kept until it is sent?
//
// Drafts lie in the browser's own storage, one for each person, position, case and action, for a week. Nobody's
// identity is ever put into one: computers in offices are shared.

export interface Drawer {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  readonly length: number;
  key(index: number): string | null;
}

export type Values = Record<string, unknown>;

interface Kept {
  at: number;
  values: Values;
}

const PREFIX = 'tuntas.konsep:';
const KEPT_FOR = 7 * 86_400_000;

export function draftKey(...parts: string[]): string {
  return PREFIX + parts.join(':');
}

export function saveDraft(drawer: Drawer, key: string, values: Values, now: number): void {
  try {
    drawer.setItem(key, JSON.stringify({ at: now, values } satisfies Kept));
  } catch {
    // Full or forbidden: writing goes on, only without a safety net.
  }
}

export function readDraft(drawer: Drawer, key: string, now: number): Values | null {
  const kept = parse(drawer.getItem(key));
  return kept !== null && now - kept.at < KEPT_FOR ? kept.values : null;
}

export function dropDraft(drawer: Drawer, key: string): void {
  drawer.removeItem(key);
}

/** Forget drafts that nobody came back to. */
export function sweepDrafts(drawer: Drawer, now: number): void {
  const keys = Array.from({ length: drawer.length }, (_, index) => drawer.key(index));
  for (const key of keys) {
    if (key?.startsWith(PREFIX) && readDraft(drawer, key, now) === null) {
      drawer.removeItem(key);
    }
  }
}

function parse(text: string | null): Kept | null {
  if (text === null) {
    return null;
  }
  try {
    const kept = JSON.parse(text) as Partial<Kept> | null;
    return kept && typeof kept.at === 'number' && kept.values && typeof kept.values === 'object'
      ? (kept as Kept)
      : null;
  } catch {
    return null;
  }
}
