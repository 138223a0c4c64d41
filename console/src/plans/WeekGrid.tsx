// The weekly grid of a node: weeks I to IV of every month, a year at a time, shut until somebody wants it.
import { useState } from 'react';

import { SelectField } from '../kit/fields';
import type { Week } from '../pure/branches';
import { monthName } from '../pure/months';
import { useTexts } from '../texts/texts';

const WEEKS = ['I', 'II', 'III', 'IV'] as const;

interface GridProps {
  years: readonly number[];
  /** As weeksOut writes them. */
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

export function WeekGrid({ years, value, onChange, error }: GridProps) {
  const texts = useTexts();
  const t = texts.plans;
  const chosen = weeksIn(value);
  const [year, setYear] = useState(chosen[0]?.year ?? years[0] ?? 0);
  const is = (month: number, week: number) =>
    chosen.some((one) => one.year === year && one.month === month && one.week === week);
  const toggle = (month: number, week: number) =>
    onChange(
      weeksOut(
        is(month, week)
          ? chosen.filter((one) => one.year !== year || one.month !== month || one.week !== week)
          : [...chosen, { year, month, week }],
      ),
    );
  return (
    <details className="week-grid">
      <summary>{t.weeksChosen(chosen.length)}</summary>
      {years.length > 1 && (
        <SelectField
          bare
          label={t.year}
          value={String(year)}
          options={years.map((one) => [String(one), String(one)] as const)}
          onChange={(next) => setYear(Number(next))}
        />
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">{t.month}</th>
            {WEEKS.map((week) => (
              <th key={week} scope="col">
                {week}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: 12 }, (_, at) => at + 1).map((month) => (
            <tr key={month}>
              <th scope="row">{monthName(month, texts.locale)}</th>
              {WEEKS.map((name, at) => (
                <td key={name}>
                  <label className="week-cell">
                    <input
                      type="checkbox"
                      aria-label={t.weekOf(monthName(month, texts.locale), year, name)}
                      checked={is(month, at + 1)}
                      onChange={() => toggle(month, at + 1)}
                    />
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {error && <p className="field-error">{error}</p>}
    </details>
  );
}

/** "2021-3-1 2021-3-2", in their order: drafts keep text. */
export function weeksOut(weeks: readonly Week[]): string {
  return [...weeks]
    .sort((a, b) => a.year - b.year || a.month - b.month || a.week - b.week)
    .map(({ year, month, week }) => `${year}-${month}-${week}`)
    .join(' ');
}

export function weeksIn(text: string): Week[] {
  return text
    .split(' ')
    .filter((one) => one !== '')
    .map((one) => one.split('-').map(Number))
    .map(([year = 0, month = 0, week = 0]) => ({ year, month, week }));
}
