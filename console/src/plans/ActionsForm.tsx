// The rows of a node in the monthly table, a year at a time: what is to be done, with target, weight and cash by month.
import { useMemo, useState } from 'react';

import { useOwner } from '../app/viewer';
import { FormFields } from '../forms/FormFields';
import { MoveForm } from '../forms/MoveForm';
import { flagOf, textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import type { Form } from '../forms/useForm';
import { SetPlanTreeDocument, type PlanActionInput, type PlanTargetInput } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { SelectField } from '../kit/fields';
import { Icon } from '../kit/icons';
import { useToast } from '../kit/toasts';
import { figureOf, shownIn, writtenIn } from '../pure/figures';
import { monthName } from '../pure/months';
import { countOf, isThere, rowsIn } from '../pure/rows';
import { tenThousandths } from '../pure/tree';
import type { Texts } from '../texts/id';
import { useTexts } from '../texts/texts';
import { yearsOf } from './NodeForm';
import type { Plan } from './PlanPage';
import type { Tree, Twig } from './useTree';

/** Beyond those that are there, in one go. */
const MORE = 5;
const MOST = 40;
const WHOLE = 1_000_000;
const LONGEST_FIGURE = 20;
const MONTHS = Array.from({ length: 12 }, (_, at) => at + 1);
const COLUMNS = ['target', 'weight', 'cashBudget'] as const;
type Column = (typeof COLUMNS)[number];

interface ActionsFormProps {
  plan: Plan;
  tree: Tree;
  of: Twig;
  onDone: () => void;
  onStale: () => void;
}

const nameOf = (row: number, year: number, month: number, column: Column) => `${row}.${year}-${month}.${column}`;

export function ActionsForm({ plan, tree, of, onDone, onStale }: ActionsFormProps) {
  const { twigs } = tree;
  const texts = useTexts();
  const t = texts.plans;
  const owner = useOwner();
  const toast = useToast();
  const years = useMemo(() => yearsOf(plan), [plan]);
  const given = useMemo(() => of.input.actions ?? [], [of]);
  const most = Math.min(MOST, given.length + MORE);
  const lowest = !twigs.some((one) => one.parentCode === of.code);
  const columns = useMemo(() => (lowest ? COLUMNS : COLUMNS.slice(0, 2)), [lowest]);
  const at = twigs.findIndex((one) => one.code === of.code);
  const fields = useMemo(() => fieldsOf(texts, years, most, columns), [texts, years, most, columns]);
  const initial = useMemo<FormValues>(() => valuesOf(given, texts.locale), [given, texts.locale]);
  const read = (values: FormValues) => actionsOf(values, texts.locale, years, columns);
  return (
    <MoveForm
      fields={fields}
      initial={initial}
      scope={[owner, plan.id, 'URAIAN', of.code]}
      document={SetPlanTreeDocument}
      check={(values) => shortcomingsOf(values, texts, years, columns)}
      input={(values) => ({
        plan: plan.id,
        revision: tree.revision,
        nodes: twigs.map(({ input }, n) =>
          n === at ? { ...input, actions: read(values).map((one) => one.input) } : input,
        ),
      })}
      fieldOf={(path, values) => {
        const [, , , action = '0', part = '', month = '', column = ''] = path.split('.');
        const row = read(values)[Number(action)];
        const cell = row?.input.months?.[Number(month)];
        return row && part === 'months' && cell
          ? nameOf(row.row, cell.year, cell.month, (column || 'target') as Column)
          : `${row?.row ?? 0}.${part || 'description'}`;
      }}
      onRefused={(refusal) => refusal.code === 'CONFLICT' && onStale()}
      layout={(form) => <Rows form={form} years={years} most={most} columns={columns} fields={fields} />}
      send={t.saveActions}
      icon="check"
      onDone={() => {
        toast(t.actionsSaved);
        onDone();
      }}
    />
  );
}

interface RowsProps {
  form: Form;
  years: readonly number[];
  most: number;
  columns: readonly Column[];
  fields: readonly FieldSpec[];
}

function Rows({ form, years, most, columns, fields }: RowsProps) {
  const t = useTexts().plans;
  const [year, setYear] = useState(years[0] ?? 0);
  const count = countOf(form.values);
  const rows = rowsIn(form.values);
  return (
    <>
      <p className="soft">{t.actionsLead}</p>
      {years.length > 1 && (
        <SelectField
          bare
          label={t.year}
          value={String(year)}
          options={years.map((one) => [String(one), String(one)] as const)}
          onChange={(next) => setYear(Number(next))}
        />
      )}
      {rows.map((row, at) => (
        <fieldset key={row} className="card action-row">
          <legend>{t.actionNumber(at + 1)}</legend>
          <FormFields fields={fields.filter(({ name }) => name === `${row}.description`)} form={form} />
          <div className="form-pair">
            <FormFields fields={fields.filter(({ name }) => name === `${row}.unit`)} form={form} />
            <FormFields fields={fields.filter(({ name }) => name === `${row}.inverse`)} form={form} />
          </div>
          <Cells form={form} row={row} year={year} columns={columns} />
          <div>
            <Button small look="quiet" icon="close" onClick={() => form.set(`${row}.gone`, true)}>
              {t.dropAction}
            </Button>
          </div>
        </fieldset>
      ))}
      <WeightSum form={form} rows={rows} year={year} />
      {count < most && (
        <div>
          <Button icon="plus" onClick={() => form.set('count', String(count + 1))}>
            {t.addAction}
          </Button>
        </div>
      )}
    </>
  );
}

interface CellsProps {
  form: Form;
  row: number;
  year: number;
  columns: readonly Column[];
}

function Cells({ form, row, year, columns }: CellsProps) {
  const texts = useTexts();
  const t = texts.plans;
  const wrong = MONTHS.flatMap((month) =>
    columns.flatMap((column) => {
      const said = form.errors[nameOf(row, year, month, column)];
      return said ? [`${monthName(month, texts.locale)}, ${t.cellNames[column]}: ${said}`] : [];
    }),
  );
  return (
    <div className="table-scroll action-cells">
      <table>
        <thead>
          <tr>
            <th scope="col">{year}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t.cellNames[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {MONTHS.map((month) => (
            <tr key={month}>
              <th scope="row">{monthName(month, texts.locale)}</th>
              {columns.map((column) => {
                const name = nameOf(row, year, month, column);
                return (
                  <td key={column}>
                    <input
                      className="input"
                      inputMode="decimal"
                      maxLength={LONGEST_FIGURE}
                      aria-label={`${t.cellNames[column]}, ${monthName(month, texts.locale)} ${year}`}
                      aria-invalid={form.errors[name] ? true : undefined}
                      value={textOf(form.values, name)}
                      onChange={(event) => form.set(name, event.target.value)}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {wrong.map((said) => (
        <p key={said} className="field-error">
          <Icon name="alert" size={15} />
          {said}
        </p>
      ))}
    </div>
  );
}

/** How much of the hundred percent of a year is spread over its months. */
function WeightSum({ form, rows, year }: { form: Form; rows: readonly number[]; year: number }) {
  const texts = useTexts();
  const t = texts.plans;
  const sum = rows
    .flatMap((row) =>
      MONTHS.map((month) => figureOf(texts.locale, textOf(form.values, nameOf(row, year, month, 'weight')))),
    )
    .reduce((total, figure) => total + (figure === null ? 0 : tenThousandths(figure)), 0);
  if (sum === 0) {
    return null;
  }
  const shown = shownIn(texts.locale, (sum / 10_000).toFixed(4).replace(/\.?0+$/, ''));
  return (
    <p className={sum === WHOLE ? 'weight-sum' : 'weight-sum weight-open'} role="status">
      <Icon name={sum === WHOLE ? 'check' : 'clock'} size={16} /> {t.weightSum(year, shown)}
    </p>
  );
}

function fieldsOf(texts: Texts, years: readonly number[], most: number, columns: readonly Column[]): FieldSpec[] {
  const t = texts.plans;
  const rows = Array.from({ length: most }, (_, row) => row);
  return [
    { kind: 'line', name: 'count', label: '', max: 3 },
    ...rows.flatMap((row): FieldSpec[] => {
      const when = (values: FormValues) => isThere(values, row);
      return [
        {
          kind: 'area',
          name: `${row}.description`,
          label: t.description,
          required: true,
          min: 3,
          max: 500,
          rows: 2,
          when,
        },
        { kind: 'line', name: `${row}.unit`, label: t.unitOf, hint: t.unitOfHint, max: 60, when },
        { kind: 'flag', name: `${row}.inverse`, label: t.inverse, when },
        { kind: 'flag', name: `${row}.gone`, label: '' },
        ...years.flatMap((year) =>
          MONTHS.flatMap((month) =>
            columns.map((column): FieldSpec => ({
              kind: 'line',
              name: nameOf(row, year, month, column),
              label: t.cellNames[column],
              max: LONGEST_FIGURE,
              when,
            })),
          ),
        ),
      ];
    }),
  ];
}

function valuesOf(given: readonly PlanActionInput[], locale: string): FormValues {
  const values: FormValues = { count: String(Math.max(1, given.length)) };
  given.forEach((action, row) => {
    values[`${row}.description`] = action.description;
    values[`${row}.unit`] = action.unit ?? '';
    values[`${row}.inverse`] = action.inverse ?? false;
    for (const cell of action.months ?? []) {
      for (const column of COLUMNS) {
        const figure = cell[column];
        values[nameOf(row, cell.year, cell.month, column)] = figure ? writtenIn(locale, figure) : '';
      }
    }
  });
  return values;
}

interface Row {
  /** Its number in the form: rows that were dropped keep theirs. */
  row: number;
  input: PlanActionInput;
}

function actionsOf(values: FormValues, locale: string, years: readonly number[], columns: readonly Column[]): Row[] {
  return rowsIn(values).map((row) => ({
    row,
    input: {
      description: textOf(values, `${row}.description`),
      unit: textOf(values, `${row}.unit`),
      inverse: flagOf(values, `${row}.inverse`),
      months: years.flatMap((year) =>
        MONTHS.flatMap((month): PlanTargetInput[] => {
          const cells = columns.map(
            (column) => [column, figureOf(locale, textOf(values, nameOf(row, year, month, column)))] as const,
          );
          return cells.some(([, figure]) => figure !== null) ? [{ year, month, ...Object.fromEntries(cells) }] : [];
        }),
      ),
    },
  }));
}

/** What the service would refuse: words for figures, targets of zero, weights that do not add up to a hundred. */
function shortcomingsOf(
  values: FormValues,
  texts: Texts,
  years: readonly number[],
  columns: readonly Column[],
): Errors {
  const t = texts.plans;
  const errors: Errors = {};
  const rows = rowsIn(values);
  for (const year of years) {
    const weights: [string, string | null][] = [];
    for (const row of rows) {
      for (const month of MONTHS) {
        const read = columns.map((column) => {
          const name = nameOf(row, year, month, column);
          const text = textOf(values, name);
          const figure = text === '' ? null : figureOf(texts.locale, text);
          if (text !== '' && figure === null) {
            errors[name] = t.badFigure;
          } else if (figure !== null && column !== 'cashBudget' && tenThousandths(figure) === 0) {
            errors[name] = t.aboveZero;
          }
          return figure;
        });
        if (read.some((figure) => figure !== null)) {
          weights.push([nameOf(row, year, month, 'weight'), read[1] ?? null]);
        }
      }
    }
    Object.assign(errors, wrongWeights(weights, year, texts));
  }
  return errors;
}

function wrongWeights(weights: readonly [string, string | null][], year: number, texts: Texts): Errors {
  const sum = weights.reduce((total, [, weight]) => total + (weight === null ? 0 : tenThousandths(weight)), 0);
  if (sum === 0) {
    return {};
  }
  const missing = weights.filter(([, weight]) => weight === null);
  if (missing.length > 0) {
    return Object.fromEntries(missing.map(([name]) => [name, texts.plans.weightMissing]));
  }
  const [last] = weights.at(-1) ?? [];
  return sum === WHOLE || last === undefined ? {} : { [last]: texts.plans.weightWrong(year) };
}
