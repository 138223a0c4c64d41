// One node of a tree, written: what it is, when it is done, by whom, with which money, and how success shows.
import { useMemo } from 'react';

import { useOwner } from '../app/viewer';
import { FormFields } from '../forms/FormFields';
import { MoveForm } from '../forms/MoveForm';
import { chosenOf, flagOf, textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import { SetPlanTreeDocument, type PlanNodeInput, type PlanNodeKind } from '../graph/generated/graphql';
import { useToast } from '../kit/toasts';
import { figureOf, writtenIn } from '../pure/figures';
import { added, linesOf, nextCode } from '../pure/tree';
import type { Texts } from '../texts/id';
import { useTexts } from '../texts/texts';
import type { Plan } from './PlanPage';
import type { Tree, Twig } from './useTree';
import { WeekGrid, weeksIn, weeksOut } from './WeekGrid';

const LONGEST_FIGURE = 20;
const FIGURES = ['budget', 'indicatorTarget'] as const;

export interface NodeFormProps {
  plan: Plan;
  tree: Tree;
  kind: PlanNodeKind;
  /** The node that is changed; null for a new one. */
  of: Twig | null;
  /** Where a new one is put; null at the top. */
  parent: Twig | null;
  onDone: () => void;
  /** Somebody else changed the plan meanwhile. */
  onStale: () => void;
}

export function NodeForm({ plan, tree, kind, of, parent, onDone, onStale }: NodeFormProps) {
  const { twigs } = tree;
  const texts = useTexts();
  const t = texts.plans;
  const owner = useOwner();
  const toast = useToast();
  const years = useMemo(() => yearsOf(plan), [plan]);
  const lowest = of === null || !twigs.some((one) => one.parentCode === of.code);
  const code = of?.code ?? nextCode(plan.nomenclature, parent, kind, twigs);
  const top = plan.nomenclature === 'URUSAN' ? t.codeBudgetHint : '';
  const hint = parent === null ? top : t.codeHint;
  const parts = useMemo(
    () => fieldsOf(texts, { years, lowest, codeHint: of === null ? hint : null }),
    [texts, years, of, hint, lowest],
  );
  const fields = useMemo(() => Object.values(parts).flat(), [parts]);
  const initial = useMemo<FormValues>(
    () => ({ ...valuesOf(of, texts), code, ...(of === null ? { title: '' } : {}) }),
    [of, code, texts],
  );
  const at = of === null ? -1 : twigs.findIndex((one) => one.code === of.code);
  const sent = (values: FormValues): Twig[] => {
    const input = { ...(of?.input ?? {}), ...inputOf(values, texts.locale, years) };
    if (of !== null) {
      return twigs.map((one, n) => (n === at ? { ...one, input: { ...input, code: of.code } } : one));
    }
    return added(twigs, { code: input.code, parentCode: parent?.code ?? null, branch: null, input });
  };
  const check = (values: FormValues): Errors => {
    const errors: Errors = {};
    for (const name of FIGURES) {
      const text = textOf(values, name);
      if (text !== '' && figureOf(texts.locale, text) === null) {
        errors[name] = t.badFigure;
      }
    }
    return errors;
  };
  return (
    <MoveForm
      fields={fields}
      initial={initial}
      scope={[owner, plan.id, 'BARIS', of?.code ?? `${parent?.code ?? ''}+`]}
      document={SetPlanTreeDocument}
      check={check}
      input={(values) => ({
        plan: plan.id,
        revision: tree.revision,
        nodes: sent(values).map((one) => one.input),
      })}
      fieldOf={(path, values) => {
        const n = of === null ? sent(values).findIndex((one) => one.branch === null) : at;
        const own = path.startsWith(`nodes.${n}.`) ? path.slice(`nodes.${n}.`.length) : path;
        return own.split('.')[0] ?? own;
      }}
      onRefused={(refusal) => refusal.code === 'CONFLICT' && onStale()}
      layout={(form) => (
        <>
          {of !== null && (
            <p>
              <span className="branch-kind">{texts.words.planNode[kind]}</span> <span className="code">{of.code}</span>
            </p>
          )}
          <FormFields fields={parts.what} form={form} />
          <fieldset className="year-flags">
            <legend className="field-label">{t.when}</legend>
            <FormFields fields={parts.years} form={form} />
          </fieldset>
          <WeekGrid
            years={years}
            value={textOf(form.values, 'weeks')}
            onChange={(weeks) => form.set('weeks', weeks)}
            error={form.errors.weeks}
          />
          <FormFields fields={parts.who} form={form} />
          <div className="form-pair">
            <FormFields fields={parts.money} form={form} />
          </div>
          <FormFields fields={parts.success} form={form} />
          <div className="form-pair">
            <FormFields fields={parts.target} form={form} />
          </div>
          <FormFields fields={parts.rest} form={form} />
        </>
      )}
      send={of === null ? t.addNode(texts.words.planNode[kind]) : t.saveNode}
      icon="check"
      onDone={() => {
        toast(t.nodeSaved);
        onDone();
      }}
    />
  );
}

export function yearsOf(plan: { firstYear: number; lastYear: number }): number[] {
  return Array.from({ length: plan.lastYear - plan.firstYear + 1 }, (_, at) => plan.firstYear + at);
}

interface Shape {
  years: readonly number[];
  /** Null where the code is there already. */
  codeHint: string | null;
  lowest: boolean;
}

type Parts = Record<'what' | 'years' | 'weeks' | 'who' | 'money' | 'success' | 'target' | 'rest', FieldSpec[]>;

function fieldsOf(texts: Texts, { years, codeHint, lowest }: Shape): Parts {
  const t = texts.plans;
  const code: FieldSpec = {
    kind: 'line',
    name: 'code',
    label: t.code,
    ...(codeHint ? { hint: codeHint } : {}),
    required: true,
    max: 40,
  };
  return {
    what: [
      ...(codeHint === null ? [] : [code]),
      { kind: 'area', name: 'title', label: t.nodeTitle, required: true, min: 3, max: 500, rows: 2 },
    ],
    years: years.map((year) => ({ kind: 'flag', name: `year.${year}`, label: String(year) })),
    weeks: [{ kind: 'line', name: 'weeks', label: t.weeks, max: 5000 }],
    who: [
      { kind: 'area', name: 'parties', label: t.parties, hint: t.onePerLine, max: 6000, rows: 3 },
      { kind: 'line', name: 'responsible', label: t.responsible, max: 200 },
      { kind: 'unit', name: 'unit', label: t.reports, hint: t.reportsHint },
    ],
    money: [
      ...(lowest
        ? [{ kind: 'line', name: 'budget', label: t.budgetRupiah, max: LONGEST_FIGURE } satisfies FieldSpec]
        : []),
      { kind: 'line', name: 'budgetCode', label: t.budgetCode, hint: t.budgetCodeHint, max: 40 },
    ],
    success: [
      { kind: 'area', name: 'successIndicators', label: t.success, hint: t.onePerLine, max: 20_000, rows: 3 },
      { kind: 'area', name: 'indicator', label: t.indicator, max: 500, rows: 2 },
    ],
    target: [
      { kind: 'line', name: 'indicatorTarget', label: t.indicatorTarget, max: LONGEST_FIGURE },
      { kind: 'line', name: 'indicatorUnit', label: t.unitOf, max: 60 },
    ],
    rest: [
      {
        kind: 'select',
        name: 'planned',
        label: t.planned,
        options: [
          ['YES', texts.app.yes],
          ['NO', texts.app.no],
        ],
      },
      { kind: 'line', name: 'label', label: t.label, hint: t.labelHint, max: 60 },
      { kind: 'area', name: 'note', label: t.note, max: 2000, rows: 2 },
    ],
  };
}

function valuesOf(of: Twig | null, { locale }: Texts): FormValues {
  if (of === null) {
    return {};
  }
  const { input, branch } = of;
  const figure = (value: string | null | undefined) => (value ? writtenIn(locale, value) : '');
  return {
    title: input.title,
    label: input.label ?? '',
    note: input.note ?? '',
    weeks: weeksOut(input.weeks ?? []),
    parties: (input.parties ?? []).join('\n'),
    responsible: input.responsible ?? '',
    unit: branch?.unit ? { id: branch.unit.id, label: branch.unit.name } : null,
    planned: input.planned == null ? '' : input.planned ? 'YES' : 'NO',
    budget: figure(input.budget),
    budgetCode: input.budgetCode ?? '',
    successIndicators: (input.successIndicators ?? []).join('\n'),
    indicator: input.indicator ?? '',
    indicatorTarget: figure(input.indicatorTarget),
    indicatorUnit: input.indicatorUnit ?? '',
    ...Object.fromEntries((input.years ?? []).map((year) => [`year.${year}`, true])),
  };
}

function inputOf(values: FormValues, locale: string, years: readonly number[]): PlanNodeInput {
  const planned = textOf(values, 'planned');
  const figure = (name: string) => (textOf(values, name) === '' ? null : figureOf(locale, textOf(values, name)));
  return {
    code: textOf(values, 'code'),
    title: textOf(values, 'title'),
    label: textOf(values, 'label'),
    note: textOf(values, 'note'),
    years: years.filter((year) => flagOf(values, `year.${year}`)),
    weeks: weeksIn(textOf(values, 'weeks')),
    parties: linesOf(textOf(values, 'parties')),
    responsible: textOf(values, 'responsible'),
    unit: chosenOf(values, 'unit'),
    planned: planned === '' ? null : planned === 'YES',
    budget: figure('budget'),
    budgetCode: textOf(values, 'budgetCode'),
    successIndicators: linesOf(textOf(values, 'successIndicators')),
    indicator: textOf(values, 'indicator'),
    indicatorTarget: figure('indicatorTarget'),
    indicatorUnit: textOf(values, 'indicatorUnit'),
  };
}
