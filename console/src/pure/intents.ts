// Which client key makes a request act once, however often it is sent?
//
// An intent is "this input of this form". Sending it again after a broken connection, or after the page was closed in
// the middle, uses the same key, so the server answers with what it did the first time. Another text, or the same text
// on a newer version of the case, is another intent and gets another key: the server refuses one key for two inputs.
import type { Drawer } from './drafts';

interface Intent {
  key: string;
  print: string;
}

const PREFIX = 'tuntas.niat:';

export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The key for this input: the one it was sent with before, or a new one. */
export async function intentKey(drawer: Drawer, scope: string, input: unknown): Promise<string> {
  const print = await printOf(input);
  const known = read(drawer.getItem(PREFIX + scope));
  if (known?.print === print) {
    return known.key;
  }
  const intent = { key: newKey(), print };
  try {
    drawer.setItem(PREFIX + scope, JSON.stringify(intent));
  } catch {
    // Without storage the key lives as long as the caller keeps it.
  }
  return intent.key;
}

/** The intent was fulfilled: the same words sent once more mean something new. */
export function fulfilled(drawer: Drawer, scope: string): void {
  drawer.removeItem(PREFIX + scope);
}

/** Equal for equal inputs, whatever the order of their members; tells nobody what was written. */
async function printOf(input: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(sorted(input)));
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) {
    return weakPrint(bytes); // plain HTTP on an office network: browsers hide SubtleCrypto there
  }
  const digest = await subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** FNV-1a, twice: only tells two inputs of one form apart; security does not rest on it. */
export function weakPrint(bytes: Uint8Array): string {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b + byte, 0x811c9dc5) ^ (b >>> 13);
  }
  return `${(a >>> 0).toString(16)}-${(b >>> 0).toString(16)}-${bytes.length}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(
      members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]),
    );
  }
  return value;
}

function read(text: string | null): Intent | null {
  try {
    const found = JSON.parse(text ?? 'null') as Partial<Intent> | null;
    return typeof found?.key === 'string' && typeof found.print === 'string' ? (found as Intent) : null;
  } catch {
    return null;
  }
}
