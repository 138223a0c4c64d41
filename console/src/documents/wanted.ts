// A document that somebody wants, as the address of the page says it: other pages link to it, the request begins with it.
import type { DocumentKind } from '../graph/generated/graphql';
import { KINDS } from './kinds';

export interface Wanted {
  kind: DocumentKind;
  subject: string;
  /** Empty where no time is meant. */
  year: string;
  month: string;
}

/** Where a document about this is asked for; `of` is the month, of a kind that has one. */
export function askingFor(kind: DocumentKind, subject: string, of?: { year: number; month: number }): string {
  const month = of ? `&tahun=${of.year}&bulan=${of.month}` : '';
  return `/meja/dokumen?jenis=${kind}&objek=${encodeURIComponent(subject)}${month}`;
}

export function wantedBy(query: URLSearchParams): Wanted | null {
  const kind = KINDS.find((one) => one === query.get('jenis'));
  const subject = query.get('objek');
  const [year, month] = [query.get('tahun') ?? '', query.get('bulan') ?? ''];
  return kind && subject ? { kind, subject, year, month } : null;
}
