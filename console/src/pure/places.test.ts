import { describe, expect, it } from 'vitest';

import { levelOf, NATION, placeOf, placeOfRow, seatOf, wayTo } from './places';

const whole = (code: string) => ({ code, alone: false });
const office = (code: string) => ({ code, alone: true });

describe('a place', () => {
  it.each([
    ['00', false, NATION],
    ['21', false, whole('21')],
    ['21', true, office('21')],
    ['21.01', false, whole('21.01')],
    ['21.01', true, whole('21.01')],
  ])('is read from an address: %s, %s', (code, alone, place) => {
    expect(placeOf(code, alone)).toEqual(place);
  });

  it.each([null, '', '2', '2101', '00.01', '21.00', '21.1', 'xx', ' 21'])('is not %s', (code) => {
    expect(placeOf(code, false)).toBeNull();
  });

  it('has a level', () => {
    expect([whole('00'), whole('21'), office('21'), office('00'), whole('21.01')].map(levelOf)).toEqual([
      'NATION',
      'PROVINCE',
      'PEMDA',
      'PEMDA',
      'PEMDA',
    ]);
  });
});

it('is at first where the viewer sits, and what they look over', () => {
  expect(seatOf('NASIONAL', null)).toEqual(NATION);
  expect(seatOf('NASIONAL', { code: '00', level: 'NASIONAL' })).toEqual(NATION);
  expect(seatOf('INSTANSI', { code: '21', level: 'PROVINSI' })).toEqual(whole('21'));
  expect(seatOf('OMBUDSMAN', { code: '21', level: 'PROVINSI' })).toEqual(whole('21'));
  expect(seatOf('PIMPINAN', { code: '21', level: 'PROVINSI' })).toEqual(office('21'));
  expect(seatOf('PIMPINAN', { code: '21.01', level: 'KABUPATEN' })).toEqual(whole('21.01'));
});

describe('the way to a place', () => {
  it('leads through what lies between', () => {
    expect(wayTo(whole('21.01'), NATION)).toEqual([NATION, whole('21'), whole('21.01')]);
    expect(wayTo(office('21'), NATION)).toEqual([NATION, whole('21'), office('21')]);
    expect(wayTo(office('00'), NATION)).toEqual([NATION, office('00')]);
    expect(wayTo(whole('21.01'), whole('21'))).toEqual([whole('21'), whole('21.01')]);
    expect(wayTo(whole('21'), whole('21'))).toEqual([whole('21')]);
    expect(wayTo(NATION, NATION)).toEqual([NATION]);
  });

  it('goes no higher than the seat, and to nothing beside it', () => {
    expect(wayTo(NATION, whole('21.01'))).toEqual([whole('21.01')]);
    expect(wayTo(whole('32.73'), whole('21'))).toEqual([whole('21')]);
    expect(wayTo(whole('21'), office('21'))).toEqual([office('21')]);
  });
});

it('knows what a row of a list is about', () => {
  expect(placeOfRow('21', 'PROVINCE')).toEqual(whole('21'));
  expect(placeOfRow('00', 'PROVINCE')).toEqual(office('00'));
  expect(placeOfRow('21', 'PEMDA')).toEqual(office('21'));
  expect(placeOfRow('21.01', 'PEMDA')).toEqual(whole('21.01'));
});
