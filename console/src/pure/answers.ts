// Which answers of a sheet are not kept by the service yet, and which of them can be sent?
//
// Evidence may be written before a level is chosen, and a link may be half typed: such an answer stays on this device
// until it is one that the service takes.

export interface Answer {
  value: number | null;
  evidence: string;
  link: string;
}

/** By the number of the question. */
export type Answers = Readonly<Record<number, Answer>>;

export const LEVELS = [1, 2, 3, 4] as const;
const LINK = /^https:\/\/[^\s/]+\S*$/;

export function isLink(text: string): boolean {
  return text === '' || LINK.test(text);
}

/** An answer with something changed; what the service kept is the ground. */
export function changed(kept: Answers, pending: Answers, number: number, patch: Partial<Answer>): Answers {
  const ground = pending[number] ?? kept[number] ?? { value: null, evidence: '', link: '' };
  const next = { ...ground, ...patch };
  const same = kept[number] !== undefined && equal(kept[number], next);
  return same ? without(pending, number) : { ...pending, [number]: next };
}

export interface Sendable {
  question: number;
  value: number;
  evidence: string;
  link: string;
}

export function sendable(pending: Answers): Sendable[] {
  return entries(pending).flatMap(([question, { value, evidence, link }]) =>
    value !== null && isLink(link.trim()) ? [{ question, value, evidence: evidence.trim(), link: link.trim() }] : [],
  );
}

/** What is still to be sent once the service has kept these: whatever was changed in the meantime. */
export function unsent(pending: Answers, sent: readonly Sendable[]): Answers {
  return Object.fromEntries(
    entries(pending).filter(([number, answer]) => {
      const gone = sent.find((one) => one.question === number);
      const trimmed = { ...answer, evidence: answer.evidence.trim(), link: answer.link.trim() };
      return gone === undefined || !equal(trimmed, gone);
    }),
  );
}

/** What was kept on this device, read again: only what looks like answers. */
export function revived(values: Record<string, unknown> | null): Answers {
  return Object.fromEntries(
    Object.entries(values ?? {}).flatMap(([number, found]) => {
      const { value, evidence, link } = (found ?? {}) as Record<string, unknown>;
      const level = LEVELS.find((one) => one === value) ?? null;
      return typeof evidence === 'string' && typeof link === 'string' && /^\d+$/.test(number)
        ? [[Number(number), { value: level, evidence, link }]]
        : [];
    }),
  );
}

function without(answers: Answers, number: number): Answers {
  return Object.fromEntries(entries(answers).filter(([one]) => one !== number));
}

function equal(a: Answer, b: Answer): boolean {
  return a.value === b.value && a.evidence === b.evidence && a.link === b.link;
}

function entries(answers: Answers): [number, Answer][] {
  return Object.entries(answers).map(([number, answer]) => [Number(number), answer]);
}

interface Linked {
  question: { number: number; categories: readonly { category: string }[] };
}

export interface Group<Item> {
  /** Null for what counts in no category. */
  category: string | null;
  items: Item[];
}

/** Questions under the first category that they count in, as the document lists categories; each question once. */
export function grouped<Item extends Linked>(items: readonly Item[], categories: readonly string[]): Group<Item>[] {
  const homeOf = (item: Item) =>
    categories.find((code) => item.question.categories.some((link) => link.category === code)) ?? null;
  return [...categories, null]
    .map((category) => ({ category, items: items.filter((item) => homeOf(item) === category) }))
    .filter((group) => group.items.length > 0);
}
