// What one kind of move asks for, from whom, and which mutation it becomes.
import type { TypedDocumentNode } from '@urql/core';

import type { CaseFragment, ComplaintAction } from '../../graph/generated/graphql';
import type { Errors, FieldSpec, FormValues } from '../../forms/spec';
import type { Texts } from '../../texts/id';

export type MoveKey = Exclude<keyof Texts['moves'], 'COMMENT' | 'ACCEPT' | 'OBJECT' | 'REOPEN' | 'RATE'>;

/** What a form is made for: the case as it is, and which part of it is meant. */
export interface Subject {
  texts: Texts;
  case: CaseFragment;
  /** A handling, or a unit that has a tembusan. */
  part?: string | undefined;
}

export interface MoveSpec {
  key: MoveKey;
  /** The action in `viewerCan` that allows it. */
  action: ComplaintAction;
  danger?: boolean;
  /** Where facts of the case make it pointless, it is not offered at all. */
  fits?: (of: CaseFragment) => boolean;
  /** Offered, but something else comes first: why. */
  blocked?: (of: CaseFragment, texts: Texts) => string | null;
  fields: (subject: Subject) => FieldSpec[];
  initial?: (subject: Subject) => FormValues;
  /** The input besides complaint, version and client key. */
  input: (values: FormValues, subject: Subject) => object;
  check?: (values: FormValues, subject: Subject) => Errors;
  // Each document has an input of its own; MoveForm sends what `input` makes.
  document: TypedDocumentNode<object, { input: never }>;
}

/** Documents differ only in their input, which `input` makes. */
export function sending<Data extends object, Variables>(
  document: TypedDocumentNode<Data, Variables>,
): TypedDocumentNode<object, { input: never }> {
  return document as unknown as TypedDocumentNode<object, { input: never }>;
}

const REASON = { min: 10, max: 2000 } as const;

/** A reason in the recorder's words. */
export function reason(name: string, label: string, hint: string, min: number = REASON.min): FieldSpec {
  return { kind: 'area', name, label, hint, required: true, min, max: REASON.max, rows: 3 };
}

export function options<Key extends string>(words: Record<Key, string>, keys?: readonly Key[]): [Key, string][] {
  return (keys ?? (Object.keys(words) as Key[])).map((key) => [key, words[key]]);
}
