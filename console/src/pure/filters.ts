// Which complaints does the address of a desk's list ask for?
//
// The address is the state: it can be bookmarked, sent to a colleague, and gone back to.
import type {
  Channel,
  ComplaintFilter,
  ComplaintOrder,
  Kind,
  Priority,
  Role,
  Status,
} from '../graph/generated/graphql';

export const VIEWS = ['todo', 'overdue', 'ruling', 'waiting', 'all'] as const;
export type View = (typeof VIEWS)[number];

export interface DeskFilter {
  view: View;
  text: string;
  statuses: Status[];
  kinds: Kind[];
  channels: Channel[];
  topic: string | null;
  unit: string | null;
  /** Null: as the view says. */
  mine: boolean | null;
  overdue: boolean;
  from: string | null;
  until: string | null;
  order: ComplaintOrder;
  /** Also the pemda below; null: as the role works. */
  below: boolean | null;
}

/** Statuses in which an office has to do something. */
const TO_DO: Status[] = ['RECEIVED', 'DISPOSED', 'IN_PROGRESS'];
const WAITING: Status[] = ['AWAITING_REPORTER', 'ANSWERED'];
const STATUSES: Status[] = [...TO_DO, ...WAITING, 'CLOSED', 'ARCHIVED'];
const KINDS: Kind[] = ['PENGADUAN_TIDAK_BERKADAR', 'PENGADUAN_BERKADAR', 'PERMINTAAN_INFORMASI', 'ASPIRASI'];
const CHANNELS: Channel[] = [
  'WEB',
  'APP',
  'SMS_1708',
  'WHATSAPP',
  'CALL_CENTER',
  'FACE_TO_FACE',
  'LETTER',
  'EMAIL',
  'SOCIAL_MEDIA',
  'NEIGHBOUR_APP',
];
/** Roles that read over a region and have no desk of their own to clear. */
const READERS: Role[] = ['PIMPINAN', 'OMBUDSMAN'];

const PRIORITIES: Priority[] = ['LOW', 'NORMAL', 'HIGH', 'URGENT'];

export const CHOICES = { statuses: STATUSES, kinds: KINDS, channels: CHANNELS, priorities: PRIORITIES };

export function hasDesk(role: Role): boolean {
  return !READERS.includes(role);
}

export function readFilter(search: URLSearchParams): DeskFilter {
  const view = search.get('lihat');
  return {
    view: VIEWS.find((known) => known === view) ?? 'todo',
    text: (search.get('q') ?? '').slice(0, 100),
    statuses: known(search, 'status', STATUSES),
    kinds: known(search, 'jenis', KINDS),
    channels: known(search, 'kanal', CHANNELS),
    topic: search.get('kategori'),
    unit: search.get('unit'),
    mine: search.has('meja') ? search.get('meja') === 'saya' : null,
    overdue: search.get('lewat') === '1',
    from: readDay(search.get('sejak')),
    until: readDay(search.get('sampai')),
    order: search.get('urut') === 'baru' ? 'NEWEST' : 'DUE',
    below: search.has('cakupan') ? search.get('cakupan') === 'bawah' : null,
  };
}

/** Only what differs from the ordinary is written into the address. */
export function writeFilter(filter: DeskFilter): URLSearchParams {
  const search = new URLSearchParams();
  const put = (name: string, value: string | null) => value && search.set(name, value);
  put('lihat', filter.view === 'todo' ? null : filter.view);
  put('q', filter.text.trim());
  put('status', filter.statuses.join(','));
  put('jenis', filter.kinds.join(','));
  put('kanal', filter.channels.join(','));
  put('kategori', filter.topic);
  put('unit', filter.unit);
  put('meja', filter.mine === null ? null : filter.mine ? 'saya' : 'semua');
  put('lewat', filter.overdue ? '1' : null);
  put('sejak', filter.from);
  put('sampai', filter.until);
  put('urut', filter.order === 'NEWEST' ? 'baru' : null);
  put('cakupan', filter.below === null ? null : filter.below ? 'bawah' : 'ini');
  return search;
}

/** What narrows the list beyond its view: how many filters a reader would have to take away again. */
export function narrowed(filter: DeskFilter): number {
  return (
    [filter.statuses, filter.kinds, filter.channels].filter((chosen) => chosen.length > 0).length +
    [filter.topic, filter.unit, filter.from, filter.until].filter((value) => value !== null).length +
    [filter.mine !== null, filter.overdue, filter.below !== null].filter(Boolean).length
  );
}

export function cleared(filter: DeskFilter): DeskFilter {
  return { ...readFilter(new URLSearchParams()), view: filter.view, text: filter.text, order: filter.order };
}

/** The filter of the interface. */
export function asked(filter: DeskFilter, role: Role): ComplaintFilter {
  const view = viewed(filter.view);
  const mine = filter.mine ?? (hasDesk(role) ? (view.mine ?? null) : null);
  const statuses = filter.statuses.length > 0 ? filter.statuses : view.statuses;
  const text = filter.text.trim();
  return {
    ...(statuses ? { statuses } : {}),
    ...(mine ? { mine: true } : {}),
    ...(filter.overdue || view.overdue ? { overdue: true } : {}),
    ...(view.rulingRequired ? { rulingRequired: true } : {}),
    ...(text.length >= 3 ? { text } : {}),
    ...(filter.kinds.length > 0 ? { kinds: filter.kinds } : {}),
    ...(filter.channels.length > 0 ? { channels: filter.channels } : {}),
    ...(filter.topic ? { topics: [filter.topic] } : {}),
    ...(filter.unit ? { unit: filter.unit } : {}),
    ...(filter.from ? { receivedFrom: filter.from } : {}),
    ...(filter.until ? { receivedUntil: filter.until } : {}),
  };
}

/** An Ombudsman's cases lie in the pemda of its region, never in its own. */
export function includesBelow(filter: DeskFilter, role: Role): boolean {
  return filter.below ?? role === 'OMBUDSMAN';
}

function viewed(view: View): ComplaintFilter {
  switch (view) {
    case 'todo':
      return { statuses: TO_DO, mine: true };
    case 'overdue':
      return { statuses: TO_DO, mine: true, overdue: true };
    case 'ruling':
      return { rulingRequired: true };
    case 'waiting':
      return { statuses: WAITING };
    case 'all':
      return {};
  }
}

function known<Value extends string>(search: URLSearchParams, name: string, values: Value[]): Value[] {
  const named = (search.get(name) ?? '').split(',');
  return values.filter((value) => named.includes(value));
}

/** A day as an address has it; null for what is none, such as 2026-02-30, which some browsers take for March. */
export function readDay(text: string | null): string | null {
  const at = /^\d{4}-\d\d-\d\d$/.test(text ?? '') ? Date.parse(text ?? '') : NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text ?? '') ? text : null;
}
