import { describe, expect, it } from 'vitest';

import { receiptSecret, trackingCode } from './tracking';

describe('codes as people type them', () => {
  it.each(['K7QW-2M9D-XH4C', 'k7qw2m9dxh4c', ' K7QW 2M9D XH4C ', 'K7QW–2M9D'.replace('–', '-') + '-XH4C'])(
    '%s',
    (text) => {
      expect(trackingCode(text)).toBe('K7QW-2M9D-XH4C');
    },
  );

  it('take look-alikes for what they look like', () => {
    expect(trackingCode('OIL0-OIL0-OIL0')).toBe('0110-0110-0110');
  });

  it.each(['', 'K7QW-2M9D-XH4', 'K7QW-2M9D-XH4CC', 'K7QW-2M9D-XH4U', 'K7QW_2M9D_XH4C', 'ÄÖÜß-2M9D-XH4C'])(
    'refuse %s',
    (text) => {
      expect(trackingCode(text)).toBeNull();
    },
  );

  it('know secrets by their length', () => {
    expect(receiptSecret('abcd efgh jkmn pqrs')).toBe('ABCD-EFGH-JKMN-PQRS');
    expect(receiptSecret('K7QW-2M9D-XH4C')).toBeNull();
  });
});
