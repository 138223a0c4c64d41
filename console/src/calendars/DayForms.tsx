// Days that shall not count, and a day that shall count after all.
import { useMemo } from 'react';

import { useOwner } from '../app/viewer';
import { options } from '../case/moves/spec';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import { AddDaysOffDocument, RemoveDayOffDocument, type DayOffKind } from '../graph/generated/graphql';
import { useToast } from '../kit/toasts';
import { daysBetween } from '../pure/months';
import { useTexts } from '../texts/texts';
import type { Texts } from '../texts/id';

/** What one request takes. */
const MOST = 60;
const NATIONAL: readonly DayOffKind[] = ['NATIONAL_HOLIDAY', 'CUTI_BERSAMA'];
const OWN: readonly DayOffKind[] = ['LOCAL_HOLIDAY', 'EMERGENCY'];

/** The nation decides its kinds of days off, a pemda its own. */
export function kindsOf(nation: boolean, texts: Texts): [DayOffKind, string][] {
  return options(texts.words.dayOff, nation ? NATIONAL : OWN);
}

export function noteField(texts: Texts): FieldSpec {
  const t = texts.times;
  return { kind: 'area', name: 'note', label: t.note, hint: t.noteHint, required: true, min: 5, max: 500, rows: 2 };
}

interface FormProps {
  onDone: () => void;
}

export function AddDaysForm({ nation, onDone }: FormProps & { nation: boolean }) {
  const texts = useTexts();
  const t = texts.times;
  const toast = useToast();
  const owner = useOwner();
  const fields = useMemo<FieldSpec[]>(
    () => [
      { kind: 'date', name: 'from', label: t.from, required: true },
      { kind: 'date', name: 'until', label: t.until, hint: t.untilHint },
      { kind: 'radio', inline: true, name: 'kind', label: t.kind, required: true, options: kindsOf(nation, texts) },
      { kind: 'line', name: 'name', label: t.name, required: true, min: 3, max: 120 },
      noteField(texts),
    ],
    [t, texts, nation],
  );
  const check = (values: FormValues): Errors => {
    const until = textOf(values, 'until');
    return until !== '' && until < textOf(values, 'from') ? { until: t.untilBefore } : {};
  };
  return (
    <MoveForm
      fields={fields}
      scope={[owner, 'hari-libur']}
      document={AddDaysOffDocument}
      check={check}
      input={(values) => ({
        days: daysOf(values).map((day) => ({ day, kind: textOf(values, 'kind'), name: textOf(values, 'name') })),
        note: textOf(values, 'note'),
      })}
      send={t.add}
      onDone={() => {
        toast(t.added);
        onDone();
      }}
    />
  );
}

function daysOf(values: FormValues): string[] {
  const from = textOf(values, 'from');
  return daysBetween(from, textOf(values, 'until') || from, MOST);
}

export function RemoveDayForm({ day, onDone }: FormProps & { day: string }) {
  const texts = useTexts();
  const t = texts.times;
  const toast = useToast();
  const owner = useOwner();
  const fields = useMemo(() => [noteField(texts)], [texts]);
  return (
    <MoveForm
      fields={fields}
      scope={[owner, 'hari-libur', day]}
      document={RemoveDayOffDocument}
      input={(values) => ({ day, note: textOf(values, 'note') })}
      send={t.remove}
      look="danger"
      onDone={() => {
        toast(t.removed);
        onDone();
      }}
    />
  );
}
