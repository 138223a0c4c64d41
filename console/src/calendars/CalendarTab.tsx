// A year of the calendar: on paper as everybody knows it, and as a list of the days off with their names.
import { Modal } from '@mantine/core';
import { useState } from 'react';

import { useZone } from '../app/viewer';
import type { TimesFragment } from '../graph/generated/graphql';
import { Button, IconButton } from '../kit/Button';
import { Chip } from '../kit/chips';
import { Empty, Notice } from '../kit/Notice';
import { momentOf, weekdayMonth } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { AddDaysForm, RemoveDayForm } from './DayForms';
import { ImportForm } from './ImportForm';
import { YearCalendar } from './YearCalendar';

type Day = TimesFragment['calendar']['daysOff'][number];
type Doing = { what: 'add' } | { what: 'import' } | { what: 'remove'; day: Day } | null;

interface CalendarTabProps {
  of: TimesFragment;
  year: number;
  /** Is it the nation's own list? */
  nation: boolean;
  onYear: (year: number) => void;
  onChanged: () => void;
}

export function CalendarTab({ of, year, nation, onYear, onChanged }: CalendarTabProps) {
  const texts = useTexts();
  const t = texts.times;
  const [doing, setDoing] = useState<Doing>(null);
  const manages = of.viewerCan.includes('MANAGE');
  const { calendar } = of;
  const done = () => {
    setDoing(null);
    onChanged();
  };
  const titles = { add: t.add, import: t.import, remove: '' };
  return (
    <>
      <header className="times-head">
        <IconButton icon="chevronLeft" label={t.previousYear} onClick={() => onYear(year - 1)} />
        <h2 aria-live="polite">{t.year(calendar.year)}</h2>
        <IconButton icon="chevronRight" label={t.nextYear} onClick={() => onYear(year + 1)} />
        <Chip icon="check">{t.workingDays(calendar.workingDays)}</Chip>
        <Chip icon="calendar">{t.daysOff(calendar.daysOff.length)}</Chip>
        <span className="grow" />
        {manages && (
          <span className="actions">
            <Button small icon="plus" onClick={() => setDoing({ what: 'add' })}>
              {t.add}
            </Button>
            <Button small icon="upload" onClick={() => setDoing({ what: 'import' })}>
              {t.import}
            </Button>
          </span>
        )}
      </header>
      {!calendar.published && <Notice tone="warn">{t.unpublished}</Notice>}
      <YearCalendar calendar={calendar} />
      <h3 className="times-title">{t.dayOffList}</h3>
      {calendar.daysOff.length === 0 && <Empty icon="calendar" title={t.noDaysOff} />}
      <ul className="days-off">
        {calendar.daysOff.map((day) => (
          <li key={day.day}>
            <span className="days-off-day">{weekdayMonth(day.day, texts.locale)}</span>
            <span className="days-off-name">
              <strong>{day.name}</strong>
              <span className="soft">
                {texts.words.dayOff[day.kind]}, {day.national ? t.byNation : t.byPemda}
              </span>
            </span>
            {manages && day.national === nation && (
              <Button
                small
                look="quiet"
                aria-label={t.removeTitle(weekdayMonth(day.day, texts.locale))}
                onClick={() => setDoing({ what: 'remove', day })}
              >
                {t.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <History of={of} />
      <Modal
        opened={doing !== null}
        onClose={() => setDoing(null)}
        size="lg"
        title={
          doing?.what === 'remove'
            ? t.removeTitle(weekdayMonth(doing.day.day, texts.locale))
            : doing && titles[doing.what]
        }
        closeButtonProps={{ 'aria-label': texts.app.close }}
      >
        {doing?.what === 'add' && <AddDaysForm nation={nation} onDone={done} />}
        {doing?.what === 'import' && <ImportForm nation={nation} onDone={done} />}
        {doing?.what === 'remove' && <RemoveDayForm day={doing.day.day} onDone={done} />}
      </Modal>
    </>
  );
}

function History({ of }: { of: TimesFragment }) {
  const texts = useTexts();
  const zone = useZone();
  const t = texts.times;
  if (of.calendarVersions.length === 0) {
    return null;
  }
  const moment = (at: string) => momentOf(at, texts.locale, zone);
  return (
    <details className="card times-history">
      <summary>
        {t.history} ({of.calendarVersions.length})
      </summary>
      <ol className="versions">
        {of.calendarVersions.map((one) => (
          <li key={`${String(one.national)} ${one.version}`}>
            <p>{one.note}</p>
            <p className="soft">
              {one.national && `${t.national} · `}
              {t.version(one.version)} · {t.setBy(one.setBy, moment(one.at))} · {t.settles(moment(one.settlesAt))}
            </p>
          </li>
        ))}
      </ol>
    </details>
  );
}
