import { describe, expect, it } from 'vitest';

import { figureOf, shownIn, writtenIn } from './figures';

describe('a figure', () => {
  it.each([
    ['2.70', '2,70', '2.70'],
    ['100.00', '100,00', '100.00'],
    ['1250.50', '1.250,50', '1,250.50'],
    ['123456789.00', '123.456.789,00', '123,456,789.00'],
    ['-1234', '-1.234', '-1,234'],
  ])('%s keeps its digits and gets the signs of its language', (shown, id, en) => {
    expect([shownIn('id-ID', shown), shownIn('en-GB', shown)]).toEqual([id, en]);
  });

  it.each([
    ['26.00', '26'],
    ['1250.50', '1.250,5'],
    ['100', '100'],
    ['0.00', '0'],
  ])('%s is written into a field without idle zeros', (shown, id) => expect(writtenIn('id-ID', shown)).toBe(id));

  it.each([
    ['15', '15'],
    ['15,5', '15.5'],
    ['1.500', '1500'],
    ['Rp 1.500.000,25', '1500000.25'],
    ['12 %', '12'],
    ['1500000', '1500000'],
    ['1.5', null],
    ['15.00', null],
    ['1,2,3', null],
    ['-4', null],
    ['', null],
    [',5', null],
    ['dua', null],
    ['123456789012345', null],
  ])('%s as an Indonesian wrote it', (text, meant) => expect(figureOf('id-ID', text)).toBe(meant));

  it('is read as it is shown, in either language', () => {
    for (const shown of ['0.00', '7.25', '1000.00', '98765432.10']) {
      for (const locale of ['id-ID', 'en-GB']) {
        expect(Number(figureOf(locale, shownIn(locale, shown)))).toBe(Number(shown));
      }
    }
  });
});
