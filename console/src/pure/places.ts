// Whose figures are meant, who may ask for them, and how does one go down to them and up again?
import type { PemdaLevel, Role } from '../graph/generated/graphql';

/** A region by its kode wilayah; `alone`: only the office of the province or of the nation itself. */
export interface Place {
  code: string;
  alone: boolean;
}
export type PlaceLevel = 'NATION' | 'PROVINCE' | 'PEMDA';

export const NATION: Place = { code: '00', alone: false };
/** Roles that look over whatever lies below their seat; all others have the figures of one pemda. */
const OVERSEERS: readonly Role[] = ['NASIONAL', 'INSTANSI', 'OMBUDSMAN'];
const CODE = /^(00|(?!00)\d\d(\.(?!00)\d\d)?)$/;

/** A place as it is written in an address; null for anything that is none. */
export function placeOf(code: string | null, alone: boolean): Place | null {
  return code !== null && CODE.test(code) ? { code, alone: alone && !code.includes('.') } : null;
}

export function levelOf({ code, alone }: Place): PlaceLevel {
  return alone || code.includes('.') ? 'PEMDA' : code === NATION.code ? 'NATION' : 'PROVINCE';
}

/** The widest place of a viewer: what the service answers about when no region is named. */
export function seatOf(role: Role, pemda: { code: string; level: PemdaLevel } | null): Place {
  if (pemda === null) {
    return NATION;
  }
  const below = pemda.level === 'NASIONAL' || pemda.level === 'PROVINSI';
  return { code: pemda.code, alone: below && !OVERSEERS.includes(role) };
}

export function same(one: Place, other: Place): boolean {
  return one.code === other.code && one.alone === other.alone;
}

/** From the seat down to a place, both included; the seat alone when the place lies outside of it. */
export function wayTo(place: Place, seat: Place): Place[] {
  const province = { code: place.code.slice(0, 2), alone: false };
  const chain = [NATION, province, place].filter((one, at, all) => at === 0 || !same(one, all[at - 1] ?? one));
  const from = chain.findIndex((one) => same(one, seat));
  return from < 0 ? [seat] : chain.slice(from);
}

/** The place that a row of a list of regions is about: in it, an office above others stands for itself alone. */
export function placeOfRow(code: string, by: 'PROVINCE' | 'PEMDA'): Place {
  return { code, alone: code === NATION.code || (by === 'PEMDA' && !code.includes('.')) };
}
