// Moves of those who do the work and answer for it.
import {
  AnswerDirectlyDocument,
  AnswerDocument,
  AnswerHandlingDocument,
  CloseDocument,
  DraftDocument,
  NoteDocument,
  ProgressDocument,
  ReturnHandlingDocument,
  type Outcome,
} from '../../graph/generated/graphql';
import { filesOf, textOf, type Errors, type FieldSpec, type FormValues } from '../../forms/spec';
import { options, reason, sending, type MoveSpec, type Subject } from './spec';

const PROVEN: string[] = ['SOLVED', 'PARTLY_SOLVED'] satisfies Outcome[];

function answerFields({ texts }: Subject): FieldSpec[] {
  return [
    {
      kind: 'select',
      name: 'outcome',
      label: texts.fields.outcome,
      required: true,
      options: options(texts.words.outcome),
    },
    {
      kind: 'area',
      name: 'body',
      label: texts.fields.answer,
      hint: texts.fields.answerHint,
      required: true,
      min: 10,
      max: 2000,
      rows: 7,
    },
    {
      kind: 'area',
      name: 'evidence',
      label: texts.fields.evidence,
      hint: texts.fields.evidenceHint,
      max: 2000,
      rows: 2,
    },
    { kind: 'files', name: 'attachments', label: texts.fields.files },
  ];
}

/** Closed is not solved: who says solved says what proves it. */
function proven(values: FormValues, { texts }: Subject): Errors {
  const lacks =
    PROVEN.includes(textOf(values, 'outcome')) && textOf(values, 'evidence') === '' && filesOf(values).length === 0;
  return lacks ? { evidence: texts.form.evidenceNeeded } : {};
}

const answerInput = (values: FormValues) => ({
  outcome: textOf(values, 'outcome'),
  body: textOf(values, 'body'),
  evidence: textOf(values, 'evidence'),
  attachments: filesOf(values),
});

export const ANSWERING: MoveSpec[] = [
  {
    key: 'ANSWER_DIRECTLY',
    action: 'ANSWER_DIRECTLY',
    document: sending(AnswerDirectlyDocument),
    fits: (of) => of.kind === 'ASPIRASI' || of.kind === 'PERMINTAAN_INFORMASI',
    fields: answerFields,
    check: proven,
    input: answerInput,
  },
  {
    key: 'ANSWER',
    action: 'RESPOND',
    document: sending(AnswerDocument),
    fits: (of) => of.parent === null,
    fields: answerFields,
    check: proven,
    input: answerInput,
  },
  {
    key: 'PROGRESS',
    action: 'RESPOND',
    document: sending(ProgressDocument),
    fields: ({ texts }) => [
      {
        kind: 'area',
        name: 'body',
        label: texts.fields.progress,
        hint: texts.fields.progressHint,
        required: true,
        min: 10,
        max: 2000,
        rows: 5,
      },
      { kind: 'files', name: 'attachments', label: texts.fields.files },
    ],
    input: (values) => ({ body: textOf(values, 'body'), attachments: filesOf(values) }),
  },
  {
    key: 'CLOSE',
    action: 'CLOSE',
    danger: true,
    document: sending(CloseDocument),
    fields: ({ texts }) => [reason('reason', texts.fields.reason, texts.fields.reasonRead)],
    input: (values) => ({ reason: textOf(values, 'reason') }),
  },
  {
    key: 'NOTE',
    action: 'NOTE',
    document: sending(NoteDocument),
    fields: ({ texts }) => [
      { kind: 'area', name: 'body', label: texts.fields.noteBody, required: true, min: 5, max: 2000, rows: 3 },
    ],
    input: (values) => ({ body: textOf(values, 'body') }),
  },
  {
    key: 'DRAFT',
    action: 'DRAFT',
    document: sending(DraftDocument),
    fields: ({ texts }) => [
      { kind: 'area', name: 'body', label: texts.fields.draft, required: true, min: 10, max: 2000, rows: 7 },
    ],
    input: (values) => ({ body: textOf(values, 'body') }),
  },
  {
    key: 'ANSWER_HANDLING',
    action: 'READ_CASE',
    document: sending(AnswerHandlingDocument),
    fields: ({ texts }) => [
      {
        kind: 'select',
        name: 'outcome',
        label: texts.fields.outcome,
        required: true,
        options: options(texts.words.outcome),
      },
      { kind: 'area', name: 'body', label: texts.fields.answer, required: true, min: 10, max: 2000, rows: 5 },
    ],
    input: (values, { part }) => ({ handling: part, outcome: textOf(values, 'outcome'), body: textOf(values, 'body') }),
  },
  {
    key: 'RETURN_HANDLING',
    action: 'READ_CASE',
    document: sending(ReturnHandlingDocument),
    fields: ({ texts }) => [reason('reason', texts.fields.reason, texts.fields.reasonKept)],
    input: (values, { part }) => ({ handling: part, reason: textOf(values, 'reason') }),
  },
];
