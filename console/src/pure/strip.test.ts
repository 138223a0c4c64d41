import { describe, expect, it } from 'vitest';

import { daysOff, daysWaited, folded, stretches, total, weeksOf, type Day } from './strip';

const COUNTED = 'COUNTED';

/** From Wednesday 14 January 2026 on: Friday is a holiday, then two days of waiting over a weekend. */
const STRIP: Day[] = [
  { date: '2026-01-14', counted: 0, reason: 'START', note: '' },
  { date: '2026-01-15', counted: 1, reason: COUNTED, note: '' },
  { date: '2026-01-16', counted: 0, reason: 'NATIONAL_HOLIDAY', note: 'Isra Mikraj' },
  { date: '2026-01-17', counted: 0, reason: 'WEEKEND', note: '' },
  { date: '2026-01-18', counted: 0, reason: 'WEEKEND', note: '' },
  { date: '2026-01-19', counted: 0, reason: 'WAITING_FOR_REPORTER', note: '' },
  { date: '2026-01-20', counted: 1, reason: COUNTED, note: '' },
  { date: '2026-01-21', counted: 1, reason: 'EXTENDED', note: 'Kepala Dinas: suku cadang' },
];

function long(days: number): Day[] {
  const first = Date.UTC(2026, 0, 5);
  return Array.from({ length: days }, (_, at) => ({
    date: new Date(first + at * 86_400_000).toISOString().slice(0, 10),
    counted: 1,
    reason: COUNTED,
    note: '',
  }));
}

describe('weeks', () => {
  const weeks = weeksOf(STRIP, true);

  it('begin on Mondays and leave empty what the strip does not have', () => {
    expect(weeks.map((week) => week.monday)).toEqual(['2026-01-12', '2026-01-19']);
    expect(weeks[0]?.days.map((day) => day?.date.slice(-2) ?? '')).toEqual(['', '', '14', '15', '16', '17', '18']);
    expect(weeks[1]?.days.map((day) => day?.date.slice(-2) ?? '')).toEqual(['19', '20', '21', '', '', '', '']);
  });

  it('count on from day to day, and know the last', () => {
    expect(weeks[1]?.days.map((day) => day?.sum ?? null)).toEqual([1, 2, 3, null, null, null, null]);
    expect(weeks.flatMap((week) => week.days.filter((day) => day?.last))).toHaveLength(1);
    expect(weeksOf(STRIP, false).flatMap((week) => week.days.filter((day) => day?.last))).toHaveLength(0);
  });

  it('do not fall apart over the new year', () => {
    const days = ['2025-12-31', '2026-01-01'].map((date): Day => ({ date, counted: 1, reason: COUNTED, note: '' }));
    expect(weeksOf(days, true).map((week) => week.monday)).toEqual(['2025-12-29']);
  });
});

describe('a long strip', () => {
  it('shows its ends and the weeks around today', () => {
    const weeks = weeksOf(long(84), true);
    const shown = folded(weeks, '2026-02-11').map((one) => (typeof one === 'number' ? one : one.monday.slice(5)));
    expect(shown).toEqual(['01-05', 3, '02-02', '02-09', '02-16', 4, '03-23']);
  });

  it('shows its last weeks when it is over, and all of them when they are few', () => {
    const weeks = weeksOf(long(84), true);
    expect(folded(weeks, '2027-01-01').map((one) => (typeof one === 'number' ? one : 'pekan'))).toEqual([
      'pekan',
      9,
      'pekan',
      'pekan',
    ]);
    expect(folded(weeksOf(long(42), true), '2026-01-06')).toHaveLength(6);
  });
});

describe('sums', () => {
  it('add up to the limit', () => {
    expect([total(STRIP), daysOff(STRIP), daysWaited(STRIP)]).toEqual([3, 1, 1]);
  });

  it('tell what is not like other days, once for days that belong together', () => {
    expect(stretches(STRIP).map(({ reason, from, to }) => [reason, from, to])).toEqual([
      ['NATIONAL_HOLIDAY', '2026-01-16', '2026-01-16'],
      ['WAITING_FOR_REPORTER', '2026-01-19', '2026-01-19'],
      ['EXTENDED', '2026-01-21', '2026-01-21'],
    ]);
    const waiting: Day[] = ['2026-01-16', '2026-01-17', '2026-01-18', '2026-01-19'].map((date, at) => ({
      date,
      counted: 0,
      reason: at === 1 || at === 2 ? 'WEEKEND' : 'WAITING_FOR_REPORTER',
      note: '',
    }));
    expect(stretches(waiting)).toEqual([
      { reason: 'WAITING_FOR_REPORTER', note: '', from: '2026-01-16', to: '2026-01-19', days: 2 },
    ]);
  });
});
