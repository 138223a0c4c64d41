// Which days count and how long each step may take: read by everybody, set by the desk of the pemda.
import '../clocks/clocks.css';
import '../offices/offices.css';
import './calendars.css';

import { Tabs } from '@mantine/core';
import { useMemo, useState } from 'react';

import { useMay, useViewer, useZone } from '../app/viewer';
import { useAsked } from '../graph/asking';
import { CalendarAlarmsDocument, TimetableDocument } from '../graph/generated/graphql';
import { Notice, Refused, Waiting } from '../kit/Notice';
import { useNow } from '../kit/now';
import { useTitle } from '../kit/title';
import { today } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { CalendarTab } from './CalendarTab';
import { HoursTab } from './HoursTab';
import { LimitsTab } from './LimitsTab';

const NATION = '00';
const NO_VARIABLES = {};

export default function TimesPage() {
  const texts = useTexts();
  const t = texts.times;
  const { pemda } = useViewer();
  const zone = useZone();
  const now = useNow();
  const code = pemda?.code ?? NATION;
  const [year, setYear] = useState(() => Number(today(now, zone).slice(0, 4)));
  const variables = useMemo(() => ({ pemda: code, year }), [code, year]);
  const { data, refusal, again } = useAsked(TimetableDocument, variables);
  // While another year is on its way, everything else stays in sight.
  const [shown, setShown] = useState(data);
  if (data !== null && data !== shown) {
    setShown(data);
  }
  useTitle(t.title);
  const of = (data ?? shown)?.timetable;
  return (
    <div className="narrow times">
      <h1>{t.title}</h1>
      <p className="lead">{t.lead}</p>
      <Alarms />
      {refusal && <Refused refusal={refusal} again={again} />}
      {of === undefined && !refusal && <Waiting lines={10} />}
      {of && (
        <Tabs defaultValue="calendar" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="calendar">{t.calendar}</Tabs.Tab>
            <Tabs.Tab value="hours">{t.hours}</Tabs.Tab>
            <Tabs.Tab value="limits">{t.limits}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="calendar">
            <CalendarTab of={of} year={year} nation={code === NATION} onYear={setYear} onChanged={again} />
          </Tabs.Panel>
          <Tabs.Panel value="hours">
            <HoursTab of={of} onChanged={again} />
          </Tabs.Panel>
          <Tabs.Panel value="limits">
            <LimitsTab of={of} onChanged={again} />
          </Tabs.Panel>
        </Tabs>
      )}
    </div>
  );
}

/** What is missing in the calendars of this year and the next. */
function Alarms() {
  const manages = useMay('timetable:manage');
  const { data } = useAsked(CalendarAlarmsDocument, manages ? NO_VARIABLES : null);
  return (data?.calendarAlarms ?? []).map((alarm) => (
    <Notice key={`${alarm.year} ${String(alarm.national)}`} tone="warn">
      {alarm.message}
    </Notice>
  ));
}
