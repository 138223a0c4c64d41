import { describe, expect, it } from 'vitest';

import {
  added,
  below,
  isStrategic,
  kindBelow,
  linesOf,
  nearestPlanned,
  nextCode,
  openingMonth,
  tenThousandths,
} from './tree';

const node = (code: string, parentCode: string | null = null) => ({ code, parentCode });
const TREE = [node('I'), node('I.1', 'I'), node('I.1.1', 'I.1'), node('II'), node('II.1', 'II')];

describe('the codes of a tree', () => {
  it('go on where the siblings ended', () => {
    expect(nextCode('KELOMPOK_PROGRAM', null, 'KELOMPOK_PROGRAM', TREE)).toBe('III');
    expect(nextCode('KELOMPOK_PROGRAM', node('I'), 'PROGRAM', TREE)).toBe('I.2');
    expect(nextCode('KELOMPOK_PROGRAM', node('II.1', 'II'), 'KEGIATAN', TREE)).toBe('II.1.1');
    expect(nextCode('KATEGORI_PRIORITAS', node('I'), 'PROGRAM', [node('I'), node('I.III', 'I')])).toBe('I.IV');
    expect(nextCode('TAHAPAN', null, 'TAHAPAN', [node('1'), node('9')])).toBe('10');
  });

  it('have the digits of the budget', () => {
    expect(nextCode('URUSAN', null, 'PROGRAM', [])).toBe('');
    expect(nextCode('URUSAN', node('2.16.02'), 'KEGIATAN', [])).toBe('2.16.02.2.01');
    const nodes = [node('2.16.02.2.01.09', '2.16.02.2.01')];
    expect(nextCode('URUSAN', node('2.16.02.2.01', '2.16.02'), 'SUBKEGIATAN', nodes)).toBe('2.16.02.2.01.10');
  });

  it('are of the level below', () => {
    expect(kindBelow('URUSAN', null)).toBe('PROGRAM');
    expect(kindBelow('KATEGORI_PRIORITAS', 'KEGIATAN')).toBe('SUBKEGIATAN');
    expect(kindBelow('TAHAPAN', 'TAHAPAN')).toBeNull();
    expect([isStrategic('KELOMPOK_PROGRAM'), isStrategic('URUSAN')]).toEqual([true, false]);
  });
});

describe('a tree that is changed', () => {
  it('takes a node behind everything below its parent', () => {
    expect(added(TREE, node('I.2', 'I')).map((one) => one.code)).toEqual(['I', 'I.1', 'I.1.1', 'I.2', 'II', 'II.1']);
    expect(
      added(TREE, node('III'))
        .map((one) => one.code)
        .at(-1),
    ).toBe('III');
  });

  it('knows what goes with a node', () => {
    expect([...below(TREE, 'I')]).toEqual(['I', 'I.1', 'I.1.1']);
    expect([...below(TREE, 'II.1')]).toEqual(['II.1']);
  });
});

describe('the month that a plan opens at', () => {
  const planned = [
    { year: 2021, month: 11 },
    { year: 2021, month: 3 },
  ];

  it('is the present one while it runs, else the nearest end of what was planned', () => {
    expect(openingMonth(2020, 2026, '2026-11-23', planned)).toEqual({ year: 2026, month: 11 });
    expect(openingMonth(2021, 2021, '2026-11-23', planned)).toEqual({ year: 2021, month: 11 });
    expect(openingMonth(2021, 2021, '2020-02-01', planned)).toEqual({ year: 2021, month: 3 });
    expect(openingMonth(2021, 2021, '2026-11-23', [])).toBeNull();
  });

  it('has neighbours with something in them', () => {
    expect(nearestPlanned({ year: 2021, month: 7 }, planned)).toEqual({ year: 2021, month: 3 });
    expect(nearestPlanned({ year: 2021, month: 1 }, planned)).toEqual({ year: 2021, month: 3 });
    expect(nearestPlanned({ year: 2021, month: 1 }, [])).toBeNull();
  });
});

it('reads lines and weights', () => {
  expect(linesOf(' Diskominfo \n\n Inspektorat')).toEqual(['Diskominfo', 'Inspektorat']);
  expect([tenThousandths('33.3333'), tenThousandths('66.67'), tenThousandths('5')]).toEqual([333333, 666700, 50000]);
});
