// The strategic indicators of a plan: where it begins, what each year is to reach, what came of it; written while drafted.
import { Modal } from '@mantine/core';
import { useMemo, useState } from 'react';

import { useOwner } from '../app/viewer';
import { FormFields } from '../forms/FormFields';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import { SetPlanIndicatorsDocument, type IndicatorMeasure, type PlanIndicatorInput } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Empty } from '../kit/Notice';
import { useToast } from '../kit/toasts';
import { figureOf, shownIn, writtenIn } from '../pure/figures';
import type { Texts } from '../texts/id';
import { useTexts } from '../texts/texts';
import { yearsOf } from './NodeForm';
import type { Plan } from './PlanPage';

type Indicator = Plan['indicators'][number];

const MOST = 20;
const EARLIEST = 1990;
const MEASURES: readonly IndicatorMeasure[] = ['COMPLAINTS_RECEIVED', 'PERCENT_RESOLVED', 'REPORTED'];
const NO_FIELDS: FieldSpec[] = [];
/** A new one, or the number of one that is there. */
type Doing = { write: number | null } | { drop: number } | null;

interface IndicatorsProps {
  of: Plan;
  onChanged: () => void;
}

export function Indicators({ of, onChanged }: IndicatorsProps) {
  const texts = useTexts();
  const t = texts.plans;
  const [doing, setDoing] = useState<Doing>(null);
  const drafts = of.viewerCan.includes('DRAFT');
  const done = () => {
    setDoing(null);
    onChanged();
  };
  return (
    <div className="plan-tab">
      {of.indicators.length === 0 && (
        <Empty icon="chart" title={t.noIndicators} {...(drafts ? { hint: t.noIndicatorsHint } : {})} />
      )}
      {of.indicators.map((one, at) => (
        <Shown
          key={one.name}
          of={one}
          {...(drafts ? { onWrite: () => setDoing({ write: at }), onDrop: () => setDoing({ drop: at }) } : {})}
        />
      ))}
      {drafts && of.indicators.length < MOST && (
        <Button icon="plus" onClick={() => setDoing({ write: null })}>
          {t.addIndicator}
        </Button>
      )}
      <Modal
        opened={doing !== null}
        onClose={() => setDoing(null)}
        size="lg"
        title={doing && ('drop' in doing ? t.dropIndicator : doing.write === null ? t.addIndicator : t.changeIndicator)}
        closeButtonProps={{ 'aria-label': texts.app.close }}
      >
        {doing && 'write' in doing && <IndicatorForm of={of} at={doing.write} onDone={done} onStale={onChanged} />}
        {doing && 'drop' in doing && <DropForm of={of} at={doing.drop} onDone={done} onStale={onChanged} />}
      </Modal>
    </div>
  );
}

function Shown({ of, onWrite, onDrop }: { of: Indicator; onWrite?: () => void; onDrop?: () => void }) {
  const texts = useTexts();
  const t = texts.plans;
  const figure = (value: string | null) => (value === null ? '–' : shownIn(texts.locale, value));
  return (
    <section className="plan-section" aria-label={of.name}>
      <h2>{of.name}</h2>
      <p className="soft">
        {t.baseline(of.baselineYear, `${figure(of.baseline)} ${of.unit}`)} · {t.directions[of.direction]} ·{' '}
        {t.measures[of.measure][0]}
      </p>
      <div className="table-scroll" role="region" aria-label={of.name} tabIndex={0}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t.year}</th>
              <th scope="col">{t.target}</th>
              <th scope="col">{t.actual}</th>
              <th scope="col">{t.achieved}</th>
            </tr>
          </thead>
          <tbody>
            {of.years.map((year) => (
              <tr key={year.year}>
                <th scope="row">{year.year}</th>
                <td>{figure(year.target)}</td>
                <td>{figure(year.actual)}</td>
                <td>{year.achieved === null ? '–' : `${figure(year.achieved)} %`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {onWrite && onDrop && (
        <div className="form-foot">
          <Button small icon="pen" aria-label={`${t.change}: ${of.name}`} onClick={onWrite}>
            {t.change}
          </Button>
          <Button small look="quiet" icon="close" aria-label={`${t.drop}: ${of.name}`} onClick={onDrop}>
            {t.drop}
          </Button>
        </div>
      )}
    </section>
  );
}

interface FormProps {
  of: Plan;
  onDone: () => void;
  onStale: () => void;
}

function IndicatorForm({ of, at, onDone, onStale }: FormProps & { at: number | null }) {
  const texts = useTexts();
  const t = texts.plans;
  const owner = useOwner();
  const toast = useToast();
  const years = useMemo(() => yearsOf(of), [of]);
  const own = at === null ? null : (of.indicators[at] ?? null);
  const fields = useMemo(() => fieldsOf(texts, of.firstYear, years), [texts, of.firstYear, years]);
  const initial = useMemo<FormValues>(() => valuesOf(own, texts, of.firstYear), [own, texts, of.firstYear]);
  const figures = ['baseline', ...years.map((year) => `target.${year}`)];
  const check = (values: FormValues): Errors => {
    const errors: Errors = {};
    for (const name of figures) {
      const figure = figureOf(texts.locale, textOf(values, name));
      if (figure === null) {
        errors[name] = t.badFigure;
      } else if (name !== 'baseline' && Number(figure) <= 0) {
        errors[name] = t.aboveZero;
      } else if (name !== 'baseline' && textOf(values, 'measure') === 'PERCENT_RESOLVED' && Number(figure) > 100) {
        errors[name] = t.overHundred;
      }
    }
    const twin = of.indicators.findIndex((one) => one.name === textOf(values, 'name'));
    return twin !== -1 && twin !== at ? { ...errors, name: t.indicatorTwice } : errors;
  };
  return (
    <MoveForm
      fields={fields}
      initial={initial}
      scope={[owner, of.id, 'INDIKATOR', own?.name ?? '+']}
      document={SetPlanIndicatorsDocument}
      check={check}
      input={(values) => {
        const written = indicatorOf(values, texts.locale, years);
        const others = of.indicators.map(asInput);
        return {
          plan: of.id,
          revision: of.revision,
          indicators: at === null ? [...others, written] : others.map((one, n) => (n === at ? written : one)),
        };
      }}
      fieldOf={(path) => {
        const [, , name = path, year] = path.split('.');
        return name === 'targets' ? `target.${years[Number(year ?? 0)] ?? ''}` : name;
      }}
      onRefused={(refusal) => refusal.code === 'CONFLICT' && onStale()}
      layout={(form) => (
        <>
          <FormFields
            fields={fields.filter((one) => !figures.includes(one.name) && one.name !== 'baselineYear')}
            form={form}
          />
          <div className="form-pair">
            <FormFields
              fields={fields.filter((one) => one.name === 'baselineYear' || one.name === 'baseline')}
              form={form}
            />
          </div>
          <div className="form-pair">
            <FormFields fields={fields.filter((one) => one.name.startsWith('target.'))} form={form} />
          </div>
        </>
      )}
      send={t.saveIndicator}
      icon="check"
      onDone={() => {
        toast(t.indicatorSaved);
        onDone();
      }}
    />
  );
}

function DropForm({ of, at, onDone, onStale }: FormProps & { at: number }) {
  const t = useTexts().plans;
  const owner = useOwner();
  const toast = useToast();
  const name = of.indicators[at]?.name ?? '';
  return (
    <>
      <p className="step-lead">{t.dropIndicatorHint(name)}</p>
      <MoveForm
        fields={NO_FIELDS}
        scope={[owner, of.id, 'HAPUS-INDIKATOR', name]}
        document={SetPlanIndicatorsDocument}
        input={() => ({
          plan: of.id,
          revision: of.revision,
          indicators: of.indicators.filter((_, n) => n !== at).map(asInput),
        })}
        onRefused={(refusal) => refusal.code === 'CONFLICT' && onStale()}
        send={t.drop}
        icon="close"
        look="danger"
        onDone={() => {
          toast(t.indicatorDropped);
          onDone();
        }}
      />
    </>
  );
}

function asInput(of: Indicator): PlanIndicatorInput {
  const { name, measure, unit, direction, baselineYear, baseline, years } = of;
  const targets = years.map(({ year, target }) => ({ year, value: target ?? '' }));
  return { name, measure, unit, direction, baselineYear, baseline, targets };
}

function fieldsOf(texts: Texts, firstYear: number, years: readonly number[]): FieldSpec[] {
  const t = texts.plans;
  const targets = years.map((year): FieldSpec => ({
    kind: 'line',
    name: `target.${year}`,
    label: t.targetOfYear(year),
    required: true,
    max: 20,
  }));
  return [
    { kind: 'area', name: 'name', label: t.indicatorName, required: true, min: 3, max: 300, rows: 2 },
    {
      kind: 'radio',
      name: 'measure',
      label: t.measure,
      required: true,
      options: MEASURES.map((one) => [one, t.measures[one][0], t.measures[one][1]] as const),
    },
    { kind: 'line', name: 'unit', label: t.unitOf, hint: t.unitOfHint, required: true, max: 40 },
    {
      kind: 'radio',
      name: 'direction',
      label: t.direction,
      required: true,
      inline: true,
      options: (['RISE', 'FALL'] as const).map((one) => [one, t.directions[one]] as const),
    },
    { kind: 'number', name: 'baselineYear', label: t.baselineYear, required: true, low: EARLIEST, high: firstYear - 1 },
    { kind: 'line', name: 'baseline', label: t.baselineValue, required: true, max: 20 },
    ...targets,
  ];
}

function valuesOf(of: Indicator | null, { locale }: Texts, firstYear: number): FormValues {
  if (of === null) {
    return { baselineYear: String(firstYear - 1), direction: 'RISE' };
  }
  return {
    name: of.name,
    measure: of.measure,
    unit: of.unit,
    direction: of.direction,
    baselineYear: String(of.baselineYear),
    baseline: writtenIn(locale, of.baseline),
    ...Object.fromEntries(
      of.years.map((one) => [`target.${one.year}`, one.target ? writtenIn(locale, one.target) : '']),
    ),
  };
}

function indicatorOf(values: FormValues, locale: string, years: readonly number[]): PlanIndicatorInput {
  const figure = (name: string) => figureOf(locale, textOf(values, name)) ?? '';
  return {
    name: textOf(values, 'name'),
    measure: textOf(values, 'measure') as IndicatorMeasure,
    unit: textOf(values, 'unit'),
    direction: textOf(values, 'direction') as PlanIndicatorInput['direction'],
    baselineYear: Number(textOf(values, 'baselineYear')),
    baseline: figure('baseline'),
    targets: years.map((year) => ({ year, value: figure(`target.${year}`) })),
  };
}
