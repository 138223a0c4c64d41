// The office hours of the week, and the form that sets all of them at once.
import { Modal } from '@mantine/core';
import { useMemo, useState } from 'react';

import { useOwner } from '../app/viewer';
import { FormFields } from '../forms/FormFields';
import { MoveForm } from '../forms/MoveForm';
import { flagOf, textOf, type FieldSpec, type FormValues } from '../forms/spec';
import { SetOfficeHoursDocument, type TimesFragment, type Weekday } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { useToast } from '../kit/toasts';
import { useTexts } from '../texts/texts';
import type { Texts } from '../texts/id';
import { noteField } from './DayForms';

const WEEK: readonly Weekday[] = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
type Hours = TimesFragment['calendar']['officeHours'];

interface HoursProps {
  of: TimesFragment;
  onChanged: () => void;
}

export function HoursTab({ of, onChanged }: HoursProps) {
  const texts = useTexts();
  const t = texts.times;
  const [changing, setChanging] = useState(false);
  const hours = of.calendar.officeHours;
  return (
    <>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t.weekday}</th>
            <th scope="col">{t.opens}</th>
            <th scope="col">{t.closes}</th>
          </tr>
        </thead>
        <tbody>
          {WEEK.map((day) => {
            const found = hours.find((one) => one.weekday === day);
            return (
              <tr key={day}>
                <th scope="row">{texts.words.weekday[day]}</th>
                {found ? (
                  <>
                    <td>{clockTime(found.opens)}</td>
                    <td>
                      {clockTime(found.closes)} {zoneName(of.timeZone, texts.locale)}
                    </td>
                  </>
                ) : (
                  <td colSpan={2} className="soft">
                    {t.closed}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      {of.viewerCan.includes('MANAGE') && (
        <Button icon="pen" onClick={() => setChanging(true)}>
          {t.changeHours}
        </Button>
      )}
      <Modal
        opened={changing}
        onClose={() => setChanging(false)}
        size="lg"
        title={t.changeHours}
        closeButtonProps={{ 'aria-label': texts.app.close }}
      >
        <HoursForm
          hours={hours}
          onDone={() => {
            setChanging(false);
            onChanged();
          }}
        />
      </Modal>
    </>
  );
}

/** Indonesia writes hours with a point. */
function clockTime(time: string): string {
  return time.replace(':', '.');
}

/** "WIB" */
function zoneName(zone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' }).formatToParts(new Date());
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}

function dayFields(day: Weekday, texts: Texts): FieldSpec[] {
  const works = (values: FormValues) => flagOf(values, day);
  return [
    { kind: 'flag', name: day, label: texts.words.weekday[day] },
    { kind: 'time', name: `${day}.opens`, label: texts.times.opens, required: true, when: works },
    { kind: 'time', name: `${day}.closes`, label: texts.times.closes, required: true, when: works },
  ];
}

function HoursForm({ hours, onDone }: { hours: Hours; onDone: () => void }) {
  const texts = useTexts();
  const t = texts.times;
  const toast = useToast();
  const owner = useOwner();
  const days = useMemo(() => WEEK.map((day) => ({ day, fields: dayFields(day, texts) })), [texts]);
  const fields = useMemo(() => [...days.flatMap((one) => one.fields), noteField(texts)], [days, texts]);
  const initial = useMemo(
    () =>
      Object.fromEntries(
        hours.flatMap(({ weekday, opens, closes }) => [
          [weekday, true],
          [`${weekday}.opens`, opens],
          [`${weekday}.closes`, closes],
        ]),
      ) as FormValues,
    [hours],
  );
  return (
    <>
      <p className="soft">{t.hoursLead}</p>
      <MoveForm
        fields={fields}
        initial={initial}
        scope={[owner, 'jam-kerja']}
        document={SetOfficeHoursDocument}
        input={(values) => ({
          hours: WEEK.filter((day) => flagOf(values, day)).map((weekday) => ({
            weekday,
            opens: textOf(values, `${weekday}.opens`),
            closes: textOf(values, `${weekday}.closes`),
          })),
          note: textOf(values, 'note'),
        })}
        layout={(form) => (
          <>
            {days.map((one) => (
              <div key={one.day} className="hours-day" role="group" aria-label={texts.words.weekday[one.day]}>
                <FormFields fields={one.fields} form={form} />
              </div>
            ))}
            <FormFields fields={fields.slice(-1)} form={form} />
          </>
        )}
        send={t.changeHours}
        onDone={() => {
          toast(t.hoursSaved);
          onDone();
        }}
      />
    </>
  );
}
