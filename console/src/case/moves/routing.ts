// Moves that bring a case to the desk where it belongs: down, back, aside, together.
import {
  AddHandlingDocument,
  AddTembusanDocument,
  DisposeDocument,
  MergeDocument,
  ReferDocument,
  RemoveTembusanDocument,
  ReturnDocument,
  ReturnToNationDocument,
  RuleDocument,
  TransferDocument,
  UnmergeDocument,
  type CaseFragment,
} from '../../graph/generated/graphql';
import { chosenOf, textOf } from '../../forms/spec';
import type { Texts } from '../../texts/id';
import { reason, sending, type MoveSpec } from './spec';

const received = (of: CaseFragment) => of.status === 'RECEIVED';

function verifiedFirst(of: CaseFragment, texts: Texts): string | null {
  return received(of) && !of.verified ? texts.case.verifyFirst : null;
}

function taking(of: CaseFragment, part: 'HANDLER' | 'TEMBUSAN'): string[] {
  return of.participants.flatMap((one) => (one.part === part && one.unit ? [one.unit.id] : []));
}

export const ROUTING: MoveSpec[] = [
  {
    key: 'DISPOSE',
    action: 'DISPOSE',
    document: sending(DisposeDocument),
    fits: (of) => !of.rulingRequired,
    blocked: verifiedFirst,
    fields: ({ texts, case: of }) => [
      { kind: 'unit', name: 'unit', label: texts.fields.unit, required: true, except: of.unit ? [of.unit.id] : [] },
      { kind: 'area', name: 'note', label: texts.fields.note, hint: texts.fields.noteHint, max: 2000, rows: 3 },
    ],
    input: (values) => ({ unit: chosenOf(values, 'unit'), note: textOf(values, 'note') }),
  },
  {
    key: 'TRANSFER',
    action: 'TRANSFER',
    document: sending(TransferDocument),
    blocked: verifiedFirst,
    fields: ({ texts }) => [
      { kind: 'pemda', name: 'pemda', label: texts.fields.pemda, required: true, connectedOnly: true },
      reason('note', texts.fields.note, texts.fields.noteHint, 5),
    ],
    input: (values) => ({ pemda: chosenOf(values, 'pemda'), note: textOf(values, 'note') }),
  },
  {
    key: 'REFER',
    action: 'REFER',
    document: sending(ReferDocument),
    fits: (of) => !of.rulingRequired,
    blocked: verifiedFirst,
    fields: ({ texts }) => [reason('reason', texts.fields.reason, texts.fields.reasonKept)],
    input: (values) => ({ reason: textOf(values, 'reason') }),
  },
  {
    key: 'RETURN',
    action: 'RETURN',
    document: sending(ReturnDocument),
    fits: (of) => !of.rulingRequired,
    fields: ({ texts, case: of }) => [
      reason('reason', texts.fields.reason, texts.fields.reasonRead),
      { kind: 'unit', name: 'suggestedUnit', label: texts.fields.suggestedUnit, except: of.unit ? [of.unit.id] : [] },
    ],
    input: (values) => ({ reason: textOf(values, 'reason'), suggestedUnit: chosenOf(values, 'suggestedUnit') }),
  },
  {
    key: 'RETURN_TO_NATION',
    action: 'RETURN_TO_NATION',
    document: sending(ReturnToNationDocument),
    fields: ({ texts }) => [
      reason('reason', texts.fields.reason, texts.fields.reasonRead),
      { kind: 'pemda', name: 'suggestedPemda', label: texts.fields.suggestedPemda },
    ],
    input: (values) => ({ reason: textOf(values, 'reason'), suggestedPemda: chosenOf(values, 'suggestedPemda') }),
  },
  {
    key: 'RULE',
    action: 'RULE',
    document: sending(RuleDocument),
    fits: (of) => of.rulingRequired,
    fields: ({ texts }) => [
      { kind: 'unit', name: 'unit', label: texts.fields.handler, required: true },
      reason('ruling', texts.fields.ruling, texts.fields.rulingHint),
    ],
    input: (values) => ({ unit: chosenOf(values, 'unit'), ruling: textOf(values, 'ruling') }),
  },
  {
    key: 'ADD_TEMBUSAN',
    action: 'TEMBUSAN',
    document: sending(AddTembusanDocument),
    fields: ({ texts, case: of }) => [
      { kind: 'unit', name: 'unit', label: texts.fields.unit, required: true, except: taking(of, 'TEMBUSAN') },
      { kind: 'area', name: 'note', label: texts.fields.reason, max: 2000, rows: 2 },
    ],
    input: (values) => ({ unit: chosenOf(values, 'unit'), note: textOf(values, 'note') }),
  },
  {
    key: 'REMOVE_TEMBUSAN',
    action: 'TEMBUSAN',
    document: sending(RemoveTembusanDocument),
    fields: ({ texts }) => [{ kind: 'area', name: 'note', label: texts.fields.reason, max: 2000, rows: 2 }],
    input: (values, { part }) => ({ unit: part, note: textOf(values, 'note') }),
  },
  {
    key: 'ADD_HANDLING',
    action: 'ADD_HANDLING',
    document: sending(AddHandlingDocument),
    fields: ({ texts, case: of }) => [
      {
        kind: 'unit',
        name: 'unit',
        label: texts.fields.unit,
        required: true,
        except: [...taking(of, 'HANDLER'), ...(of.unit ? [of.unit.id] : [])],
      },
      { kind: 'area', name: 'task', label: texts.fields.task, required: true, min: 10, max: 2000, rows: 3 },
    ],
    input: (values) => ({ unit: chosenOf(values, 'unit'), task: textOf(values, 'task') }),
  },
  {
    key: 'MERGE',
    action: 'MERGE',
    document: sending(MergeDocument),
    fits: (of) => of.parent === null && !of.rulingRequired,
    fields: ({ texts, case: of }) => [
      {
        kind: 'case',
        name: 'parent',
        label: texts.fields.parent,
        hint: texts.fields.parentHint,
        required: true,
        near: of.id,
      },
      reason('reason', texts.fields.mergeReason, texts.fields.reasonKept, 5),
    ],
    input: (values) => ({ parent: chosenOf(values, 'parent'), reason: textOf(values, 'reason') }),
  },
  {
    key: 'UNMERGE',
    action: 'MERGE',
    document: sending(UnmergeDocument),
    fits: (of) => of.parent !== null,
    fields: ({ texts }) => [reason('reason', texts.fields.reason, texts.fields.reasonKept, 5)],
    input: (values) => ({ reason: textOf(values, 'reason') }),
  },
];
