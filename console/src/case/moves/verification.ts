// Moves of the desk that looks at a report first: is it complete, what is it, may it go on?
import {
  ArchiveDocument,
  ClassifyDocument,
  EditTextDocument,
  FlagDocument,
  OpenIdentityDocument,
  PublishDocument,
  RequestCompletionDocument,
  RestoreDocument,
  SupplementByOfficeDocument,
  UnpublishDocument,
  VerifyDocument,
} from '../../graph/generated/graphql';
import { chosenOf, filesOf, flagOf, textOf, type Errors, type FormValues } from '../../forms/spec';
import { options, reason, sending, type MoveSpec, type Subject } from './spec';

const YES = 'YA';

function verified(values: FormValues): boolean {
  const checks = ['identity', 'substance', 'evidence'].map((name) => textOf(values, name));
  return textOf(values, 'eligible') === YES && !checks.includes('NOT_MET');
}

function flags({ texts, case: of }: Subject) {
  const fixed = { hint: texts.fields.flagsFixed, fixed: true } as const;
  return [
    { kind: 'flag', name: 'anonymous', label: texts.fields.anonymous, ...(of.anonymous && fixed) },
    { kind: 'flag', name: 'secret', label: texts.fields.secret, ...(of.secret && fixed) },
  ] as const;
}

export const VERIFICATION: MoveSpec[] = [
  {
    key: 'VERIFY',
    action: 'VERIFY',
    document: sending(VerifyDocument),
    fields: (subject) => {
      const { texts } = subject;
      const results = options(texts.words.checkResult);
      return [
        {
          kind: 'radio',
          inline: true,
          required: true,
          name: 'identity',
          label: texts.fields.identity,
          options: results,
        },
        {
          kind: 'radio',
          inline: true,
          required: true,
          name: 'substance',
          label: texts.fields.substance,
          options: options(texts.words.checkResult, ['MET', 'NOT_MET']),
        },
        {
          kind: 'radio',
          inline: true,
          required: true,
          name: 'evidence',
          label: texts.fields.evidenceCheck,
          options: results,
        },
        {
          kind: 'radio',
          inline: true,
          required: true,
          name: 'nature',
          label: texts.fields.nature,
          options: options(texts.words.nature),
        },
        { kind: 'line', name: 'subject', label: texts.fields.subject, max: 300 },
        { kind: 'line', name: 'object', label: texts.fields.object, max: 300 },
        ...flags(subject),
        {
          kind: 'radio',
          inline: true,
          required: true,
          name: 'eligible',
          label: texts.fields.eligible,
          options: [
            [YES, texts.app.yes],
            ['TIDAK', texts.app.no],
          ],
        },
        { kind: 'area', name: 'note', label: texts.fields.verifyNote, max: 2000, rows: 2 },
      ];
    },
    initial: ({ case: of }) => ({ anonymous: of.anonymous, secret: of.secret }),
    check: (values, { texts }): Errors => {
      if (!verified(values)) {
        return {};
      }
      return Object.fromEntries(
        ['subject', 'object'].filter((name) => textOf(values, name) === '').map((name) => [name, texts.form.required]),
      );
    },
    input: (values) => ({
      identity: textOf(values, 'identity'),
      substance: textOf(values, 'substance'),
      evidence: textOf(values, 'evidence'),
      nature: textOf(values, 'nature'),
      subject: textOf(values, 'subject'),
      object: textOf(values, 'object'),
      anonymous: flagOf(values, 'anonymous'),
      secret: flagOf(values, 'secret'),
      eligible: textOf(values, 'eligible') === YES,
      note: textOf(values, 'note'),
    }),
  },
  {
    key: 'CLASSIFY',
    action: 'CLASSIFY',
    document: sending(ClassifyDocument),
    fields: ({ texts, case: of }) => [
      { kind: 'select', name: 'kind', label: texts.fields.kind, required: true, options: options(texts.words.kind) },
      { kind: 'topic', name: 'topic', label: texts.fields.topic, pemda: of.pemda?.code ?? null },
      {
        kind: 'radio',
        inline: true,
        name: 'priority',
        label: texts.fields.priority,
        required: true,
        options: options(texts.words.priority),
      },
      { kind: 'line', name: 'tags', label: texts.fields.tags, hint: texts.fields.tagsHint, max: 400 },
    ],
    initial: ({ case: of }) => ({
      kind: of.kind,
      topic: of.topic && { id: of.topic.id, label: of.topic.name },
      priority: of.priority ?? '',
      tags: of.tags.join(', '),
    }),
    input: (values) => ({
      kind: textOf(values, 'kind'),
      topic: chosenOf(values, 'topic'),
      priority: textOf(values, 'priority'),
      tags: textOf(values, 'tags')
        .split(',')
        .map((tag) => tag.trim())
        .filter(Boolean),
    }),
  },
  {
    key: 'FLAG',
    action: 'FLAG',
    document: sending(FlagDocument),
    fits: (of) => !(of.anonymous && of.secret),
    fields: (subject) => [
      ...flags(subject),
      reason('reason', subject.texts.fields.reason, subject.texts.fields.reasonKept, 5),
    ],
    initial: ({ case: of }) => ({ anonymous: of.anonymous, secret: of.secret }),
    input: (values) => ({
      anonymous: flagOf(values, 'anonymous'),
      secret: flagOf(values, 'secret'),
      reason: textOf(values, 'reason'),
    }),
  },
  {
    key: 'REQUEST_COMPLETION',
    action: 'REQUEST_COMPLETION',
    document: sending(RequestCompletionDocument),
    fields: ({ texts }) => [reason('request', texts.fields.request, texts.fields.requestHint)],
    input: (values) => ({ request: textOf(values, 'request') }),
  },
  {
    key: 'SUPPLEMENT',
    action: 'SUPPLEMENT',
    document: sending(SupplementByOfficeDocument),
    fields: ({ texts }) => [
      { kind: 'area', name: 'body', label: texts.fields.supplement, required: true, min: 5, max: 2000, rows: 5 },
      { kind: 'files', name: 'attachments', label: texts.fields.files },
    ],
    input: (values) => ({ body: textOf(values, 'body'), attachments: filesOf(values) }),
  },
  {
    key: 'ARCHIVE',
    action: 'ARCHIVE',
    danger: true,
    document: sending(ArchiveDocument),
    fields: ({ texts }) => [
      {
        kind: 'select',
        name: 'because',
        label: texts.fields.because,
        required: true,
        options: options(texts.words.archive),
      },
      reason('reason', texts.fields.archiveReason, texts.fields.reasonRead),
    ],
    input: (values) => ({ because: textOf(values, 'because'), reason: textOf(values, 'reason') }),
  },
  {
    key: 'RESTORE',
    action: 'RESTORE',
    document: sending(RestoreDocument),
    fields: ({ texts }) => [reason('reason', texts.fields.reason, texts.fields.reasonKept, 5)],
    input: (values) => ({ reason: textOf(values, 'reason') }),
  },
  {
    key: 'EDIT_TEXT',
    action: 'EDIT_TEXT',
    document: sending(EditTextDocument),
    fields: ({ texts }) => [
      { kind: 'line', name: 'title', label: texts.fields.title, required: true, min: 5, max: 150 },
      {
        kind: 'area',
        name: 'publicBody',
        label: texts.fields.publicBody,
        hint: texts.fields.publicBodyHint,
        required: true,
        min: 10,
        max: 10_000,
        rows: 8,
      },
      reason('reason', texts.fields.editReason, texts.fields.reasonKept, 5),
    ],
    initial: ({ case: of }) => {
      const newest = of.versions[of.versions.length - 1];
      return { title: newest?.title ?? of.title, publicBody: newest?.body ?? of.body };
    },
    input: (values) => ({
      title: textOf(values, 'title'),
      publicBody: textOf(values, 'publicBody'),
      reason: textOf(values, 'reason'),
    }),
  },
  {
    key: 'PUBLISH',
    action: 'PUBLISH',
    document: sending(PublishDocument),
    fits: (of) => !of.published && !of.secret && of.kind !== 'PENGADUAN_BERKADAR',
    fields: ({ texts }) => [reason('reason', texts.fields.reason, texts.fields.reasonKept, 5)],
    input: (values) => ({ reason: textOf(values, 'reason') }),
  },
  {
    key: 'UNPUBLISH',
    action: 'PUBLISH',
    document: sending(UnpublishDocument),
    fits: (of) => of.published,
    fields: ({ texts }) => [reason('reason', texts.fields.reason, texts.fields.reasonKept, 5)],
    input: (values) => ({ reason: textOf(values, 'reason') }),
  },
  {
    key: 'OPEN_IDENTITY',
    action: 'OPEN_IDENTITY',
    document: sending(OpenIdentityDocument),
    fits: (of) => of.reporter === null,
    fields: ({ texts }) => [reason('reason', texts.fields.reason, texts.fields.identityReason, 5)],
    input: (values) => ({ reason: textOf(values, 'reason') }),
  },
];
