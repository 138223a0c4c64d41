// Who is where? Provinces or pemda of the nation, pemda of a province, units of a pemda: those directly below.
import { useMemo, useState } from 'react';
import { Link } from 'react-router';

import { useAsked } from '../graph/asking';
import { StatisticsPlacesDocument, type StatisticsPlacesQuery } from '../graph/generated/graphql';
import { SelectField } from '../kit/fields';
import { Refused, Waiting } from '../kit/Notice';
import { placeOfRow } from '../pure/places';
import { asked, belowOf, SHARES } from '../pure/questions';
import { useTexts } from '../texts/texts';
import { Share } from './drawings';
import { Scrolled } from './Scrolled';
import { FIELD_OF } from './shares';
import { useCount } from './useCount';
import type { Asking } from './useQuestion';

type Row = StatisticsPlacesQuery['statistics']['rows'][number];
type Below = NonNullable<ReturnType<typeof belowOf>>;

export function Places({ asking }: { asking: Asking }) {
  const t = useTexts().statistics;
  const { question, days, level, divides } = asking;
  const below = belowOf(level, question.everyPemda, divides);
  if (below === null) {
    return null;
  }
  return (
    <section>
      <h2>{t.places[below]}</h2>
      <Order asking={asking} />
      <PlacesBelow key={below + JSON.stringify(asked(question, days))} asking={asking} below={below} />
    </section>
  );
}

function PlacesBelow({ asking, below }: { asking: Asking; below: Below }) {
  const texts = useTexts();
  const t = texts.statistics;
  const { question, days } = asking;
  const ranked = below !== 'UNIT';
  const variables = useMemo(
    () => ({ question: { ...asked(question, days), by: [below], ...(ranked ? { rankBy: question.rankBy } : {}) } }),
    [question, days, below, ranked],
  );
  const { data, refusal, again } = useAsked(StatisticsPlacesDocument, variables);
  // Every answer has all three shares: another order needs nothing new but the ranks, and the page need not jump.
  const [last, setLast] = useState(data);
  if (data !== null && data !== last) {
    setLast(data);
  }
  const share = FIELD_OF[question.rankBy];
  const rows = (data ?? last)?.statistics.rows ?? [];
  const few = rows.filter((row) => row.figures[share].tooFew);
  const ordered = rows
    .filter((row) => !row.figures[share].tooFew)
    .sort((a, b) => Number(b.figures[share].value) - Number(a.figures[share].value));
  const line = (row: Row) => (
    <PlaceRow
      key={row.regionCode + (row.unit?.id ?? '')}
      of={data === null ? { ...row, rank: null } : row}
      below={below}
      asking={asking}
    />
  );
  return (
    <>
      {refusal && <Refused refusal={refusal} again={again} />}
      {rows.length === 0 && data === null && !refusal && <Waiting lines={6} />}
      {data !== null && rows.length === 0 && <p className="soft">{t.noPlaces}</p>}
      {rows.length > 0 && (
        <>
          {ranked && <p className="soft">{t.placesHint}</p>}
          <Scrolled label={t.places[below]}>
            <table className="plain-table statistics-table">
              <thead>
                <tr>
                  <th scope="col">{t.place}</th>
                  {ranked && <th scope="col">{t.rank}</th>}
                  <th scope="col">{t.shares[share]}</th>
                  <th scope="col">{t.names.received}</th>
                  <th scope="col">{t.open}</th>
                  <th scope="col">{t.overdueNow}</th>
                </tr>
              </thead>
              <tbody>{ordered.map(line)}</tbody>
              {few.length > 0 && (
                <tbody>
                  <tr>
                    <th scope="rowgroup" colSpan={ranked ? 6 : 5} className="few-head">
                      {t.fewHead}
                    </th>
                  </tr>
                  {few.map(line)}
                </tbody>
              )}
            </table>
          </Scrolled>
        </>
      )}
    </>
  );
}

/** By which share the places stand in their order, and how finely the nation is divided. */
function Order({ asking }: { asking: Asking }) {
  const t = useTexts().statistics;
  const { question, level, change } = asking;
  return (
    <div className="statistics-tools no-print">
      <SelectField
        bare
        label={t.order}
        value={question.rankBy}
        onChange={(next) => change({ ...question, rankBy: SHARES.find((one) => one === next) ?? 'ON_TIME' })}
        options={SHARES.map((one) => [one, t.shares[FIELD_OF[one]]] as const)}
      />
      {level === 'NATION' && (
        <SelectField
          bare
          label={t.compared}
          value={question.everyPemda ? 'PEMDA' : 'PROVINCE'}
          onChange={(next) => change({ ...question, everyPemda: next === 'PEMDA' })}
          options={[
            ['PROVINCE', t.everyProvince],
            ['PEMDA', t.everyPemda],
          ]}
        />
      )}
    </div>
  );
}

function PlaceRow({ of, below, asking }: { of: Row; below: Below; asking: Asking }) {
  const t = useTexts().statistics;
  const count = useCount();
  const { figures, rank } = of;
  return (
    <tr>
      <th scope="row">
        {below === 'UNIT' ? (of.unit?.name ?? t.noUnit) : <Region of={of} by={below} asking={asking} />}
      </th>
      {below !== 'UNIT' && (
        <td>{rank === null ? '–' : t.rankOf(count(rank.best), count(rank.worst), count(rank.of))}</td>
      )}
      <td>
        <Share of={figures[FIELD_OF[asking.question.rankBy]]} />
      </td>
      <td>{count(figures.received)}</td>
      <td>{count(figures.backlog.open)}</td>
      <td>{count(figures.backlog.overdue)}</td>
    </tr>
  );
}

/** Leads to the figures of the region; all of a list lie in the viewer's reach. */
function Region({ of, by, asking }: { of: Row; by: 'PROVINCE' | 'PEMDA'; asking: Asking }) {
  const t = useTexts().statistics;
  const place = placeOfRow(of.regionCode, by);
  const name = of.region?.name ?? of.regionCode;
  return <Link to={asking.hrefOf(place)}>{place.alone ? t.officeAlone(name) : name}</Link>;
}
