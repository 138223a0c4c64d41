import { describe, expect, it } from 'vitest';

import { shownIn } from './figures';

describe('a figure', () => {
  it('keeps its digits and gets the sign of its language', () => {
    expect([shownIn('id-ID', '2.70'), shownIn('en-GB', '2.70'), shownIn('id-ID', '100.00')]).toEqual([
      '2,70',
      '2.70',
      '100,00',
    ]);
  });
});
