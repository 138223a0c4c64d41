import { describe, expect, it } from 'vitest';

import { daysBetween, monthName, monthsOf } from './months';

describe('a year', () => {
  it('has twelve months and each of its days once', () => {
    const days = (year: number) => monthsOf(year).flatMap((one) => one.weeks.flat().filter((day) => day !== null));
    expect(monthsOf(2026)).toHaveLength(12);
    expect([new Set(days(2026)).size, new Set(days(2028)).size]).toEqual([365, 366]);
  });

  it('begins its weeks on Mondays', () => {
    const [january] = monthsOf(2026); // 1 January 2026 is a Thursday
    expect(january?.weeks[0]).toEqual([null, null, null, '2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04']);
    expect(january?.weeks[january.weeks.length - 1]?.slice(5)).toEqual(['2026-01-31', null]);
    expect(monthsOf(2027)[1]?.weeks).toHaveLength(4); // February from Monday to Sunday
  });
});

describe('days between', () => {
  it('are all of them, over the end of a month, up to a number', () => {
    expect(daysBetween('2026-02-27', '2026-03-01', 9)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(daysBetween('2026-02-27', '2026-02-27', 9)).toEqual(['2026-02-27']);
    expect(daysBetween('2026-02-27', '2026-02-26', 9)).toEqual([]);
    expect(daysBetween('2026-01-01', '2026-12-31', 60)).toHaveLength(60);
  });
});

describe('a month', () => {
  it('has its name in the language that is read', () => {
    expect([monthName(1, 'id-ID'), monthName(12, 'id-ID'), monthName(3, 'en-GB')]).toEqual([
      'Januari',
      'Desember',
      'March',
    ]);
  });
});
