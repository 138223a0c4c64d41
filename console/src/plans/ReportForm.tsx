// A unit fills in its own rows of a month: what was realised, how far it is, and what was spent.
//
// Only rows that were written into are sent, each with the version that its writer saw: what a colleague reported
// meanwhile is shown beside what was written here, and neither is lost.
import { useMemo, useState } from 'react';

import { useOwner } from '../app/viewer';
import { FormFields } from '../forms/FormFields';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import { ReportRealisationDocument, type MonthRowFragment, type MonthTableFragment } from '../graph/generated/graphql';
import { Notice } from '../kit/Notice';
import { useToast } from '../kit/toasts';
import { changedRows, differing, type Cells } from '../pure/changes';
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
  /** Somebody else reported a row meanwhile: the table has to be read again. */
  onConflict: () => void;
  onDone: () => void;
  onCancel: () => void;
}

export function ReportForm({ plan, of, rows, when, onConflict, onDone, onCancel }: ReportFormProps) {
  const texts = useTexts();
  const t = texts.plans;
  const toast = useToast();
  const owner = useOwner();
  const groups = useMemo(() => rows.map((row) => ({ row, fields: fieldsOf(row, texts) })), [rows, texts]);
  const fields = useMemo(() => groups.flatMap((group) => group.fields), [groups]);
  const [opened] = useState(() => storedOf(rows, texts.locale));
  const stored = useMemo(() => storedOf(rows, texts.locale), [rows, texts.locale]);
  const initial = useMemo<FormValues>(
    () => Object.fromEntries(Object.entries(stored).flatMap(([action, cells]) => named(action, cells))),
    [stored],
  );
  const changed = (values: FormValues) => {
    const names = new Set(changedRows(opened, writtenOf(rows, values)));
    return rows.filter((row) => names.has(row.action));
  };
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
    return changed(values).length === 0 && first ? { [first.name]: t.nothingFilled } : errors;
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
          rows: changed(values).map(({ action, version }) => ({
            action,
            seen: version,
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
              <Stored
                row={row}
                opened={opened[row.action]}
                stored={stored[row.action]}
                restored={form.restored}
                written={writtenOf([row], form.values)[row.action]}
              />
            </div>
          ))
        }
        send={t.saveMonth(when)}
        icon="check"
        onRefused={(refusal) => {
          if (refusal.code === 'CONFLICT') {
            onConflict();
          }
        }}
        onCancel={onCancel}
        onDone={() => {
          toast(t.monthSaved(when));
          onDone();
        }}
      />
    </section>
  );
}

interface StoredProps {
  row: MonthRowFragment;
  opened: Cells | undefined;
  stored: Cells | undefined;
  written: Cells | undefined;
  /** Was it written before, on a sheet that may have looked otherwise? */
  restored: boolean;
}

/** What lies there of a row, where somebody else may have reported it since and it is not what stands in the fields. */
function Stored({ row, opened = {}, stored = {}, written = {}, restored }: StoredProps) {
  const texts = useTexts();
  const t = texts.plans;
  const news = differing(restored ? {} : opened, stored).length > 0;
  if (!news || differing(stored, written).length === 0) {
    return null;
  }
  const labels = new Map(fieldsOf(row, texts).map((field) => [field.name.split('.').at(-1) ?? '', field.label]));
  const cells = differing(stored, written).map((cell) => `${labels.get(cell) ?? cell}: ${stored[cell] || t.emptyCell}`);
  return <Notice tone="warn">{t.reportedMeanwhile(cells.join('; '))}</Notice>;
}

function storedOf(rows: readonly MonthRowFragment[], locale: string): Record<string, Cells> {
  const written = (row: MonthRowFragment, cell: (typeof CELLS)[number]) =>
    row[cell] === null ? '' : writtenIn(locale, row[cell]);
  return Object.fromEntries(
    rows.map((row) => [row.action, Object.fromEntries(CELLS.map((cell) => [cell, written(row, cell)]))]),
  );
}

function writtenOf(rows: readonly MonthRowFragment[], values: FormValues): Record<string, Cells> {
  return Object.fromEntries(
    rows.map(({ action }) => [
      action,
      Object.fromEntries(CELLS.map((cell) => [cell, textOf(values, `${action}.${cell}`)])),
    ]),
  );
}

function named(action: string, cells: Cells): [string, string][] {
  return Object.entries(cells).map(([cell, text]) => [`${action}.${cell}`, text]);
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
