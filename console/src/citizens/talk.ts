// What the reporter may say and do, as a form each.
import type { TypedDocumentNode } from '@urql/core';

import { filesOf, textOf, type FieldSpec, type FormValues } from '../forms/spec';
import {
  AcceptDocument,
  CommentDocument,
  ObjectDocument,
  RateDocument,
  ReopenDocument,
  SupplementDocument,
  type ComplaintAction,
  type OwnFragment,
} from '../graph/generated/graphql';
import type { Texts } from '../texts/id';

export type TalkKey = 'SUPPLEMENT' | 'ACCEPT' | 'OBJECT' | 'COMMENT' | 'REOPEN' | 'RATE';

export interface TalkSpec {
  key: TalkKey;
  fields: (texts: Texts) => FieldSpec[];
  input: (values: FormValues) => object;
  document: TypedDocumentNode<object, { input: never }>;
}

const REOPEN_WINDOW = 30 * 86_400_000;

function of<Data extends object, Variables>(document: TypedDocumentNode<Data, Variables>) {
  return document as unknown as TypedDocumentNode<object, { input: never }>;
}

const files = (texts: Texts): FieldSpec => ({ kind: 'files', name: 'attachments', label: texts.fields.files });
const withFiles = (name: string) => (values: FormValues) => ({
  [name]: textOf(values, name),
  attachments: filesOf(values),
});

function area(name: string, label: string, min: number): FieldSpec {
  return { kind: 'area', name, label, required: true, min, max: 2000, rows: 4 };
}

const TALK: TalkSpec[] = [
  {
    key: 'SUPPLEMENT',
    document: of(SupplementDocument),
    fields: (texts) => [area('body', texts.fields.supplement, 5), files(texts)],
    input: withFiles('body'),
  },
  {
    key: 'ACCEPT',
    document: of(AcceptDocument),
    fields: (texts) => [{ kind: 'area', name: 'note', label: texts.fields.acceptNote, max: 1000, rows: 2 }],
    input: (values) => ({ note: textOf(values, 'note') }),
  },
  {
    key: 'OBJECT',
    document: of(ObjectDocument),
    fields: (texts) => [area('reason', texts.fields.objection, 10), files(texts)],
    input: withFiles('reason'),
  },
  {
    key: 'COMMENT',
    document: of(CommentDocument),
    fields: (texts) => [area('body', texts.fields.comment, 3), files(texts)],
    input: withFiles('body'),
  },
  {
    key: 'RATE',
    document: of(RateDocument),
    fields: (texts) => [
      {
        kind: 'radio',
        inline: true,
        name: 'rating',
        label: texts.fields.rating,
        required: true,
        options: texts.citizen.ratingWords.map((words, index) => [`${index + 1}`, `${index + 1} · ${words}`] as const),
      },
      { kind: 'area', name: 'note', label: texts.fields.ratingNote, max: 1000, rows: 2 },
    ],
    input: (values) => ({ rating: Number(textOf(values, 'rating')), note: textOf(values, 'note') }),
  },
  {
    key: 'REOPEN',
    document: of(ReopenDocument),
    fields: (texts) => [area('reason', texts.fields.reopenReason, 10), files(texts)],
    input: withFiles('reason'),
  },
];

/** What the reporter can do now, the most likely first. */
export function talk(own: OwnFragment, now: number): TalkSpec[] {
  const open: Record<TalkKey, boolean> = {
    SUPPLEMENT: true,
    ACCEPT: true,
    OBJECT: true,
    COMMENT: true,
    RATE: own.rating === null,
    REOPEN: own.closedAt !== null && now - Date.parse(own.closedAt) < REOPEN_WINDOW,
  };
  return TALK.filter((spec) => own.viewerCan.includes(spec.key satisfies ComplaintAction) && open[spec.key]);
}
