import { describe, expect, it } from 'vitest';

import { asked, cleared, includesBelow, narrowed, readFilter, writeFilter } from './filters';

const of = (text: string) => readFilter(new URLSearchParams(text));

describe('the address of a list', () => {
  it.each([
    '',
    'lihat=overdue',
    'q=lampu+jalan&status=DISPOSED%2CIN_PROGRESS&jenis=ASPIRASI&kanal=SMS_1708%2CLETTER',
    'kategori=VG9waWM%3D&unit=VW5pdA%3D%3D&meja=semua&lewat=1&sejak=2026-01-01&sampai=2026-02-01&urut=baru&cakupan=bawah',
  ])('comes back as it was: %s', (text) => {
    expect(writeFilter(of(text)).toString()).toBe(text);
  });

  it.each([
    'lihat=apa',
    'status=BOGUS',
    'jenis=',
    'sejak=kemarin',
    'sejak=2026-99-99',
    'sejak=2026-02-30',
    'urut=lama',
    'q=',
  ])('is not disturbed by %s', (text) => {
    expect(of(text)).toEqual(of(''));
  });
});

describe('what is asked', () => {
  it('is what waits for this desk, at first', () => {
    expect(asked(of(''), 'PENGHUBUNG')).toEqual({ statuses: ['RECEIVED', 'DISPOSED', 'IN_PROGRESS'], mine: true });
  });

  it('has no desk of its own for those who only read', () => {
    expect(asked(of('lihat=overdue'), 'PIMPINAN')).toEqual({
      statuses: ['RECEIVED', 'DISPOSED', 'IN_PROGRESS'],
      overdue: true,
    });
  });

  it('lets a filter overrule the view', () => {
    expect(asked(of('status=CLOSED&meja=semua'), 'INSTANSI')).toEqual({ statuses: ['CLOSED'] });
    expect(asked(of('lihat=all&meja=saya'), 'INSTANSI')).toEqual({ mine: true });
  });

  it('searches from three letters on', () => {
    expect(asked(of('lihat=all&q=ab'), 'INSTANSI')).toEqual({});
    expect(asked(of('lihat=all&q=+jalan+'), 'INSTANSI')).toEqual({ text: 'jalan' });
  });

  it('carries every filter', () => {
    expect(
      asked(of('lihat=all&jenis=ASPIRASI&kanal=SMS_1708&kategori=T&unit=U&lewat=1&sejak=2026-01-01'), 'INSTANSI'),
    ).toEqual({
      kinds: ['ASPIRASI'],
      channels: ['SMS_1708'],
      topics: ['T'],
      unit: 'U',
      overdue: true,
      receivedFrom: '2026-01-01',
    });
  });

  it('reaches below for the Ombudsman, and for others when asked', () => {
    expect(includesBelow(of(''), 'OMBUDSMAN')).toBe(true);
    expect(includesBelow(of(''), 'INSTANSI')).toBe(false);
    expect(includesBelow(of('cakupan=bawah'), 'INSTANSI')).toBe(true);
  });
});

describe('narrowing', () => {
  it('is counted, and taken away again without losing the view and the words', () => {
    const filter = of('lihat=all&q=jalan&status=CLOSED&meja=semua&lewat=1&unit=U');
    expect(narrowed(filter)).toBe(4);
    expect(narrowed(cleared(filter))).toBe(0);
    expect(writeFilter(cleared(filter)).toString()).toBe('lihat=all&q=jalan');
  });
});
