// An assessment is prepared: of which year, with whose questions, over which time, by which units.
import { useMemo } from 'react';

import { useOwner } from '../app/viewer';
import { FormFields } from '../forms/FormFields';
import { MoveForm } from '../forms/MoveForm';
import { flagOf, textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import { useAsked } from '../graph/asking';
import {
  AssessedUnitsDocument,
  DraftAssessmentDocument,
  QuestionSetsDocument,
  type AssessedUnitsQuery,
  type QuestionSetsQuery,
} from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Icon } from '../kit/icons';
import { Refused, Waiting } from '../kit/Notice';
import type { Texts } from '../texts/id';
import { useTexts } from '../texts/texts';

const NO_VARIABLES = {};
const CHOICES = 4;
type Units = AssessedUnitsQuery['units']['nodes'];
type Sets = QuestionSetsQuery['questionSets']['nodes'];

interface DraftFormProps {
  thisYear: number;
  onDone: (id: string) => void;
}

export function DraftForm({ thisYear, onDone }: DraftFormProps) {
  const units = useAsked(AssessedUnitsDocument, NO_VARIABLES);
  const sets = useAsked(QuestionSetsDocument, NO_VARIABLES);
  const refusal = units.refusal ?? sets.refusal;
  if (refusal) {
    return <Refused refusal={refusal} />;
  }
  if (units.data === null || sets.data === null) {
    return <Waiting lines={8} />;
  }
  const below = units.data.units.nodes.filter((unit) => unit.level > 0);
  return <Form units={below} sets={sets.data.questionSets.nodes} thisYear={thisYear} onDone={onDone} />;
}

function Form({ units, sets, thisYear, onDone }: DraftFormProps & { units: Units; sets: Sets }) {
  const texts = useTexts();
  const t = texts.assessments;
  const owner = useOwner();
  const head = useMemo(() => headFields(texts, sets, thisYear), [texts, sets, thisYear]);
  const flags = useMemo<FieldSpec[]>(
    () => units.map((unit) => ({ kind: 'flag', name: unit.id, label: unit.name })),
    [units],
  );
  const fields = useMemo(() => [...head, ...flags], [head, flags]);
  const initial = useMemo<FormValues>(
    () => ({
      year: String(thisYear),
      period: 'LAST',
      ...(sets.length === 1 && sets[0] ? { questionSet: sets[0].id } : {}),
      ...Object.fromEntries(units.map((unit) => [unit.id, true])),
    }),
    [thisYear, sets, units],
  );
  const chosen = (values: FormValues) => units.filter((unit) => flagOf(values, unit.id)).map((unit) => unit.id);
  const check = (values: FormValues): Errors => (chosen(values).length === 0 ? { units: t.chooseUnits } : {});
  return (
    <MoveForm
      fields={fields}
      initial={initial}
      scope={[owner, 'penilaian']}
      document={DraftAssessmentDocument}
      check={check}
      input={(values) => ({
        year: Number(textOf(values, 'year')),
        questionSet: textOf(values, 'questionSet'),
        units: chosen(values),
        ...periodOf(values),
      })}
      layout={(form) => (
        <>
          <FormFields fields={head} form={form} />
          <fieldset className={form.errors.units ? 'assessed-units field-wrong' : 'assessed-units'}>
            <legend className="field-label">{t.chosenUnits(chosen(form.values).length, units.length)}</legend>
            <div className="form-foot">
              {([true, false] as const).map((on) => (
                <Button key={String(on)} small look="quiet" onClick={() => units.forEach(({ id }) => form.set(id, on))}>
                  {on ? t.chooseAll : t.chooseNone}
                </Button>
              ))}
            </div>
            {form.errors.units && (
              <p className="field-error" role="alert">
                <Icon name="alert" size={15} />
                {form.errors.units}
              </p>
            )}
            <div className="assessed-units-list">
              <FormFields fields={flags} form={form} />
            </div>
          </fieldset>
        </>
      )}
      send={t.saveDraft}
      icon="check"
      onDone={(data) => onDone(data.draftAssessment.id)}
    />
  );
}

function headFields(texts: Texts, sets: Sets, thisYear: number): FieldSpec[] {
  const t = texts.assessments;
  const years = Array.from({ length: CHOICES }, (_, at) => String(thisYear - at));
  const other = (values: FormValues) => textOf(values, 'period') === 'OTHER';
  return [
    { kind: 'select', name: 'year', label: t.year, required: true, options: years.map((year) => [year, year]) },
    {
      kind: 'radio',
      name: 'questionSet',
      label: t.questionSet,
      required: true,
      options: sets.map((set) => [set.id, set.name, set.source]),
    },
    {
      kind: 'radio',
      name: 'period',
      label: t.countedPeriod,
      hint: t.countedPeriodHint,
      required: true,
      options: [
        ['LAST', t.yearBefore],
        ['SAME', t.sameYear],
        ['OTHER', t.otherPeriod],
      ],
    },
    { kind: 'date', name: 'firstDay', label: t.firstDay, hint: t.firstDayHint, required: true, when: other },
    { kind: 'date', name: 'lastDay', label: t.lastDay, hint: t.lastDayHint, required: true, when: other },
  ];
}

function periodOf(values: FormValues): { firstDay: string; lastDay: string } {
  if (textOf(values, 'period') === 'OTHER') {
    return { firstDay: textOf(values, 'firstDay'), lastDay: textOf(values, 'lastDay') };
  }
  const year = Number(textOf(values, 'year')) - (textOf(values, 'period') === 'LAST' ? 1 : 0);
  return { firstDay: `${year}-01-01`, lastDay: `${year}-12-31` };
}
