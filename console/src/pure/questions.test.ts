import { describe, expect, it } from 'vitest';

import { NATION, type Place } from './places';
import {
  about,
  asked,
  belowOf,
  byMonths,
  courseOf,
  daysOf,
  isSummed,
  narrow,
  narrowed,
  periodsOf,
  readQuestion,
  widened,
  writeQuestion,
} from './questions';

const of = (text: string) => readQuestion(new URLSearchParams(text));
const TOPIC = btoa('Topic:0.7');
const NOVEMBER = '2026-11-23';
const summed = { summed: true, today: NOVEMBER };
const single = { summed: false, today: NOVEMBER };
const place = (code: string, alone = false): Place => ({ code, alone });

describe('the address of a question', () => {
  it.each([
    '',
    'wilayah=21&sendiri=1&periode=LAST_YEAR&kanal=SMS_1708',
    `wilayah=21.01&jenis=ASPIRASI&prioritas=HIGH&kategori=${encodeURIComponent(TOPIC)}&urut=PROMPT`,
    'sejak=2026-01-05&sampai=2026-02-01&rinci=pemda',
  ])('comes back as it was: %s', (text) => {
    expect(writeQuestion(of(text)).toString()).toBe(text);
  });

  it.each([
    'wilayah=2101',
    'wilayah=21.00',
    'sendiri=1',
    'periode=besok',
    'periode=CUSTOM',
    'sejak=2026-01-05',
    'sejak=2026-01-05&sampai=2026-02-30',
    'jenis=BOGUS',
    'kanal=SMS_1708,LETTER',
    'prioritas=high',
    'kategori=%25%25',
    `kategori=${btoa('Unit:0.7')}`,
    'urut=received',
    'rinci=unit',
  ])('is not disturbed by %s', (text) => {
    expect(of(text)).toEqual(of(''));
  });
});

describe('what is asked', () => {
  it('is the year of everybody in reach, at first', () => {
    expect(asked(of(''), daysOf(of(''), summed))).toEqual({ firstDay: '2026-01-01', lastDay: '2026-12-31' });
  });

  it('carries the place and everything that narrows it', () => {
    const question = of(`wilayah=21&sendiri=1&jenis=ASPIRASI&kanal=WEB&prioritas=LOW&kategori=${TOPIC}`);
    expect(asked(question, { firstDay: '2026-01-05', lastDay: '2026-02-01' })).toEqual({
      firstDay: '2026-01-05',
      lastDay: '2026-02-01',
      region: '21',
      alone: true,
      kind: 'ASPIRASI',
      channel: 'WEB',
      priority: 'LOW',
      topic: TOPIC,
    });
  });

  it('has the days that somebody chose', () => {
    expect(daysOf(of('sejak=2026-01-05&sampai=2026-02-01&kanal=WEB'), summed)).toEqual({
      firstDay: '2026-01-05',
      lastDay: '2026-02-01',
    });
  });
});

describe('over several pemda', () => {
  it('narrows by one property at a time', () => {
    const one = narrow(of('periode=LAST_YEAR&kanal=WEB'), { kind: 'ASPIRASI' }, summed);
    expect(writeQuestion(one).toString()).toBe('periode=LAST_YEAR&jenis=ASPIRASI');
    expect(narrowed(narrow(one, { kind: null }, summed))).toBe(0);
  });

  it('counts whole months that are over, once it is narrowed', () => {
    const year = of('kanal=WEB');
    expect([byMonths(year, summed), byMonths(year, single), byMonths(of(''), summed)]).toEqual([true, false, false]);
    expect(daysOf(year, summed)).toEqual({ firstDay: '2026-01-01', lastDay: '2026-10-31' });
    expect(courseOf(year, summed)).toEqual({ firstDay: '2025-11-01', lastDay: '2026-10-31' });
    expect(courseOf(of(''), summed)).toEqual({ firstDay: '2025-12-01', lastDay: '2026-11-30' });
    expect(periodsOf(year, summed)).toEqual(['LAST_MONTH', 'YEAR', 'LAST_YEAR']);
    expect(narrow(of('periode=MONTH'), { channel: 'WEB' }, summed).period).toBe('LAST_MONTH');
  });

  it('has no whole month of this year in January', () => {
    const january = { summed: true, today: '2027-01-31' };
    expect(periodsOf(of('periode=LAST_YEAR&kanal=WEB'), january)).toEqual(['LAST_MONTH', 'LAST_YEAR']);
    expect(narrow(of(''), { channel: 'WEB' }, january).period).toBe('LAST_MONTH');
    // an address may still ask for it: then the service says why not
    expect(daysOf(of('kanal=WEB'), january)).toEqual({ firstDay: '2027-01-01', lastDay: '2027-12-31' });
    expect(periodsOf(of('kanal=WEB'), january)).toContain('YEAR');
  });
});

describe('within one pemda', () => {
  it('narrows by everything at once, over any days', () => {
    const both = narrow(of('periode=MONTH&kanal=WEB'), { kind: 'ASPIRASI' }, single);
    expect(writeQuestion(both).toString()).toBe('periode=MONTH&jenis=ASPIRASI&kanal=WEB');
    expect(daysOf(of('kanal=WEB'), single)).toEqual({ firstDay: '2026-01-01', lastDay: '2026-12-31' });
    expect(periodsOf(both, single)).toEqual(['MONTH', 'LAST_MONTH', 'YEAR', 'LAST_YEAR']);
  });

  it('is summed only for those who may not see its complaints one by one', () => {
    expect([isSummed(NATION, true), isSummed(place('21'), true)]).toEqual([true, true]);
    expect([isSummed(place('21', true), true), isSummed(place('21.01'), true)]).toEqual([false, false]);
    expect(isSummed(place('21.01'), false)).toBe(true);
  });
});

describe('going somewhere else', () => {
  it('takes along what narrows', () => {
    const there = about(of('kanal=WEB&urut=PROMPT'), place('21.01'), NATION, single);
    expect(writeQuestion(there).toString()).toBe('wilayah=21.01&kanal=WEB&urut=PROMPT');
  });

  it('leaves behind what cannot be answered there', () => {
    const above = about(of('wilayah=21.01&periode=MONTH&jenis=ASPIRASI&kanal=WEB'), place('21'), NATION, summed);
    expect(writeQuestion(above).toString()).toBe('wilayah=21&periode=LAST_MONTH&jenis=ASPIRASI');
  });

  it('needs no name for home', () => {
    expect(about(of('wilayah=21'), NATION, NATION, summed).place).toBeNull();
    expect(writeQuestion(widened(of('wilayah=21&kanal=WEB&prioritas=LOW'))).toString()).toBe('wilayah=21');
  });
});

it('shows what is directly below', () => {
  expect(belowOf('NATION', false, true)).toBe('PROVINCE');
  expect(belowOf('NATION', true, true)).toBe('PEMDA');
  expect(belowOf('PROVINCE', false, false)).toBe('PEMDA');
  expect([belowOf('PEMDA', true, true), belowOf('PEMDA', false, false)]).toEqual(['UNIT', null]);
});
