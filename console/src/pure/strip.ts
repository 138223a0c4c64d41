// How do the days of a clock lie in weeks, how many are what, and which of them need a word?
import type { ClockSumFragment, DayReason } from '../graph/generated/graphql';

export type Day = ClockSumFragment['strip'][number];

export interface PlacedDay extends Day {
  /** How much was counted up to this day, itself included. */
  sum: number;
  /** Is it the last one that counts, on which the deadline lies? */
  last: boolean;
}

/** One week, Monday first; null where the strip has not begun or has ended. */
export interface Week {
  monday: string;
  days: (PlacedDay | null)[];
}

/** Days in a row that are not counted, or counted on extended time, for the same reason. */
export interface Stretch {
  reason: DayReason;
  note: string;
  from: string;
  to: string;
  days: number;
}

const DAY = 86_400_000;
const OFF: readonly DayReason[] = ['NATIONAL_HOLIDAY', 'CUTI_BERSAMA', 'LOCAL_HOLIDAY', 'EMERGENCY'];
const TOLD: readonly DayReason[] = [...OFF, 'WAITING_FOR_REPORTER', 'EXTENDED'];
/** How many weeks are shown before the middle of a long strip is folded. */
const MANY = 6;

function number(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY);
}

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** The Monday of the week of a day; 1 January 1970 was a Thursday. */
function mondayOf(day: number): number {
  return day - ((day + 3) % 7);
}

/** All the weeks that a strip touches. `ends`: does it end with the deadline? */
export function weeksOf(strip: readonly Day[], ends: boolean): Week[] {
  const weeks: Week[] = [];
  let sum = 0;
  strip.forEach((day, index) => {
    const at = number(day.date);
    const monday = mondayOf(at);
    let week = weeks[weeks.length - 1];
    if (week?.monday !== dateOf(monday)) {
      week = { monday: dateOf(monday), days: Array.from({ length: 7 }, () => null) };
      weeks.push(week);
    }
    sum += day.counted;
    week.days[at - monday] = { ...day, sum, last: ends && index === strip.length - 1 };
  });
  return weeks;
}

/** The weeks worth seeing at first: the beginning, those around today, the end. A number stands for left out ones. */
export function folded(weeks: readonly Week[], today: string): (Week | number)[] {
  if (weeks.length <= MANY) {
    return [...weeks];
  }
  const now = dateOf(mondayOf(number(today)));
  const at = weeks.findIndex((week) => week.monday >= now);
  const middle = at < 0 ? weeks.length - 1 : at;
  const shown: (Week | number)[] = [];
  let left = 0;
  weeks.forEach((week, index) => {
    if (index === 0 || index === weeks.length - 1 || Math.abs(index - middle) <= 1) {
      shown.push(...(left > 0 ? [left, week] : [week]));
      left = 0;
    } else {
      left += 1;
    }
  });
  return shown;
}

/** The limit with everything that was added: what the counted days add up to. */
export function total(strip: readonly Day[]): number {
  return strip.reduce((sum, day) => sum + day.counted, 0);
}

export function daysOff(strip: readonly Day[]): number {
  return strip.filter((day) => OFF.includes(day.reason)).length;
}

export function daysWaited(strip: readonly Day[]): number {
  return strip.filter((day) => day.reason === 'WAITING_FOR_REPORTER').length;
}

/** What differs from an ordinary week, in the order of the days. A weekend between does not part a stretch. */
export function stretches(strip: readonly Day[]): Stretch[] {
  const found: Stretch[] = [];
  for (const day of strip) {
    if (TOLD.includes(day.reason)) {
      const before = found[found.length - 1];
      if (before !== undefined && continues(before, day, strip)) {
        before.to = day.date;
        before.days += 1;
      } else {
        const { reason, note, date } = day;
        found.push({ reason, note, from: date, to: date, days: 1 });
      }
    }
  }
  return found;
}

function continues({ reason, note, to }: Stretch, next: Day, strip: readonly Day[]): boolean {
  const between = strip.filter((day) => day.date > to && day.date < next.date);
  return reason === next.reason && note === next.note && between.every((day) => day.reason === 'WEEKEND');
}
