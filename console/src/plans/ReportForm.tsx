// A unit fills in its own rows of a month: what was realised, how far it is, and what was spent.
import { useMemo } from 'react';

import { useOwner } from '../app/viewer';
import { FormFields } from '../forms/FormFields';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import { ReportRealisationDocument, type MonthRowFragment, type MonthTableFragment } from '../graph/generated/graphql';
import { useToast } from '../kit/toasts';
import { figureOf, shownIn, writtenIn } from '../pure/figures';
import { useTexts } from '../texts/texts';
import type { Texts } from '../texts/id';

const CELLS = ['realised', 'progress', 'spent'] as const;
const LONGEST = 24;
/** Only the lowest level has money. */
const OUTPUT_CELLS = 4;

interface ReportFormProps {
  plan: string;
  of: MonthTableFragment;
  rows: readonly MonthRowFragment[];
  when: string;
  onDone: () => void;
  onCancel: () => void;
}

export function ReportForm({ plan, of, rows, when, onDone, onCancel }: ReportFormProps) {
  const texts = useTexts();
  const t = texts.plans;
  const toast = useToast();
  const owner = useOwner();
  const groups = useMemo(() => rows.map((row) => ({ row, fields: fieldsOf(row, texts) })), [rows, texts]);
  const fields = useMemo(() => groups.flatMap((group) => group.fields), [groups]);
  const initial = useMemo<FormValues>(
    () =>
      Object.fromEntries(
        rows.flatMap((row) =>
          CELLS.map((cell) => [`${row.action}.${cell}`, row[cell] === null ? '' : writtenIn(texts.locale, row[cell])]),
        ),
      ),
    [rows, texts.locale],
  );
  const filled = (values: FormValues) =>
    rows.filter((row) => CELLS.some((cell) => textOf(values, `${row.action}.${cell}`) !== '' || row[cell] !== null));
  const read = (values: FormValues, name: string) => {
    const text = textOf(values, name);
    return text === '' ? null : figureOf(texts.locale, text);
  };
  const check = (values: FormValues): Errors => {
    const errors: Errors = {};
    for (const { name } of fields) {
      const figure = read(values, name);
      if (textOf(values, name) !== '' && figure === null) {
        errors[name] = t.badFigure;
      } else if (name.endsWith('.progress') && Number(figure) > 100) {
        errors[name] = t.overHundred;
      }
    }
    const [first] = fields;
    return filled(values).length === 0 && first ? { [first.name]: t.nothingFilled } : errors;
  };
  return (
    <section className="card report-month" aria-labelledby="report-month">
      <h2 id="report-month">{t.reportTitle(when)}</h2>
      <p className="soft">{t.reportLead}</p>
      <MoveForm
        fields={fields}
        initial={initial}
        scope={[owner, plan, 'REALISASI', `${of.year}-${of.month}`]}
        document={ReportRealisationDocument}
        check={check}
        input={(values) => ({
          plan,
          year: of.year,
          month: of.month,
          rows: filled(values).map(({ action }) => ({
            action,
            ...Object.fromEntries(CELLS.map((cell) => [cell, read(values, `${action}.${cell}`)])),
          })),
        })}
        layout={(form) =>
          groups.map(({ row, fields: own }) => (
            <div key={row.action} className="report-row" role="group" aria-label={row.description}>
              <p>
                <span className="code">{row.code}</span> <strong>{row.description}</strong>
                <span className="soft report-target">
                  {row.target === null ? t.noTarget : t.targetOf(`${shownIn(texts.locale, row.target)} ${row.unit}`)}
                  {row.cashBudget !== null && ` ${t.cashOf(shownIn(texts.locale, row.cashBudget))}`}
                </span>
              </p>
              <div className="report-cells">
                <FormFields fields={own} form={form} />
              </div>
            </div>
          ))
        }
        send={t.saveMonth(when)}
        icon="check"
        onCancel={onCancel}
        onDone={() => {
          toast(t.monthSaved(when));
          onDone();
        }}
      />
    </section>
  );
}

function fieldsOf(row: MonthRowFragment, texts: Texts): FieldSpec[] {
  const t = texts.plans;
  const money = row.cashBudget !== null || row.spent !== null || row.needed > OUTPUT_CELLS;
  const line = (cell: string, label: string): FieldSpec => ({
    kind: 'line',
    name: `${row.action}.${cell}`,
    label,
    max: LONGEST,
  });
  return [
    line('realised', row.unit ? t.realisedIn(row.unit) : t.realised),
    line('progress', t.progress),
    ...(money ? [line('spent', t.spent)] : []),
  ];
}
