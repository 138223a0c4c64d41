// A plan is begun: what it is called, how its levels are named, over which years, and from which assessment.
import { useMemo } from 'react';

import { useOwner, useViewer } from '../app/viewer';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import { useAsked } from '../graph/asking';
import { DraftActionPlanDocument, PlanAssessmentsDocument, type PlanNomenclature } from '../graph/generated/graphql';
import { Refused, Waiting } from '../kit/Notice';
import { isStrategic } from '../pure/tree';
import { useTexts } from '../texts/texts';
import type { Texts } from '../texts/id';

const NOMENCLATURES: readonly PlanNomenclature[] = ['KELOMPOK_PROGRAM', 'KATEGORI_PRIORITAS', 'URUSAN', 'TAHAPAN'];
const PAPER = 'PAPER';
const NONE = 'NONE';
const EARLIEST = 2015;
const LATEST = 2099;
const LONGEST = 10;
/** What the published plans span. */
const USUAL = 4;

interface DraftPlanProps {
  thisYear: number;
  /** The year of a final assessment that somebody comes from. */
  from: number | null;
  onDone: (id: string) => void;
}

export function DraftPlanForm({ thisYear, from, onDone }: DraftPlanProps) {
  const { pemda } = useViewer();
  const variables = useMemo(() => ({ pemda: pemda?.code ?? null }), [pemda]);
  const { data, refusal, again } = useAsked(PlanAssessmentsDocument, variables);
  if (refusal) {
    return <Refused refusal={refusal} again={again} />;
  }
  if (data === null) {
    return <Waiting lines={8} />;
  }
  const years = data.assessments.nodes.filter((one) => one.status === 'FINALISED').map((one) => one.year);
  const open = data.assessments.nodes.filter((one) => one.status !== 'FINALISED').map((one) => one.year);
  return <Form thisYear={thisYear} from={from} onDone={onDone} years={years} open={open} />;
}

function Form({ thisYear, from, onDone, years, open }: DraftPlanProps & { years: number[]; open: number[] }) {
  const texts = useTexts();
  const t = texts.plans;
  const owner = useOwner();
  const fields = useMemo(() => fieldsOf(texts, years), [texts, years]);
  const initial = useMemo<FormValues>(
    () => ({
      nomenclature: 'KELOMPOK_PROGRAM',
      firstYear: String(thisYear + 1),
      lastYear: String(thisYear + 1 + USUAL),
      assessment: String(from ?? years[0] ?? PAPER),
    }),
    [thisYear, from, years],
  );
  const check = (values: FormValues): Errors => {
    const errors: Errors = {};
    const [first, last] = [Number(textOf(values, 'firstYear')), Number(textOf(values, 'lastYear'))];
    if (last < first) {
      errors.lastYear = t.lastBeforeFirst;
    } else if (last - first >= LONGEST) {
      errors.lastYear = t.periodTooLong(LONGEST);
    }
    if (textOf(values, 'assessment') === NONE && strategicIn(values)) {
      errors.assessment = t.assessmentNeeded;
    }
    if (textOf(values, 'assessment') === PAPER && open.includes(Number(textOf(values, 'assessmentYear')))) {
      errors.assessmentYear = t.assessmentOpen;
    }
    return errors;
  };
  return (
    <MoveForm
      fields={fields}
      initial={initial}
      scope={[owner, 'renaksi', String(from ?? '')]}
      document={DraftActionPlanDocument}
      check={check}
      input={(values) => {
        const assessment = textOf(values, 'assessment');
        const year = assessment === PAPER ? textOf(values, 'assessmentYear') : assessment;
        return {
          title: textOf(values, 'title'),
          nomenclature: textOf(values, 'nomenclature'),
          firstYear: Number(textOf(values, 'firstYear')),
          lastYear: Number(textOf(values, 'lastYear')),
          goal: textOf(values, 'goal'),
          assessmentYear: assessment === NONE ? null : Number(year),
        };
      }}
      send={t.begin}
      icon="check"
      onDone={(data) => onDone(data.draftActionPlan.id)}
    />
  );
}

function strategicIn(values: FormValues): boolean {
  return isStrategic((textOf(values, 'nomenclature') || 'TAHAPAN') as PlanNomenclature);
}

function fieldsOf(texts: Texts, years: readonly number[]): FieldSpec[] {
  const t = texts.plans;
  const offered = [
    ...years.map((year) => [String(year), t.assessmentYear(year), t.assessmentYearHint] as const),
    [PAPER, t.assessmentPaper, t.assessmentPaperHint] as const,
  ];
  const paper = (values: FormValues) => textOf(values, 'assessment') === PAPER;
  return [
    { kind: 'line', name: 'title', label: t.planTitle, hint: t.planTitleHint, required: true, min: 5, max: 300 },
    {
      kind: 'radio',
      name: 'nomenclature',
      label: t.nomenclature,
      required: true,
      options: NOMENCLATURES.map((one) => [one, t.nomenclatures[one][0], t.nomenclatures[one][1]] as const),
    },
    { kind: 'number', name: 'firstYear', label: t.firstYear, required: true, low: EARLIEST, high: LATEST },
    { kind: 'number', name: 'lastYear', label: t.lastYear, required: true, low: EARLIEST, high: LATEST },
    { kind: 'area', name: 'goal', label: t.goal, required: true, min: 5, max: 2000, rows: 3 },
    ...[true, false].map((strategic): FieldSpec => ({
      kind: 'radio',
      name: 'assessment',
      label: t.fromAssessment,
      ...(strategic ? { hint: t.fromAssessmentHint } : {}),
      required: true,
      options: strategic ? offered : [...offered, [NONE, t.assessmentNone] as const],
      when: (values) => strategicIn(values) === strategic,
    })),
    {
      kind: 'number',
      name: 'assessmentYear',
      label: t.assessmentPaperYear,
      required: true,
      low: EARLIEST,
      high: LATEST,
      when: paper,
    },
  ];
}
