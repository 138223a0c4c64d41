// What comes back from those to whom a case was handed over.
import { RecordDecisionDocument } from '../../graph/generated/graphql';
import { textOf } from '../../forms/spec';
import { today } from '../../pure/moments';
import { options, sending, type MoveSpec } from './spec';

export const OVERSEEING: MoveSpec[] = [
  {
    key: 'RECORD_DECISION',
    action: 'RECORD_DECISION',
    document: sending(RecordDecisionDocument),
    fields: ({ texts }) => [
      {
        kind: 'radio',
        name: 'finding',
        label: texts.fields.finding,
        required: true,
        options: options(texts.words.finding),
      },
      {
        kind: 'line',
        name: 'number',
        label: texts.fields.decisionNumber,
        hint: texts.fields.decisionNumberHint,
        required: true,
        min: 3,
        max: 100,
      },
      {
        kind: 'date',
        name: 'decidedOn',
        label: texts.fields.decidedOn,
        required: true,
        // Where a day of Indonesia begins first, as the service reckons it.
        notAfter: today(new Date(), 'Asia/Jayapura'),
      },
      {
        kind: 'area',
        name: 'text',
        label: texts.fields.decision,
        hint: texts.fields.decisionHint,
        required: true,
        min: 10,
        max: 2000,
        rows: 6,
      },
    ],
    input: (values) => ({
      finding: textOf(values, 'finding'),
      number: textOf(values, 'number'),
      decidedOn: textOf(values, 'decidedOn'),
      text: textOf(values, 'text'),
    }),
  },
];
