// The days of a clock, one cell each, week by week: what counted, what did not, where today is and the deadline.
import { useState } from 'react';

import type { DayReason } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Icon, type IconName } from '../kit/icons';
import { dayMonth, plainDay, weekdayMonth } from '../pure/moments';
import { folded, stretches, weeksOf, type Day, type PlacedDay, type Stretch, type Week } from '../pure/strip';
import { useTexts } from '../texts/texts';
import { figure } from './words';

/** Each reason has a sign of its own: nobody has to tell colours apart. */
const SIGN: Record<DayReason, IconName | null> = {
  COUNTED: null,
  START: 'play',
  WEEKEND: null,
  NATIONAL_HOLIDAY: 'star',
  CUTI_BERSAMA: 'people',
  LOCAL_HOLIDAY: 'pin',
  EMERGENCY: 'alert',
  WAITING_FOR_REPORTER: 'pause',
  EXTENDED: 'plus',
};
const FACE: Record<DayReason, string> = {
  COUNTED: 'counted',
  START: 'start',
  WEEKEND: 'weekend',
  NATIONAL_HOLIDAY: 'off',
  CUTI_BERSAMA: 'off',
  LOCAL_HOLIDAY: 'off',
  EMERGENCY: 'off',
  WAITING_FOR_REPORTER: 'waiting',
  EXTENDED: 'extended',
};

interface StripProps {
  strip: readonly Day[];
  /** Today's date where the clock runs. */
  today: string;
  /** Does it end with the deadline? Not while it is paused. */
  ends: boolean;
  label: string;
}

export function ClockStrip({ strip, today, ends, label }: StripProps) {
  const texts = useTexts();
  const t = texts.clocks;
  const [whole, setWhole] = useState(false);
  const weeks = weeksOf(strip, ends);
  const short = folded(weeks, today);
  const foldable = short.length < weeks.length;
  const of = figure(
    strip.reduce((sum, day) => sum + day.counted, 0),
    texts.locale,
  );
  return (
    <div className="strip">
      <ol className="strip-weeks" aria-label={label}>
        {(whole ? weeks : short).map((week) =>
          typeof week === 'number' ? (
            <li key={`left out ${week}`} className="strip-gap">
              <span aria-hidden="true">⋯</span>
              <span className="visually-hidden">{t.skipped(week)}</span>
            </li>
          ) : (
            <WeekRow key={week.monday} week={week} today={today} of={of} />
          ),
        )}
      </ol>
      {foldable && (
        <Button small look="quiet" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? t.fewWeeks : t.allWeeks(weeks.length)}
        </Button>
      )}
      <Exceptions strip={strip} />
      <Legend strip={strip} />
    </div>
  );
}

function WeekRow({ week, today, of }: { week: Week; today: string; of: string }) {
  const texts = useTexts();
  return (
    <li className="strip-week">
      <span className="strip-monday">
        <span className="visually-hidden">{texts.clocks.week('')}</span>
        {dayMonth(week.monday, texts.locale)}
      </span>
      <ol className="strip-days">
        {week.days.map((day, index) =>
          day === null ? (
            <li key={index} className="strip-day strip-none" aria-hidden="true" />
          ) : (
            <DayCell key={day.date} day={day} today={today} of={of} />
          ),
        )}
      </ol>
    </li>
  );
}

function DayCell({ day, today, of }: { day: PlacedDay; today: string; of: string }) {
  const texts = useTexts();
  const t = texts.clocks;
  const { locale } = texts;
  const sign = SIGN[day.reason];
  const words = [
    `${weekdayMonth(day.date, locale)}: ${texts.words.day[day.reason]}`,
    day.counted > 0 && t.nth(figure(day.sum, locale), of),
    day.note,
    day.date === today && t.today,
    day.last && t.deadline,
  ]
    .filter(Boolean)
    .join(', ');
  const face = [
    'strip-day',
    `strip-${FACE[day.reason]}`,
    day.date < today && 'strip-past',
    day.date === today && 'strip-today',
    day.last && 'strip-last',
  ];
  return (
    <li className={face.filter(Boolean).join(' ')} title={words}>
      <span aria-hidden="true">{Number(day.date.slice(8))}</span>
      {day.last ? <Icon name="flag" size={11} /> : sign && <Icon name={sign} size={11} />}
      <span className="visually-hidden">{words}</span>
    </li>
  );
}

/** Holidays by their names, waiting, and who gave more time and why: as text, for everybody. */
function Exceptions({ strip }: { strip: readonly Day[] }) {
  const texts = useTexts();
  const found = stretches(strip);
  if (found.length === 0) {
    return null;
  }
  return (
    <ul className="strip-notes" aria-label={texts.clocks.exceptions}>
      {found.map((one) => (
        <li key={one.from}>
          <Icon name={SIGN[one.reason] ?? 'calendar'} size={14} />
          <span>
            <strong>{spanOf(one, texts.locale)}</strong> {one.note || texts.words.day[one.reason]}
            {one.note && <span className="soft"> ({texts.words.day[one.reason].toLowerCase()})</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function spanOf({ from, to }: Stretch, locale: string): string {
  return from === to ? plainDay(from, locale) : `${dayMonth(from, locale)} – ${plainDay(to, locale)}`;
}

/** Only the signs that are there. */
function Legend({ strip }: { strip: readonly Day[] }) {
  const texts = useTexts();
  const reasons = [...new Set(strip.map((day) => day.reason))];
  return (
    <ul className="strip-legend" aria-label={texts.clocks.legend}>
      {reasons.map((reason) => {
        const sign = SIGN[reason];
        return (
          <li key={reason}>
            <span className={`strip-day strip-sample strip-${FACE[reason]}`} aria-hidden="true">
              {sign && <Icon name={sign} size={11} />}
            </span>
            {texts.words.day[reason]}
          </li>
        );
      })}
    </ul>
  );
}
