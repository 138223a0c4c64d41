import { describe, expect, it } from 'vitest';

import { dayOf, momentOf, plainDay, shortDay, sizeOf, today } from './moments';

const WIB = 'Asia/Jakarta';
const MORNING = '2026-11-23T01:30:00Z';

describe('moments', () => {
  it('are told in the zone of the pemda', () => {
    expect(dayOf('2026-11-23T18:00:00Z', 'id-ID', WIB)).toContain('24');
    expect(momentOf(MORNING, 'id-ID', WIB)).toBe('23 Nov 2026, 08.30 WIB');
    expect(today(new Date('2026-11-23T18:00:00Z'), WIB)).toBe('2026-11-24');
  });

  it('name the year only when it is another one', () => {
    const now = new Date(MORNING);
    expect(shortDay(MORNING, 'id-ID', WIB, now)).toBe('23 Nov');
    expect(shortDay('2025-11-23T01:30:00Z', 'id-ID', WIB, now)).toBe('23 Nov 2025');
  });

  it('leave a calendar day where it is', () => {
    expect(plainDay('2026-11-23', 'id-ID')).toBe('23 Nov 2026');
  });
});

describe('sizes', () => {
  it.each([
    [10, '1 kB'],
    [53_000, '52 kB'],
    [1_500_000, '1,4 MB'],
    [10 * 1_048_576, '10 MB'],
  ])('%i bytes are %s', (bytes, text) => {
    expect(sizeOf(bytes, 'id-ID')).toBe(text);
  });
});
