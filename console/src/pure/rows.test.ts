import { expect, it } from 'vitest';

import { countOf, isThere, rowsIn } from './rows';

it('keeps the numbers of rows when others leave', () => {
  const values = { count: '3', '1.gone': true };
  expect(countOf(values)).toBe(3);
  expect(rowsIn(values)).toEqual([0, 2]);
  expect([isThere(values, 0), isThere(values, 1), isThere(values, 3)]).toEqual([true, false, false]);
  expect(rowsIn({})).toEqual([]);
});
