import { describe, expect, it } from 'vitest';

import { byMonth, nearestMonth, neighbour, trunks } from './branches';

const node = (code: string, parentCode: string | null) => ({ code, parentCode });

describe('the tree of a plan', () => {
  it('has everything below its top, with its depth', () => {
    const found = trunks([node('I', null), node('I.1', 'I'), node('I.1.1', 'I.1'), node('I.2', 'I'), node('II', null)]);
    expect(found.map(({ top, below }) => [top.code, ...below.map((one) => [one.node.code, one.depth])])).toEqual([
      ['I', ['I.1', 0], ['I.1.1', 1], ['I.2', 0]],
      ['II'],
    ]);
  });

  it('loses nothing whose parent is not there', () => {
    expect(trunks([node('1.1', '1')]).map((one) => one.top.code)).toEqual(['1.1']);
    expect(trunks([])).toEqual([]);
  });
});

describe('the weeks of a grid', () => {
  it('stand together by month', () => {
    const weeks = [
      { year: 2021, month: 3, week: 1 },
      { year: 2021, month: 3, week: 2 },
      { year: 2021, month: 4, week: 4 },
    ];
    expect(byMonth(weeks)).toEqual([
      { year: 2021, month: 3, weeks: [1, 2] },
      { year: 2021, month: 4, weeks: [4] },
    ]);
  });
});

describe('a month of a plan', () => {
  it.each([
    ['2026-11-23', 2026, 11],
    ['2020-05-01', 2021, 1],
    ['2030-05-01', 2026, 12],
  ])('on %s is %d-%d', (today, year, month) => expect(nearestMonth(2021, 2026, today)).toEqual({ year, month }));

  it('has neighbours inside of the plan', () => {
    expect(neighbour({ year: 2021, month: 12 }, 1, 2021, 2022)).toEqual({ year: 2022, month: 1 });
    expect(neighbour({ year: 2022, month: 1 }, -1, 2021, 2022)).toEqual({ year: 2021, month: 12 });
    expect(neighbour({ year: 2022, month: 12 }, 1, 2021, 2022)).toBeNull();
    expect(neighbour({ year: 2021, month: 1 }, -1, 2021, 2022)).toBeNull();
  });
});
