// What the complaints of one's reach come to: a period beside the one before, twelve months, what lies there, who is where.
import '../assessments/assessments.css';
import '../calendars/calendars.css';
import './statistics.css';

import { useEffect, useId, useMemo, useRef, useState } from 'react';

import { useViewer, useZone } from '../app/viewer';
import { useAsked } from '../graph/asking';
import { StatisticsTotalsDocument, type Role, type StatisticsTotalsQuery } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Empty, Notice, Refused, Waiting } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { momentOf, plainDay } from '../pure/moments';
import { same, wayTo, type Place } from '../pure/places';
import { asked, narrowed, widened } from '../pure/questions';
import { useTexts } from '../texts/texts';
import { Backlog } from './Backlog';
import { Figures, type Row } from './Figures';
import { NarrowedTo, NarrowFields } from './NarrowFields';
import { PeersOfLikeSize } from './Peers';
import { PeriodField } from './PeriodField';
import { Places } from './Places';
import { Trend } from './Trend';
import { useCount } from './useCount';
import { useQuestion, type Asking } from './useQuestion';
import { Way } from './Way';

/** Whose figures are those of their own unit. */
const OF_A_UNIT: readonly Role[] = ['STAF', 'PENGHUBUNG'];

/** What is refused so is refused again, until something else is asked. */
const ABOUT_THE_QUESTION = ['BAD_USER_INPUT', 'NOT_FOUND', 'FORBIDDEN'];

export default function StatisticsPage() {
  const t = useTexts().statistics;
  const asking = useQuestion();
  const { position, role } = useViewer();
  const { question, days, place, seat, level } = asking;
  const variables = useMemo(() => ({ question: asked(question, days) }), [question, days]);
  const { data, refusal, again } = useAsked(StatisticsTotalsDocument, variables);
  const [row] = data?.statistics.rows ?? [];
  const nameOf = useNameOf(asking, row, refusal !== null);
  const ofUnit = OF_A_UNIT.includes(role) && same(place, seat);
  const whole = level === 'PEMDA' && !ofUnit && narrowed(question) === 0;
  // Whoever looks over others compares them first; within one pemda its own figures come first.
  const places = !refusal && !ofUnit && <Places asking={asking} />;
  useTitle(t.title);
  return (
    <div className="narrow statistics">
      {!same(place, seat) && <Way way={wayOf(asking)} asking={asking} nameOf={nameOf} />}
      <Heading place={place} />
      <p className="lead">{ofUnit ? t.leadUnit(position?.unit?.name ?? '') : t.lead(nameOf(place))}</p>
      <Tools asking={asking} />
      <NarrowedTo question={question} />
      {refusal && <Refused refusal={refusal} {...(!ABOUT_THE_QUESTION.includes(refusal.code) && { again })} />}
      {data === null && !refusal && <Waiting lines={8} />}
      {data !== null && <Counted of={data.statistics} from={days.firstDay} />}
      {data !== null && row === undefined && <Empty icon="chart" title={t.nothing} />}
      {row && <Figures of={row} />}
      {row && whole && <PeersOfLikeSize asking={asking} own={row.figures} />}
      {level !== 'PEMDA' && places}
      {!refusal && <Trend asking={asking} />}
      {row && <Backlog of={row.figures} />}
      {level === 'PEMDA' && places}
    </div>
  );
}

/** The way to the present place; to one that is not in the viewer's reach it leads from home at once. */
function wayOf({ place, seat }: Asking): Place[] {
  const way = wayTo(place, seat);
  return way.some((one) => same(one, place)) ? way : [seat, place];
}

/** What a place is called: the viewer knows their own, an answer those on the way to its region. */
function useNameOf({ place, seat }: Asking, row: Row | undefined, refused: boolean): (place: Place) => string {
  const t = useTexts().statistics;
  const { pemda } = useViewer();
  const unknown = (code: string) => (refused ? t.region(code) : '…');
  return (one) => {
    if (same(one, seat)) {
      return pemda?.name ?? t.nation;
    }
    if (!same(one, place)) {
      const above = place.code.includes('.') ? row?.region?.province?.name : row?.region?.name;
      return above ?? unknown(one.code);
    }
    const name = row === undefined ? unknown(one.code) : (row.region?.name ?? t.region(one.code));
    return one.alone ? t.officeAlone(name) : name;
  };
}

/** Whoever went to another place begins to read at its top, with eyes or with ears. */
function Heading({ place }: { place: Place }) {
  const t = useTexts().statistics;
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(place);
  useEffect(() => {
    if (!same(before.current, place)) {
      before.current = place;
      heading.current?.focus({ preventScroll: true });
      heading.current?.parentElement?.scrollIntoView(); // with the way up, which stands above it
    }
  }, [place]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {t.title}
    </h1>
  );
}

function Tools({ asking }: { asking: Asking }) {
  const texts = useTexts();
  const { question, change } = asking;
  const count = narrowed(question);
  const [opened, setOpened] = useState(count > 0);
  const id = useId();
  return (
    <div className="no-print">
      <div className="statistics-tools">
        <PeriodField asking={asking} />
        <Button
          icon="filter"
          aria-expanded={opened}
          aria-controls={id}
          className={count > 0 ? 'btn-on' : undefined}
          onClick={() => setOpened(!opened)}
        >
          {count > 0 ? `${texts.desk.filters} (${count})` : texts.desk.filters}
        </Button>
        {count > 0 && (
          <Button look="quiet" onClick={() => change(widened(question))}>
            {texts.desk.clear}
          </Button>
        )}
        <Button icon="print" onClick={() => window.print()}>
          {texts.statistics.print}
        </Button>
      </div>
      <div id={id} hidden={!opened}>
        {opened && <NarrowFields asking={asking} />}
      </div>
    </div>
  );
}

function Counted({ of, from }: { of: StatisticsTotalsQuery['statistics']; from: string }) {
  const texts = useTexts();
  const t = texts.statistics;
  const zone = useZone();
  const count = useCount();
  return (
    <>
      <p className="soft">
        {t.counted(
          plainDay(from, texts.locale),
          plainDay(of.countedUntil, texts.locale),
          momentOf(of.asOf, texts.locale, zone),
        )}
      </p>
      {of.uncountedChanges > 0 && <Notice tone="warn">{t.uncounted(count(of.uncountedChanges))}</Notice>}
    </>
  );
}
