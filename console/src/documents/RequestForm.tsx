// What somebody wants written: which document, of which time or object, as which kind of file.
import { useMemo } from 'react';

import { useOwner, useViewer, useZone } from '../app/viewer';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import {
  AssessmentSubjectsDocument,
  PlanSubjectsDocument,
  type AssessmentSubjectsQuery,
  type PlanSubjectsQuery,
  RequestDocumentDocument,
  type DocumentFormat,
  type DocumentKind,
  type PaperFragment,
} from '../graph/generated/graphql';
import { useNow } from '../kit/now';
import { useAll } from '../kit/useAll';
import { today } from '../pure/moments';
import { monthName } from '../pure/months';
import type { Texts } from '../texts/id';
import { useTexts } from '../texts/texts';
import { KINDS, NEEDS } from './kinds';
import type { Wanted } from './wanted';

const WHOLE_YEAR = '0';
/** LAPOR! began in 2011. */
const EARLIEST = 2010;
const assessmentsOf = (data: AssessmentSubjectsQuery) => data.assessments;
const plansOf = (data: PlanSubjectsQuery) => data.actionPlans;

type Choices = readonly (readonly [string, string])[];

export interface Subjects {
  assessment: Choices;
  plan: Choices;
}

interface RequestFormProps {
  /** Where somebody came with a wish. */
  wanted: Wanted | null;
  onDone: (paper: PaperFragment) => void;
}

export function RequestForm({ wanted, onDone }: RequestFormProps) {
  const texts = useTexts();
  const owner = useOwner();
  const zone = useZone();
  const now = useNow();
  const subjects = useSubjects(texts);
  const { permissions } = useViewer();
  const [year, month] = today(now, zone).split('-').map(Number) as [number, number];
  const fields = useMemo(
    () => fieldsFor(texts, year, subjects, (permission) => permissions.includes(permission)),
    [texts, year, subjects, permissions],
  );
  const initial = useMemo<FormValues>(
    () => ({
      format: 'PDF',
      table: 'XLSX',
      year: String(year),
      month: WHOLE_YEAR,
      ...(wanted ? { kind: wanted.kind, subject: wanted.subject } : {}),
      ...(wanted?.year ? { year: wanted.year } : {}),
      ...(wanted?.month ? { month: wanted.month } : {}),
    }),
    [year, wanted],
  );
  const check = (values: FormValues): Errors => {
    const late = Number(textOf(values, 'year')) === year && Number(textOf(values, 'month')) > month;
    if (ofMonth(values) && textOf(values, 'month') === WHOLE_YEAR) {
      return { month: texts.form.required };
    }
    return periodOf(values) && late ? { month: texts.documents.monthFuture } : {};
  };
  return (
    <MoveForm
      // A wish that somebody came with is no draft of another one.
      key={wanted?.kind}
      fields={fields}
      initial={initial}
      scope={[owner, 'dokumen', ...(wanted ? [wanted.kind, wanted.subject, wanted.year, wanted.month] : [])]}
      document={RequestDocumentDocument}
      check={check}
      input={inputOf}
      send={texts.documents.request}
      onDone={(data) => onDone(data.requestDocument)}
    />
  );
}

/** What documents can be about, as choices. */
export function useSubjects(texts: Texts): Subjects {
  const { permissions } = useViewer();
  const may = (permission: string) => permissions.includes(permission);
  const assessments = useAll(AssessmentSubjectsDocument, may('assessment:read'), assessmentsOf);
  const plans = useAll(PlanSubjectsDocument, may('action_plan:read'), plansOf);
  return useMemo(
    () => ({
      assessment: assessments.map(
        (one) => [one.id, texts.documents.assessmentOf(one.year, one.pemda?.name ?? '')] as const,
      ),
      plan: plans.map((one) => [one.id, texts.documents.planOf(one.title, one.number)] as const),
    }),
    [assessments, plans, texts],
  );
}

function kindOf(values: FormValues): DocumentKind | null {
  return (textOf(values, 'kind') || null) as DocumentKind | null;
}

function periodOf(values: FormValues): boolean {
  const kind = kindOf(values);
  return kind !== null && (NEEDS[kind]?.period ?? false);
}

function subjectOf(values: FormValues): keyof Subjects | null {
  const kind = kindOf(values);
  return kind === null ? null : (NEEDS[kind]?.subject ?? null);
}

function ofMonth(values: FormValues): boolean {
  const kind = kindOf(values);
  return kind !== null && (NEEDS[kind]?.month ?? false);
}

/** The question of a kind that has one, about the days that were chosen. */
function questionOf(kind: DocumentKind, year: number, month: number) {
  const days = (from: number, until: number) => {
    const last = new Date(Date.UTC(year, until, 0)).getUTCDate();
    const two = (number: number) => String(number).padStart(2, '0');
    return [`${year}-${two(from)}-01`, `${year}-${two(until)}-${last}`] as const;
  };
  const [first, last] = month > 0 ? days(month, month) : days(1, 12);
  return NEEDS[kind]?.question === 'complaints'
    ? { complaints: { filter: { receivedFrom: first, receivedUntil: last } } }
    : { statistics: { firstDay: first, lastDay: last, by: [month > 0 ? ('DAY' as const) : ('MONTH' as const)] } };
}

function inputOf(values: FormValues) {
  const kind = kindOf(values) ?? 'COMPLAINT_REPORT';
  const formats = NEEDS[kind]?.formats ?? [];
  const chosen = textOf(values, NEEDS[kind]?.question ? 'table' : 'format') as DocumentFormat;
  const month = Number(textOf(values, 'month'));
  const format = formats.includes(chosen) ? chosen : (formats[0] ?? chosen);
  if (NEEDS[kind]?.question) {
    return { kind, format, ...questionOf(kind, Number(textOf(values, 'year')), month) };
  }
  return {
    kind,
    format,
    ...(periodOf(values) ? { year: Number(textOf(values, 'year')), ...(month > 0 ? { month } : {}) } : {}),
    ...(subjectOf(values) !== null ? { subject: textOf(values, 'subject') } : {}),
  };
}

function fieldsFor(texts: Texts, year: number, subjects: Subjects, may: (permission: string) => boolean): FieldSpec[] {
  const t = texts.documents;
  const months = Array.from({ length: 12 }, (_, at) => [String(at + 1), monthName(at + 1, texts.locale)] as const);
  const years = Array.from({ length: year - EARLIEST + 1 }, (_, at) => [String(year - at), String(year - at)] as const);
  const kinds = KINDS.filter((kind) => may(NEEDS[kind]?.permission ?? '')).map(
    (kind) => [kind, texts.words.documentKind[kind], t.kindHints[kind] ?? ''] as const,
  );
  const formats = (['PDF', 'DOCX', 'XLSX'] as const).map((format) => [format, format, t.formatHints[format]] as const);
  const tables = (['XLSX', 'CSV'] as const).map((format) => [format, format, t.tableHints[format]] as const);
  const listed = (values: FormValues) => {
    const kind = kindOf(values);
    return kind !== null && NEEDS[kind]?.question !== undefined;
  };
  const many = (values: FormValues) => {
    const kind = kindOf(values);
    return kind !== null && !listed(values) && (NEEDS[kind]?.formats.length ?? 0) > 1;
  };
  return [
    { kind: 'radio', name: 'kind', label: t.kind, required: true, options: kinds },
    ...(['assessment', 'plan'] as const).map((about): FieldSpec => ({
      kind: 'select',
      name: 'subject',
      label: t.subject,
      required: true,
      options: subjects[about],
      when: (values) => subjectOf(values) === about,
    })),
    { kind: 'select', name: 'year', label: t.year, required: true, options: years, when: periodOf },
    {
      kind: 'select',
      name: 'month',
      label: t.month,
      required: true,
      options: [[WHOLE_YEAR, t.wholeYear], ...months],
      when: (values) => periodOf(values) && !ofMonth(values),
    },
    {
      kind: 'select',
      name: 'month',
      label: t.month,
      required: true,
      options: months,
      when: ofMonth,
    },
    { kind: 'radio', name: 'format', label: t.format, required: true, options: formats, when: many },
    { kind: 'radio', name: 'table', label: t.format, required: true, options: tables, when: listed },
  ];
}
