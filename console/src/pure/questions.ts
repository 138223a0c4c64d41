// Which question does the address of the statistics ask, and which questions can be answered exactly?
//
// The address is the state, as it is for a desk's list. What the service keeps sums of, it says itself
// (rules/statistic_questions.py); here stands only what a page must know so as not to offer what is refused.
import type { Channel, Kind, Priority, RankedShare, StatisticsInput } from '../graph/generated/graphql';
import { CHOICES, readDay } from './filters';
import { levelOf, placeOf, same, type Place, type PlaceLevel } from './places';
import { spanOf, twelveMonths, type Choice, type Span } from './periods';

export const PERIODS = ['MONTH', 'LAST_MONTH', 'YEAR', 'LAST_YEAR'] as const satisfies readonly Choice[];
export const SHARES = ['ON_TIME', 'FOLLOWED_UP', 'PROMPT'] as const satisfies readonly RankedShare[];
const ORDINARY: Choice = 'YEAR';

/** What the complaints are narrowed to. */
export interface Narrowing {
  kind: Kind | null;
  channel: Channel | null;
  priority: Priority | null;
  topic: string | null;
}
export type Property = keyof Narrowing;

export interface Question extends Narrowing {
  /** Null: the viewer's own. */
  place: Place | null;
  period: Choice | Span;
  rankBy: RankedShare;
  /** Of the nation: every pemda instead of the provinces. */
  everyPemda: boolean;
}

/** How a question is answered: `summed` from sums of regions, else from every single complaint of a pemda. */
export interface Terms {
  summed: boolean;
  today: string;
}

const ALL: Narrowing = { kind: null, channel: null, priority: null, topic: null };
const PROPERTIES = Object.keys(ALL) as Property[];

export function readQuestion(search: URLSearchParams): Question {
  const one = <Value extends string>(name: string, values: readonly Value[]) =>
    values.find((value) => value === search.get(name)) ?? null;
  const [firstDay, lastDay] = [readDay(search.get('sejak')), readDay(search.get('sampai'))];
  return {
    place: placeOf(search.get('wilayah'), search.get('sendiri') === '1'),
    period: firstDay !== null && lastDay !== null ? { firstDay, lastDay } : (one('periode', PERIODS) ?? ORDINARY),
    kind: one('jenis', CHOICES.kinds),
    channel: one('kanal', CHOICES.channels),
    priority: one('prioritas', CHOICES.priorities),
    topic: topicOf(search.get('kategori')),
    rankBy: one('urut', SHARES) ?? 'ON_TIME',
    everyPemda: search.get('rinci') === 'pemda',
  };
}

/** Only what differs from the ordinary is written into the address. */
export function writeQuestion(question: Question): URLSearchParams {
  const search = new URLSearchParams();
  const put = (name: string, value: string | null) => value && search.set(name, value);
  const { place, period } = question;
  put('wilayah', place?.code ?? null);
  put('sendiri', place?.alone ? '1' : null);
  if (typeof period === 'string') {
    put('periode', period === ORDINARY ? null : period);
  } else {
    put('sejak', period.firstDay);
    put('sampai', period.lastDay);
  }
  put('jenis', question.kind);
  put('kanal', question.channel);
  put('prioritas', question.priority);
  put('kategori', question.topic);
  put('urut', question.rankBy === 'ON_TIME' ? null : question.rankBy);
  put('rinci', question.everyPemda ? 'pemda' : null);
  return search;
}

/** By how many properties it is narrowed. */
export function narrowed(question: Question): number {
  return PROPERTIES.filter((property) => question[property] !== null).length;
}

export function widened(question: Question): Question {
  return { ...question, ...ALL };
}

/** Narrowed further, as far as it goes: over several pemda a new property takes the place of the one before. */
export function narrow(question: Question, change: Partial<Narrowing>, terms: Terms): Question {
  const adds = Object.values(change).some((value) => value !== null);
  return fitting({ ...(terms.summed && adds ? widened(question) : question), ...change }, terms);
}

/** The same about another place; `terms` are those there. */
export function about(question: Question, place: Place, seat: Place, terms: Terms): Question {
  const [first] = PROPERTIES.filter((property) => question[property] !== null);
  const kept = terms.summed && first !== undefined ? { ...ALL, [first]: question[first] } : {};
  return fitting({ ...question, ...kept, place: same(place, seat) ? null : place }, terms);
}

/** Is it answered over nothing but whole months that are over? */
export function byMonths(question: Question, { summed }: Pick<Terms, 'summed'>): boolean {
  return summed && narrowed(question) > 0;
}

/** The periods that can be chosen; the present one stays among them, even if the service will refuse it. */
export function periodsOf(question: Question, terms: Terms): Choice[] {
  return PERIODS.filter((period) => period === question.period || fits(period, question, terms));
}

/** The days that are asked about. A year that runs ends with its last whole month where only whole months count. */
export function daysOf(question: Question, terms: Terms): Span {
  const { period } = question;
  if (typeof period !== 'string') {
    return period;
  }
  const span = spanOf(period, terms.today);
  const { lastDay } = spanOf('LAST_MONTH', terms.today);
  return period === 'YEAR' && byMonths(question, terms) && lastDay > span.firstDay ? { ...span, lastDay } : span;
}

/** The twelve months whose course is shown: with the present one, unless only whole months count. */
export function courseOf(question: Question, terms: Terms): Span {
  return twelveMonths(byMonths(question, terms) ? spanOf('LAST_MONTH', terms.today).lastDay : terms.today);
}

/** The question as the service takes it, about these days. */
export function asked(question: Question, days: Span): StatisticsInput {
  const { place, kind, channel, priority, topic } = question;
  return {
    ...days,
    ...(place ? { region: place.code } : {}),
    ...(place?.alone ? { alone: true } : {}),
    ...(kind ? { kind } : {}),
    ...(channel ? { channel } : {}),
    ...(priority ? { priority } : {}),
    ...(topic ? { topic } : {}),
  };
}

/** Is everything that divides or narrows at this level added up from sums of regions? */
export function isSummed(place: Place, divides: boolean): boolean {
  return levelOf(place) !== 'PEMDA' || !divides;
}

/** What is directly below, as far as the viewer may see it divided; null for nothing. */
export function belowOf(
  level: PlaceLevel,
  everyPemda: boolean,
  divides: boolean,
): 'PROVINCE' | 'PEMDA' | 'UNIT' | null {
  if (level === 'PEMDA') {
    return divides ? 'UNIT' : null;
  }
  return level === 'NATION' && !everyPemda ? 'PROVINCE' : 'PEMDA';
}

function fitting(question: Question, terms: Terms): Question {
  const { period } = question;
  return typeof period !== 'string' || fits(period, question, terms) ? question : { ...question, period: 'LAST_MONTH' };
}

/** In January the year that runs has no whole month yet. */
function fits(period: Choice, question: Question, terms: Terms): boolean {
  return !byMonths(question, terms) || (period !== 'MONTH' && !(period === 'YEAR' && terms.today.slice(5, 7) === '01'));
}

/** The id of a topic, which names its type; anything else would be refused as a whole. */
function topicOf(id: string | null): string | null {
  try {
    return id !== null && atob(id).startsWith('Topic:') ? id : null;
  } catch {
    return null;
  }
}
