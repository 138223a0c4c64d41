// What the complaints of one's reach come to: a period beside the one before, twelve months, what lies there, who is where.
import '../assessments/assessments.css';
import '../calendars/calendars.css';
import './statistics.css';

import { useMemo, useState, type ReactNode } from 'react';

import { useMay, useViewer, useZone } from '../app/viewer';
import { useAsked } from '../graph/asking';
import {
  StatisticsPlacesDocument,
  StatisticsTotalsDocument,
  StatisticsTrendDocument,
  type PartFragment,
  type Role,
  type StatisticsPlacesQuery,
  type StatisticsTotalsQuery,
  type TotalsFragment,
} from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { SelectField } from '../kit/fields';
import { Empty, Notice, Refused, Waiting } from '../kit/Notice';
import { useNow } from '../kit/now';
import { useTitle } from '../kit/title';
import { shownIn } from '../pure/figures';
import { momentOf, plainDay, today } from '../pure/moments';
import { monthName } from '../pure/months';
import { spanOf, twelveMonths, type Choice } from '../pure/periods';
import { useTexts } from '../texts/texts';

const CHOICES: readonly Choice[] = ['MONTH', 'LAST_MONTH', 'YEAR', 'LAST_YEAR'];
/** Whose figures are those of their own unit. */
const OF_A_UNIT: readonly Role[] = ['STAF', 'PENGHUBUNG'];
const MINUTES_A_DAY = 1440;
const COUNTS = ['received', 'responded', 'answered', 'objected', 'overdue', 'handedOver'] as const;
const SHARES = ['onTime', 'followUp', 'prompt'] as const;

type Row = StatisticsTotalsQuery['statistics']['rows'][number];
type Place = StatisticsPlacesQuery['statistics']['rows'][number];

export default function StatisticsPage() {
  const texts = useTexts();
  const t = texts.statistics;
  const zone = useZone();
  const now = today(useNow(), zone);
  const { pemda, position, role } = useViewer();
  const [choice, setChoice] = useState<Choice>('YEAR');
  const span = useMemo(() => spanOf(choice, now), [choice, now]);
  const question = useMemo(() => ({ question: span }), [span]);
  const { data, refusal, again } = useAsked(StatisticsTotalsDocument, question);
  const [row] = data?.statistics.rows ?? [];
  const ofUnit = OF_A_UNIT.includes(role);
  useTitle(t.title);
  return (
    <div className="narrow statistics">
      <h1>{t.title}</h1>
      <p className="lead">{ofUnit ? t.leadUnit(position?.unit?.name ?? '') : t.lead(pemda?.name ?? t.nation)}</p>
      <div className="statistics-tools no-print">
        <SelectField
          bare
          label={t.period}
          value={choice}
          onChange={(next) => setChoice(next as Choice)}
          options={CHOICES.map((one) => [one, t.choices[one]] as const)}
        />
        <Button icon="print" onClick={() => window.print()}>
          {t.print}
        </Button>
      </div>
      {refusal && <Refused refusal={refusal} again={again} />}
      {data === null && !refusal && <Waiting lines={8} />}
      {data !== null && (
        <p className="soft">
          {t.counted(
            plainDay(span.firstDay, texts.locale),
            plainDay(data.statistics.countedUntil, texts.locale),
            momentOf(data.statistics.asOf, texts.locale, zone),
          )}
        </p>
      )}
      {(data?.statistics.uncountedChanges ?? 0) > 0 && (
        <Notice tone="warn">{t.uncounted(data?.statistics.uncountedChanges ?? 0)}</Notice>
      )}
      {data !== null && row === undefined && <Empty icon="chart" title={t.nothing} />}
      {row && <Figures of={row} />}
      <Trend now={now} />
      {row && <Backlog of={row.figures} />}
      {!ofUnit && <Places span={span} />}
    </div>
  );
}

/** How many, as it is written here. */
function useCount(): (value: number) => string {
  const { locale } = useTexts();
  return (value) => shownIn(locale, String(value));
}

function Figures({ of }: { of: Row }) {
  const texts = useTexts();
  const t = texts.statistics;
  const count = useCount();
  const days = (of: TotalsFragment, step: 'firstResponse' | 'closing') => {
    const value = of.durations[step].median?.value;
    return value == null ? '–' : t.days(shownIn(texts.locale, (Number(value) / MINUTES_A_DAY).toFixed(1)));
  };
  const rows: [string, (of: TotalsFragment) => ReactNode][] = [
    ...COUNTS.map((name): [string, (of: TotalsFragment) => ReactNode] => [t.names[name], (one) => count(one[name])]),
    [t.closed, (one) => count(one.closed.total)],
    ...SHARES.map((name): [string, (of: TotalsFragment) => ReactNode] => [
      t.shares[name],
      (one) => <Share of={one[name]} />,
    ]),
    [t.firstResponse, (one) => days(one, 'firstResponse')],
    [t.closing, (one) => days(one, 'closing')],
    [
      t.rating,
      (one) => (one.rating.mean === null ? '–' : `${shownIn(texts.locale, one.rating.mean)} (${count(one.rating.count)})`),
    ],
  ];
  return (
    <section>
      <h2>{t.figures}</h2>
      <div className="table-scroll" role="region" aria-label={t.figures} tabIndex={0}>
        <table className="plain-table statistics-table">
          <thead>
            <tr>
              <th scope="col">{t.what}</th>
              <th scope="col">{t.thisPeriod}</th>
              <th scope="col">{t.before}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, shown]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{shown(of.figures)}</td>
                <td className="soft">{of.previous === null ? '–' : shown(of.previous)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="hint">{t.sharesHint}</p>
    </section>
  );
}

/** A share with how sure it is: the line is its interval, the dot its value. Few cases are not drawn. */
function Share({ of }: { of: PartFragment }) {
  const texts = useTexts();
  const t = texts.statistics;
  const figure = (value: string) => shownIn(texts.locale, value);
  const count = useCount();
  if (of.value === null || of.lower === null || of.upper === null) {
    return '–';
  }
  if (of.tooFew) {
    return (
      <>
        <span className="too-few">{t.tooFew}</span>{' '}
        <span className="soft">{t.outOf(count(of.numerator), count(of.denominator))}</span>
      </>
    );
  }
  const [low, at, high] = [Number(of.lower), Number(of.value), Number(of.upper)];
  return (
    <span className="share">
      <strong>{figure(of.value)} %</strong>
      <svg width={104} height={14} viewBox="-2 0 104 14" aria-hidden="true" className="share-line">
        <line x1={0} x2={100} y1={7} y2={7} className="share-all" />
        <line x1={low} x2={high} y1={7} y2={7} className="share-interval" />
        <circle cx={at} cy={7} r={3.5} className="share-value" />
      </svg>
      <span className="soft">{t.between(figure(of.lower), figure(of.upper), count(of.denominator))}</span>
    </span>
  );
}

function Trend({ now }: { now: string }) {
  const texts = useTexts();
  const t = texts.statistics;
  const variables = useMemo(() => ({ question: { ...twelveMonths(now), by: ['MONTH' as const] } }), [now]);
  const count = useCount();
  const { data } = useAsked(StatisticsTrendDocument, variables);
  const rows = data?.statistics.rows ?? [];
  const most = Math.max(1, ...rows.flatMap(({ figures }) => [figures.received, figures.closed.total]));
  if (rows.length === 0) {
    return null;
  }
  const bar = (value: number, look: string) => (
    <svg width={120} height={10} viewBox="0 0 120 10" aria-hidden="true">
      <rect width={(value / most) * 120} height={10} rx={2} className={look} />
    </svg>
  );
  return (
    <section>
      <h2>{t.trend}</h2>
      <div className="table-scroll" role="region" aria-label={t.trend} tabIndex={0}>
        <table className="plain-table statistics-table">
          <thead>
            <tr>
              <th scope="col">{t.month}</th>
              <th scope="col">{t.names.received}</th>
              <th scope="col">{t.closed}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ firstDay, figures }) => (
              <tr key={firstDay}>
                <th scope="row">{`${monthName(Number(firstDay.slice(5, 7)), texts.locale)} ${firstDay.slice(0, 4)}`}</th>
                <td>
                  <span className="bar">
                    {count(figures.received)} {bar(figures.received, 'bar-received')}
                  </span>
                </td>
                <td>
                  <span className="bar">
                    {count(figures.closed.total)} {bar(figures.closed.total, 'bar-closed')}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Backlog({ of }: { of: Row['figures'] }) {
  const texts = useTexts();
  const t = texts.statistics;
  const count = useCount();
  const { open, overdue, ages } = of.backlog;
  const most = Math.max(1, ...ages.map((age) => age.open));
  return (
    <section>
      <h2>{t.backlog}</h2>
      <p>{t.backlogSum(count(open), count(overdue))}</p>
      <div className="table-scroll" role="region" aria-label={t.backlog} tabIndex={0}>
        <table className="plain-table statistics-table">
          <thead>
            <tr>
              <th scope="col">{t.age}</th>
              <th scope="col">{t.open}</th>
            </tr>
          </thead>
          <tbody>
            {ages.map((age) => (
              <tr key={age.firstDay}>
                <th scope="row">{t.ageOf(age.firstDay, age.lastDay)}</th>
                <td>
                  <span className="bar">
                    {count(age.open)}{' '}
                    <svg width={120} height={10} viewBox="0 0 120 10" aria-hidden="true">
                      <rect width={(age.open / most) * 120} height={10} rx={2} className="bar-open" />
                    </svg>
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Provinces of the nation, pemda of a province, units of a pemda: those directly below. */
function Places({ span }: { span: { firstDay: string; lastDay: string } }) {
  const texts = useTexts();
  const t = texts.statistics;
  const { pemda, role } = useViewer();
  const divides = useMay('statistics:divide');
  const below =
    role === 'NASIONAL' || pemda === null || pemda.level === 'NASIONAL'
      ? 'PROVINCE'
      : pemda.level === 'PROVINSI' && (role === 'INSTANSI' || role === 'OMBUDSMAN')
        ? 'PEMDA'
        : 'UNIT';
  const asked = below !== 'UNIT' || divides;
  const variables = useMemo(
    () =>
      asked
        ? { question: { ...span, by: [below as 'UNIT'], ...(below === 'UNIT' ? {} : { rankBy: 'ON_TIME' as const }) } }
        : null,
    [asked, span, below],
  );
  const { data, refusal, again } = useAsked(StatisticsPlacesDocument, variables);
  const rows = data?.statistics.rows ?? [];
  if (refusal) {
    return <Refused refusal={refusal} again={again} />;
  }
  if (rows.length === 0) {
    return null;
  }
  const sure = rows.filter((row) => !row.figures.onTime.tooFew);
  const few = rows.filter((row) => row.figures.onTime.tooFew);
  const ordered = [...sure].sort((a, b) => Number(b.figures.onTime.value) - Number(a.figures.onTime.value));
  return (
    <section>
      <h2>{t.places[below]}</h2>
      <p className="soft">{t.placesHint}</p>
      <div className="table-scroll" role="region" aria-label={t.places[below]} tabIndex={0}>
        <table className="plain-table statistics-table">
          <thead>
            <tr>
              <th scope="col">{t.place}</th>
              {below !== 'UNIT' && <th scope="col">{t.rank}</th>}
              <th scope="col">{t.shares.onTime}</th>
              <th scope="col">{t.names.received}</th>
              <th scope="col">{t.open}</th>
              <th scope="col">{t.overdueNow}</th>
            </tr>
          </thead>
          <tbody>
            {ordered.map((row) => (
              <PlaceRow key={row.regionCode + (row.unit?.id ?? '')} of={row} ranked={below !== 'UNIT'} />
            ))}
          </tbody>
          {few.length > 0 && (
            <tbody>
              <tr>
                <th scope="rowgroup" colSpan={below === 'UNIT' ? 5 : 6} className="few-head">
                  {t.fewHead}
                </th>
              </tr>
              {few.map((row) => (
                <PlaceRow key={row.regionCode + (row.unit?.id ?? '')} of={row} ranked={below !== 'UNIT'} />
              ))}
            </tbody>
          )}
        </table>
      </div>
    </section>
  );
}

function PlaceRow({ of, ranked }: { of: Place; ranked: boolean }) {
  const t = useTexts().statistics;
  const count = useCount();
  const name = ranked ? (of.region?.name ?? of.regionCode) : (of.unit?.name ?? t.noUnit);
  return (
    <tr>
      <th scope="row">{name}</th>
      {ranked && <td>{of.rank === null ? '–' : t.rankOf(of.rank.best, of.rank.worst, of.rank.of)}</td>}
      <td>
        <Share of={of.figures.onTime} />
      </td>
      <td>{count(of.figures.received)}</td>
      <td>{count(of.figures.backlog.open)}</td>
      <td>{count(of.figures.backlog.overdue)}</td>
    </tr>
  );
}
