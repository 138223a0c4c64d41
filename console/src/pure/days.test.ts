import { describe, expect, it } from 'vitest';

import { byDay, daysAgo } from './days';

const at = (moment: string) => ({ at: moment });

describe('what happened on one day', () => {
  it('is told by the clock of whoever reads', () => {
    const items = [at('2026-11-23T01:00:00Z'), at('2026-11-22T17:30:00Z'), at('2026-11-22T16:59:00Z')];
    expect(byDay(items, 'Asia/Jakarta')).toEqual([
      { day: '2026-11-23', items: items.slice(0, 2) },
      { day: '2026-11-22', items: items.slice(2) },
    ]);
    expect(byDay(items, 'UTC').map((one) => one.items.length)).toEqual([1, 2]);
  });

  it('of nothing is nothing', () => {
    expect(byDay([], 'Asia/Jakarta')).toEqual([]);
  });

  it('was so many days ago', () => {
    const now = new Date('2026-11-22T17:30:00Z'); // after midnight in Jakarta
    expect(daysAgo('2026-11-23', now, 'Asia/Jakarta')).toBe(0);
    expect(daysAgo('2026-11-22', now, 'Asia/Jakarta')).toBe(1);
    expect(daysAgo('2026-10-24', now, 'Asia/Jakarta')).toBe(30);
  });
});
