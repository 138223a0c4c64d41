// Which limits hold on a day, which of them does a form change, and what do two versions differ in?
import type { Level, LimitSetFragment, LimitUnit, Term } from '../graph/generated/graphql';

export type TermLimit = LimitSetFragment['limits'][number];

export interface Change {
  term: Term;
  amount: number;
  unit: LimitUnit;
}

export interface Rung {
  level: Level;
  workingDays: number;
}

/** What the form holds, by `amount.TERM`, `unit.TERM` and `rung.LEVEL`. */
export type Written = Record<string, unknown>;

const HOURS_A_DAY = 8;
const OF_REPORTERS: readonly Term[] = ['REPORTER_COMPLETION', 'REPORTER_REACTION'];

/** The version for clocks that start on a day: the newest of those whose date has come. */
export function inForceOn(versions: readonly LimitSetFragment[], day: string): LimitSetFragment | null {
  const place = (one: LimitSetFragment) => `${one.fromDate ?? ''} ${String(one.number).padStart(6, '0')}`;
  const come = versions.filter((one) => one.fromDate === null || one.fromDate <= day);
  return come.reduce<LimitSetFragment | null>(
    (best, one) => (best === null || place(one) > place(best) ? one : best),
    null,
  );
}

/** What the nation allows for a step in a unit. */
export function bounds({ least, most }: TermLimit, unit: LimitUnit): [least: number, most: number] {
  return unit === 'HOUR' ? [1, most * HOURS_A_DAY] : [least, most];
}

/** In what a step may be counted: the reporter's own time is given in days. */
export function unitsOf(term: Term): LimitUnit[] {
  return OF_REPORTERS.includes(term) ? ['WORKING_DAY', 'DAY'] : ['WORKING_DAY', 'DAY', 'HOUR'];
}

/** A version as the form begins with it. */
export function writtenOf(version: LimitSetFragment): Record<string, string> {
  return Object.fromEntries([
    ...version.limits.flatMap(({ term, amount, unit }) => [
      [`amount.${term}`, `${amount}`] as const,
      [`unit.${term}`, unit] as const,
    ]),
    ...version.ladder.map(({ level, workingDays }) => [`rung.${level}`, `${workingDays}`] as const),
  ]);
}

/** The steps that the form changes. */
export function changedLimits(written: Written, before: LimitSetFragment): Change[] {
  return before.limits
    .map(({ term, amount, unit }) => ({
      term,
      before: { amount, unit },
      amount: Number(written[`amount.${term}`]),
      unit: written[`unit.${term}`] as LimitUnit,
    }))
    .filter((one) => one.amount !== one.before.amount || one.unit !== one.before.unit)
    .map(({ term, amount, unit }) => ({ term, amount, unit }));
}

/** The levels of the ladder that the form changes. */
export function changedRungs(written: Written, before: LimitSetFragment): Rung[] {
  return before.ladder
    .map(({ level, workingDays }) => ({ level, before: workingDays, workingDays: Number(written[`rung.${level}`]) }))
    .filter((one) => one.workingDays !== one.before)
    .map(({ level, workingDays }) => ({ level, workingDays }));
}

/** What a version changed over another. */
export function differences(
  version: LimitSetFragment,
  before: LimitSetFragment,
): { limits: { was: TermLimit; is: TermLimit }[]; ladder: { was: Rung; is: Rung }[] } {
  const limits = before.limits.flatMap((was) => {
    const is = version.limits.find((one) => one.term === was.term);
    return is && (is.amount !== was.amount || is.unit !== was.unit) ? [{ was, is }] : [];
  });
  const ladder = before.ladder.flatMap((was) => {
    const is = version.ladder.find((one) => one.level === was.level);
    return is && is.workingDays !== was.workingDays ? [{ was, is }] : [];
  });
  return { limits, ladder };
}

/** The field of the form that a refusal means: the interface says `limits.TERM` and `ladder.LEVEL`. */
export function fieldOf(field: string | null): string | null {
  return field?.replace(/^limits\./, 'amount.').replace(/^ladder\./, 'rung.') ?? null;
}
