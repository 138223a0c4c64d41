import { describe, expect, it } from 'vitest';

import { dayNumber, distance } from './due';

const WIB = 'Asia/Jakarta';
const due = (day: string) => `${day}T23:59:59+07:00`;
const at = (text: string) => new Date(text);

describe('distance', () => {
  it.each([
    ['2026-11-23T08:00:00+07:00', due('2026-11-23'), 0, 'today'],
    ['2026-11-23T08:00:00+07:00', due('2026-11-24'), 1, 'soon'],
    ['2026-11-23T23:59:00+07:00', due('2026-11-24'), 1, 'soon'],
    ['2026-11-23T08:00:00+07:00', due('2026-11-26'), 3, 'soon'],
    ['2026-11-23T08:00:00+07:00', due('2026-11-27'), 4, 'calm'],
    ['2026-11-23T00:00:01+07:00', due('2026-11-22'), -1, 'late'],
    ['2026-11-23T08:00:00+07:00', due('2026-11-13'), -10, 'late'],
  ])('from %s to %s is %i days, %s', (now, dueAt, days, tone) => {
    expect(distance(dueAt, at(now), WIB)).toEqual({ days, tone });
  });

  it('counts in the zone of the pemda, not of the computer', () => {
    // 23:30 in Jakarta is already the next day in Jayapura.
    const now = at('2026-11-23T23:30:00+07:00');
    expect(distance('2026-11-24T14:59:59Z', now, 'Asia/Jayapura').days).toBe(0);
    expect(distance('2026-11-24T16:59:59Z', now, WIB).days).toBe(1);
  });

  it('is late without a single day gone when the moment itself has passed', () => {
    expect(distance('2026-11-23T05:00:00Z', at('2026-11-23T06:00:00Z'), WIB)).toEqual({ days: 0, tone: 'late' });
  });
});

describe('dayNumber', () => {
  it('goes up by one at local midnight', () => {
    const before = dayNumber(at('2026-11-23T23:59:59+07:00'), WIB);
    expect(dayNumber(at('2026-11-24T00:00:00+07:00'), WIB)).toBe(before + 1);
  });
});
