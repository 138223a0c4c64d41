import { describe, expect, it } from 'vitest';

import { id as texts } from '../texts/id';
import { chosenOf, draftOf, filesOf, shortcomings, textOf, type FieldSpec, type FormValues } from './spec';

const FIELDS: FieldSpec[] = [
  { kind: 'area', name: 'body', label: '', required: true, min: 10, max: 20 },
  { kind: 'line', name: 'email', label: '', type: 'email', max: 120, personal: true },
  { kind: 'line', name: 'nik', label: '', digits: 16, max: 16, personal: true },
  { kind: 'number', name: 'days', label: '', low: 1, high: 60 },
  { kind: 'date', name: 'on', label: '', notAfter: '2026-11-23' },
  { kind: 'unit', name: 'unit', label: '', required: true, when: (values) => values.route === 'unit' },
  { kind: 'files', name: 'attachments', label: '' },
];
const GOOD: FormValues = { body: 'Sudah diperbaiki.' };
const wrong = (values: FormValues) => shortcomings(FIELDS, { ...GOOD, ...values }, texts);

describe('shortcomings', () => {
  it('has nothing to say about what is fine', () => {
    expect(wrong({})).toEqual({});
    expect(wrong({ email: 'a@b.id', nik: '2101010101010001', days: '60', on: '2026-11-23' })).toEqual({});
  });

  it.each([
    [{ body: '' }, 'body', texts.form.required],
    [{ body: '         x         ' }, 'body', texts.form.atLeast(10)],
    [{ body: 'x'.repeat(21) }, 'body', texts.form.atMost(20)],
    [{ email: 'a@b' }, 'email', texts.form.email],
    [{ nik: '123' }, 'nik', texts.form.digits],
    [{ days: '0' }, 'days', texts.form.between(1, 60)],
    [{ days: '1.5' }, 'days', texts.form.between(1, 60)],
    [{ on: '2026-11-24' }, 'on', texts.form.future],
    [{ route: 'unit' }, 'unit', texts.form.required],
  ])('%j', (values, field, said) => {
    expect(wrong(values as FormValues)).toEqual({ [field]: said });
  });
});

describe('drafts', () => {
  it('keep what was written, and nobody', () => {
    const values: FormValues = {
      body: 'Sudah',
      email: 'warga@contoh.id',
      nik: '2101010101010001',
      attachments: [{ id: 'U', name: 'foto.jpg', size: 3 }],
      unit: { id: 'X', label: 'Dinas' },
      days: '5',
    };
    expect(draftOf(FIELDS, values, { days: '5' })).toEqual({ body: 'Sudah', unit: { id: 'X', label: 'Dinas' } });
  });
});

describe('reading values', () => {
  const values: FormValues = {
    body: '  x ',
    unit: { id: 'X', label: 'Dinas' },
    attachments: [{ id: 'U', name: '', size: 0 }],
  };
  it('takes each for what it is', () => {
    expect([
      textOf(values, 'body'),
      textOf(values, 'none'),
      chosenOf(values, 'unit'),
      chosenOf(values, 'attachments'),
    ]).toEqual(['x', '', 'X', null]);
    expect(filesOf(values)).toEqual(['U']);
  });
});
