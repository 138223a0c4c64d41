// Twelve months as on a wall calendar. Days off differ by colour and by a mark, and are named in the list below.
import type { DayOffKind, TimesFragment, Weekday } from '../graph/generated/graphql';
import { useZone } from '../app/viewer';
import { useNow } from '../kit/now';
import { today } from '../pure/moments';
import { monthsOf } from '../pure/months';
import { useTexts } from '../texts/texts';

type Calendar = TimesFragment['calendar'];
const WEEK: readonly Weekday[] = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const FACE: Record<DayOffKind, string> = {
  NATIONAL_HOLIDAY: 'national',
  CUTI_BERSAMA: 'joint',
  LOCAL_HOLIDAY: 'local',
  EMERGENCY: 'emergency',
};

export function YearCalendar({ calendar }: { calendar: Calendar }) {
  const texts = useTexts();
  const now = today(useNow(), useZone());
  const works = new Set(calendar.officeHours.map((one) => one.weekday));
  const off = new Map(calendar.daysOff.map((one) => [one.day, one]));
  const nameOf = (month: number) =>
    new Intl.DateTimeFormat(texts.locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(calendar.year, month, 1));
  return (
    <>
      <div className="year">
        {monthsOf(calendar.year).map(({ month, weeks }) => (
          <table key={month} className="month">
            <caption>{nameOf(month)}</caption>
            <thead>
              <tr>
                {WEEK.map((day) => (
                  <th key={day} scope="col">
                    <span aria-hidden="true">{texts.words.weekday[day].slice(0, 2)}</span>
                    <span className="visually-hidden">{texts.words.weekday[day]}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeks.map((week, row) => (
                <tr key={row}>
                  {week.map((day, column) => {
                    if (day === null) {
                      return <td key={column} />;
                    }
                    const found = off.get(day);
                    const weekday = WEEK[column];
                    const face = found
                      ? `month-off month-${FACE[found.kind]}`
                      : weekday && !works.has(weekday)
                        ? 'month-rest'
                        : '';
                    return (
                      <td
                        key={day}
                        className={face}
                        aria-current={day === now ? 'date' : undefined}
                        title={found?.name}
                      >
                        {Number(day.slice(8))}
                        {found && <span className="visually-hidden">: {found.name}</span>}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
      <ul className="strip-legend">
        {Object.entries(FACE).map(([kind, face]) => (
          <li key={kind}>
            <span className={`month-sample month-off month-${face}`} aria-hidden="true" />
            {texts.words.dayOff[kind as DayOffKind]}
          </li>
        ))}
      </ul>
    </>
  );
}
