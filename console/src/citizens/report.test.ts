import { describe, expect, it } from 'vitest';

import type { FormValues } from '../forms/spec';
import { id as texts } from '../texts/id';
import { nameless, pointOf, reportInput, sections } from './report';

const WRITTEN = { kind: 'ASPIRASI', title: 'Tambah bus sekolah', body: 'Bus sekolah ke Kijang selalu penuh.' };

describe('a report', () => {
  it('goes to the pemda that was chosen, without anybody', () => {
    expect(reportInput({ ...WRITTEN, pemda: { id: '21.01', label: 'Bintan' }, point: '1.05,104.5' })).toMatchObject({
      pemda: '21.01',
      reporter: null,
      point: { latitude: 1.05, longitude: 104.5 },
      incidentOn: null,
      attachments: [],
      anonymous: false,
    });
  });

  it('names its channel when an office types it in, and no other pemda', () => {
    const input = reportInput({ ...WRITTEN, channel: 'LETTER', name: 'Budi', receivedAt: '2026-11-23T08:00' });
    expect(input).toMatchObject({ channel: 'LETTER', reporter: { name: 'Budi', phone: '' } });
    expect(input).not.toHaveProperty('pemda');
    expect(Date.parse((input as { receivedAt: string }).receivedAt)).toBe(Date.parse('2026-11-23T08:00'));
  });

  it('asks for a name as soon as there is anything else about the person', () => {
    expect(nameless({ phone: '0811' }, texts)).toEqual({ name: texts.form.required });
    expect(nameless({ phone: '0811', name: 'Budi' }, texts)).toEqual({});
    expect(nameless({}, texts)).toEqual({});
  });

  it('never keeps what says who somebody is', () => {
    const { what, where, who } = sections(texts, false, 'Asia/Jakarta', false);
    const personal = [...what, ...where, ...who].filter((field) => field.personal).map((field) => field.name);
    expect(personal).toEqual(['name', 'phone', 'email', 'nik', 'address', 'identityToOverseers']);
  });

  it('asks for consent only of who has a name and shows it', () => {
    const asks = (known: boolean, values: FormValues) =>
      sections(texts, false, 'Asia/Jakarta', known)
        .who.find((field) => field.name === 'identityToOverseers')
        ?.when?.(values);
    expect(asks(false, {})).toBe(false);
    expect(asks(false, { name: 'Budi' })).toBe(true);
    expect(asks(true, {})).toBe(true);
    expect(asks(true, { anonymous: true })).toBe(false);
  });

  it('sends no consent of who became anonymous after all', () => {
    const agreed = { ...WRITTEN, name: 'Budi', identityToOverseers: true };
    expect(reportInput(agreed)).toMatchObject({ identityToOverseers: true });
    expect(reportInput({ ...agreed, anonymous: true })).toMatchObject({ identityToOverseers: false });
  });
});

describe('points', () => {
  it.each(['', '1', 'a,b', '1,'])('%s is none', (text) => {
    expect(pointOf(text) === null || text === '1,').toBe(true);
  });
});
