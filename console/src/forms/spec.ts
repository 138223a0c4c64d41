// What does a form ask for, is what was written enough, and what of it may be kept as a draft?
import type { Texts } from '../texts/id';

export interface Chosen {
  id: string;
  label: string;
  hint?: string | undefined;
}

export interface Uploaded {
  id: string;
  name: string;
  size: number;
}

export type Value = string | boolean | Chosen | Uploaded[] | null;
export type FormValues = Record<string, Value>;

interface Asked {
  /** As the interface calls it: a refusal that names a field finds its way back. */
  name: string;
  label: string;
  hint?: string;
  required?: boolean;
  /** Never kept as a draft: computers in offices are shared. */
  personal?: boolean;
  /** Only asked while this holds. */
  when?: (values: FormValues) => boolean;
}

export type FieldSpec = Asked &
  (
    | { kind: 'line'; min?: number; max: number; type?: 'text' | 'email' | 'tel' | 'password'; digits?: number }
    | { kind: 'area'; min?: number; max: number; rows?: number }
    | { kind: 'radio'; options: readonly (readonly [string, string, string?])[]; inline?: boolean }
    | { kind: 'select'; options: readonly (readonly [string, string])[] }
    | { kind: 'flag'; fixed?: boolean }
    | { kind: 'number'; low: number; high: number }
    | { kind: 'date'; notAfter?: string; notBefore?: string }
    | { kind: 'time' }
    | { kind: 'moment' }
    | { kind: 'unit'; except?: readonly string[] }
    | { kind: 'pemda'; connectedOnly?: boolean }
    | { kind: 'topic'; pemda?: string | null }
    | { kind: 'case'; near: string }
    | { kind: 'files' }
  );

export type Errors = Record<string, string>;

/** What has to be put right, by field. Mirrors the rules of the interface, so that most refusals come at once. */
export function shortcomings(fields: readonly FieldSpec[], values: FormValues, texts: Texts): Errors {
  const errors: Errors = {};
  for (const field of fields) {
    const said = field.when?.(values) === false ? null : shortcoming(field, values[field.name] ?? null, texts);
    if (said !== null) {
      errors[field.name] = said;
    }
  }
  return errors;
}

function shortcoming(field: FieldSpec, value: Value, texts: Texts): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  const missing = value === null || (typeof value === 'string' && text === '');
  if (missing) {
    return field.required ? texts.form.required : null;
  }
  switch (field.kind) {
    case 'line':
    case 'area':
      return wrongText(field, text, texts);
    case 'number': {
      const number = Number(text);
      const fits = Number.isInteger(number) && number >= field.low && number <= field.high;
      return fits ? null : texts.form.between(field.low, field.high);
    }
    case 'date':
      if (field.notBefore !== undefined && text < field.notBefore) {
        return texts.form.tooEarly(field.notBefore);
      }
      return field.notAfter !== undefined && text > field.notAfter ? texts.form.future : null;
    default:
      return null;
  }
}

function wrongText(field: Extract<FieldSpec, { kind: 'line' | 'area' }>, text: string, texts: Texts): string | null {
  const { min = 0, max } = field;
  if (text.length < min) {
    return texts.form.atLeast(min);
  }
  if (text.length > max) {
    return texts.form.atMost(max);
  }
  if (field.kind === 'line' && field.type === 'email' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text)) {
    return texts.form.email;
  }
  if (field.kind === 'line' && field.digits !== undefined && !new RegExp(`^\\d{${field.digits}}$`).test(text)) {
    return texts.form.digits;
  }
  return null;
}

/** What may be kept in the browser: nothing personal, no files (they expire), nothing that is still empty. */
export function draftOf(fields: readonly FieldSpec[], values: FormValues, initial: FormValues): FormValues {
  const kept: FormValues = {};
  for (const { name, kind, personal } of fields) {
    const value = values[name] ?? null;
    if (
      !personal &&
      kind !== 'files' &&
      value !== null &&
      JSON.stringify(value) !== JSON.stringify(initial[name] ?? null)
    ) {
      kept[name] = value;
    }
  }
  return kept;
}

/** Trimmed text; empty text for what was not written. */
export function textOf(values: FormValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
}

export function flagOf(values: FormValues, name: string): boolean {
  return values[name] === true;
}

/** The id of what was chosen, or null. */
export function chosenOf(values: FormValues, name: string): string | null {
  const value = values[name];
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value.id : null;
}

export function filesOf(values: FormValues, name = 'attachments'): string[] {
  const value = values[name];
  return Array.isArray(value) ? value.map((file) => file.id) : [];
}
