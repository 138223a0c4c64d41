// Of which days are the figures: a ready-made period, or a first and a last day?
import { useState, type SubmitEvent } from 'react';

import { Button } from '../kit/Button';
import { SelectField, TextField } from '../kit/fields';
import type { Span } from '../pure/periods';
import { byMonths, PERIODS, periodsOf, type Question } from '../pure/questions';
import { useTexts } from '../texts/texts';
import type { Asking } from './useQuestion';

const OWN = 'OWN';
const EARLIEST = '2000-01-01';

export function PeriodField({ asking }: { asking: Asking }) {
  const t = useTexts().statistics;
  const { question, terms, days, change } = asking;
  const { period } = question;
  const monthly = byMonths(question, terms);
  const put = (next: Question['period']) => change({ ...question, period: next });
  return (
    <>
      <SelectField
        bare
        label={t.period}
        value={typeof period === 'string' ? period : OWN}
        onChange={(next) =>
          put(next === OWN ? bounded(days, terms.today) : (PERIODS.find((one) => one === next) ?? 'YEAR'))
        }
        options={[
          ...periodsOf(question, terms).map(
            (one) => [one, one === 'YEAR' && monthly ? t.yearOfMonths : t.choices[one]] as const,
          ),
          [OWN, t.ownDays],
        ]}
      />
      {typeof period !== 'string' && <Days key={period.firstDay + period.lastDay} of={period} onChange={put} />}
    </>
  );
}

/** Two days, asked about when both are there: half a year of a date that is being typed means nothing. */
function Days({ of, onChange }: { of: Span; onChange: (days: Span) => void }) {
  const texts = useTexts();
  const t = texts.statistics;
  const [firstDay, setFirstDay] = useState(of.firstDay);
  const [lastDay, setLastDay] = useState(of.lastDay);
  const [sent, setSent] = useState(false);
  const error = (day: string) => (sent && day === '' ? texts.form.required : undefined);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setSent(true);
    if (firstDay !== '' && lastDay !== '') {
      onChange({ firstDay, lastDay });
    }
  };
  return (
    <form className="statistics-days" onSubmit={submit} noValidate>
      <TextField
        bare
        label={t.firstDay}
        type="date"
        min={EARLIEST}
        value={firstDay}
        onChange={setFirstDay}
        error={error(firstDay)}
      />
      <TextField
        bare
        label={t.lastDay}
        type="date"
        min={EARLIEST}
        value={lastDay}
        onChange={setLastDay}
        error={error(lastDay)}
      />
      <Button type="submit">{t.count}</Button>
    </form>
  );
}

/** What has not come yet is not counted anyway. */
function bounded({ firstDay, lastDay }: Span, today: string): Span {
  return { firstDay, lastDay: lastDay > today ? today : lastDay };
}
