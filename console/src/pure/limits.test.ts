import { describe, expect, it } from 'vitest';

import type { LimitSetFragment } from '../graph/generated/graphql';
import { bounds, changedLimits, changedRungs, differences, fieldOf, inForceOn, unitsOf, writtenOf } from './limits';

function version(number: number, fromDate: string | null, days = 3): LimitSetFragment {
  return {
    number,
    fromDate,
    source: '',
    setBy: null,
    at: null,
    inForce: false,
    limits: [
      { term: 'INSTANSI_VERIFICATION', amount: days, unit: 'WORKING_DAY', least: 1, most: 5 },
      { term: 'REPORTER_REACTION', amount: 10, unit: 'WORKING_DAY', least: 10, most: 30 },
    ],
    ladder: [
      { level: 'HEAD', workingDays: 0 },
      { level: 'INSTANSI', workingDays: 1 },
    ],
  };
}

const NATION = version(0, null);

describe('what holds on a day', () => {
  const versions = [version(3, '2026-03-01'), version(2, '2026-05-01'), version(1, '2026-01-01'), NATION];

  it.each([
    ['2025-12-31', 0],
    ['2026-01-01', 1],
    ['2026-04-30', 3],
    ['2026-05-01', 2],
  ])('on %s it is version %i', (day, number) => {
    expect(inForceOn(versions, day)?.number).toBe(number);
  });

  it('is the newer one of two that begin on the same day', () => {
    expect(inForceOn([version(1, '2026-01-01'), version(10, '2026-01-01'), NATION], '2026-02-01')?.number).toBe(10);
  });
});

describe('a form of limits', () => {
  it('begins with what holds, and changes nothing by itself', () => {
    const written = writtenOf(NATION);
    expect(written).toMatchObject({ 'amount.INSTANSI_VERIFICATION': '3', 'rung.INSTANSI': '1' });
    expect([changedLimits(written, NATION), changedRungs(written, NATION)]).toEqual([[], []]);
  });

  it('sends only what was changed', () => {
    const written = { ...writtenOf(NATION), 'unit.INSTANSI_VERIFICATION': 'DAY', 'rung.INSTANSI': '0' };
    expect(changedLimits(written, NATION)).toEqual([{ term: 'INSTANSI_VERIFICATION', amount: 3, unit: 'DAY' }]);
    expect(changedRungs(written, NATION)).toEqual([{ level: 'INSTANSI', workingDays: 0 }]);
  });

  it('knows the bounds in each unit, and that reporters have days', () => {
    const [verification] = NATION.limits;
    expect(verification && [bounds(verification, 'DAY'), bounds(verification, 'HOUR')]).toEqual([
      [1, 5],
      [1, 40],
    ]);
    expect(unitsOf('REPORTER_REACTION')).not.toContain('HOUR');
    expect(unitsOf('RULING')).toContain('HOUR');
  });

  it('finds the field that a refusal means', () => {
    expect(['limits.RULING', 'ladder.HEAD', 'fromDate', null].map(fieldOf)).toEqual([
      'amount.RULING',
      'rung.HEAD',
      'fromDate',
      null,
    ]);
  });
});

describe('two versions', () => {
  it('differ in what was changed', () => {
    const found = differences(version(1, '2026-01-01', 5), NATION);
    expect(found.limits.map(({ was, is }) => [was.term, was.amount, is.amount])).toEqual([
      ['INSTANSI_VERIFICATION', 3, 5],
    ]);
    expect(found.ladder).toEqual([]);
  });
});
