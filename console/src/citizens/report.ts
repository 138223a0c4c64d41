// What a report consists of, whether a citizen writes it or an office types it in.
import { chosenOf, filesOf, flagOf, textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import type { Channel, Kind } from '../graph/generated/graphql';
import { today } from '../pure/moments';
import type { Texts } from '../texts/id';

/** What a citizen chooses; the desk refines it. */
const KINDS: Kind[] = ['PENGADUAN_TIDAK_BERKADAR', 'PERMINTAAN_INFORMASI', 'ASPIRASI'];
/** How reports reach an office that types them in. */
const CHANNELS: Channel[] = ['FACE_TO_FACE', 'LETTER', 'CALL_CENTER', 'WHATSAPP', 'SMS_1708', 'EMAIL', 'SOCIAL_MEDIA'];
export const REPORTER = ['name', 'phone', 'email', 'nik', 'address'];

export interface Sections {
  what: FieldSpec[];
  where: FieldSpec[];
  who: FieldSpec[];
}

/** `known`: the account names the reporter already. */
export function sections(texts: Texts, office: boolean, zone: string, known: boolean): Sections {
  const t = texts.citizen;
  return {
    what: [
      ...(office ? officeFields(texts) : []),
      {
        kind: 'radio',
        name: 'kind',
        label: t.kind,
        required: true,
        options: KINDS.map((kind) => [kind, texts.words.kind[kind], t.kindHints[kind] ?? ''] as const),
      },
      { kind: 'line', name: 'title', label: t.titleField, hint: t.titleHint, required: true, min: 5, max: 150 },
      { kind: 'area', name: 'body', label: t.body, hint: t.bodyHint, required: true, min: 20, max: 10_000, rows: 7 },
      { kind: 'files', name: 'attachments', label: texts.fields.files },
    ],
    where: [
      { kind: 'line', name: 'place', label: t.place, hint: t.placeHint, max: 300 },
      { kind: 'date', name: 'incidentOn', label: t.incident, notAfter: today(new Date(), zone) },
      ...(office ? [] : ([{ kind: 'pemda', name: 'pemda', label: t.pemda, hint: t.pemdaHint }] satisfies FieldSpec[])),
      { kind: 'topic', name: 'topic', label: t.topic },
    ],
    who: [
      { kind: 'flag', name: 'anonymous', label: t.anonymous, hint: t.anonymousHint },
      { kind: 'flag', name: 'secret', label: t.secret, hint: t.secretHint },
      { kind: 'line', name: 'name', label: t.name, min: 2, max: 120, personal: true },
      { kind: 'line', name: 'phone', label: t.phone, type: 'tel', max: 20, personal: true },
      { kind: 'line', name: 'email', label: t.email, type: 'email', max: 120, personal: true },
      { kind: 'line', name: 'nik', label: t.nik, digits: 16, max: 16, personal: true },
      { kind: 'line', name: 'address', label: t.address, max: 300, personal: true },
      {
        kind: 'flag',
        name: 'identityToOverseers',
        label: office ? t.consent.officeLabel : t.consent.label,
        hint: office ? t.consent.officeHint : t.consent.hint,
        personal: true,
        when: (values) => !flagOf(values, 'anonymous') && (known || isNamed(values)),
      },
    ],
  };
}

function officeFields(texts: Texts): FieldSpec[] {
  return [
    {
      kind: 'select',
      name: 'channel',
      label: texts.citizen.channel,
      required: true,
      options: CHANNELS.map((channel) => [channel, texts.words.channel[channel]] as const),
    },
    { kind: 'moment', name: 'receivedAt', label: texts.citizen.receivedAt, hint: texts.citizen.receivedHint },
  ];
}

function isNamed(values: FormValues): boolean {
  return REPORTER.some((name) => textOf(values, name) !== '');
}

/** Somebody who leaves a telephone number has a name. */
export function nameless(values: FormValues, texts: Texts): Errors {
  return isNamed(values) && textOf(values, 'name') === '' ? { name: texts.form.required } : {};
}

/** The input of `submitComplaint` and, with a channel, of `enterComplaint`. */
export function reportInput(values: FormValues): object {
  const [name, phone, email, nik, address] = REPORTER.map((field) => textOf(values, field));
  const channel = textOf(values, 'channel');
  const receivedAt = textOf(values, 'receivedAt');
  return {
    kind: textOf(values, 'kind'),
    title: textOf(values, 'title'),
    body: textOf(values, 'body'),
    place: textOf(values, 'place'),
    point: pointOf(textOf(values, 'point')),
    incidentOn: textOf(values, 'incidentOn') || null,
    topic: chosenOf(values, 'topic'),
    anonymous: flagOf(values, 'anonymous'),
    secret: flagOf(values, 'secret'),
    identityToOverseers: flagOf(values, 'identityToOverseers') && !flagOf(values, 'anonymous'),
    reporter: name ? { name, phone, email, nik, address } : null,
    attachments: filesOf(values),
    ...(channel
      ? { channel, receivedAt: receivedAt ? new Date(receivedAt).toISOString() : null }
      : { pemda: chosenOf(values, 'pemda') }),
  };
}

export function pointOf(text: string): { latitude: number; longitude: number } | null {
  const [latitude, longitude] = text.split(',').map(Number);
  return latitude !== undefined && longitude !== undefined && Number.isFinite(latitude) && Number.isFinite(longitude)
    ? { latitude, longitude }
    : null;
}
