import { expect, it } from 'vitest';

import { standing } from './peers';

it.each([
  ['60.01', '80.00', 'ABOVE'],
  ['60.00', '80.00', 'LIKE'],
  ['40.00', '60.00', 'LIKE'],
  ['9.50', '59.99', 'BELOW'],
])('an interval from %s to %s is %s a median of 60', (lower, upper, found) => {
  expect(standing({ tooFew: false, lower, upper }, { median: '60.00' })).toBe(found);
});

it('says nothing about few cases', () => {
  expect(standing({ tooFew: true, lower: '0.00', upper: '10.00' }, { median: '60.00' })).toBeNull();
  expect(standing({ tooFew: false, lower: null, upper: null }, { median: '60.00' })).toBeNull();
});
