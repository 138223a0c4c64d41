// What proposed limits would do to the deadlines that run now: figures, then the cases that would move.
import { Link } from 'react-router';

import { useZone } from '../app/viewer';
import type { RehearseLimitsQuery } from '../graph/generated/graphql';
import { dayOf } from '../pure/moments';
import { useTexts } from '../texts/texts';

type Rehearsed = RehearseLimitsQuery['rehearseLimits'];
const FIGURES = ['open', 'earlier', 'later', 'unchanged', 'paused', 'overdueAtOnce'] as const;

export function Rehearsal({ of }: { of: Rehearsed }) {
  const texts = useTexts();
  const t = texts.rehearsal;
  return (
    <section className="card rehearsal" aria-labelledby="rehearsal-title" role="status">
      <h3 id="rehearsal-title">{t.title}</h3>
      <p className="soft">{t.lead}</p>
      <dl className="figures">
        {FIGURES.map((name) => (
          <div key={name} className={name === 'overdueAtOnce' && of[name] > 0 ? 'figure-late' : undefined}>
            <dt>{t.figures[name]}</dt>
            <dd>{of[name]}</dd>
          </div>
        ))}
      </dl>
      {of.notExamined > 0 && <p className="hint">{t.notExamined(of.notExamined)}</p>}
      {of.clocks.length === 0 ? <p>{t.none}</p> : <Moved of={of} />}
    </section>
  );
}

function Moved({ of }: { of: Rehearsed }) {
  const texts = useTexts();
  const zone = useZone();
  const t = texts.rehearsal;
  const day = (at: string) => dayOf(at, texts.locale, zone);
  return (
    <>
      <p>{t.first(of.clocks.length)}</p>
      <div className="table-scroll" role="region" aria-label={t.title} tabIndex={0}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t.report}</th>
              <th scope="col">{t.now}</th>
              <th scope="col">{t.then}</th>
            </tr>
          </thead>
          <tbody>
            {of.clocks.map((one, index) => (
              <tr key={index}>
                <th scope="row">
                  {one.complaint ? (
                    <Link to={`/meja/laporan/${one.complaint.trackingCode}`} target="_blank">
                      {one.complaint.title}
                    </Link>
                  ) : (
                    t.hidden
                  )}
                  <span className="soft rehearsal-clock">{texts.words.clock[one.clock]}</span>
                </th>
                <td>{day(one.dueAt)}</td>
                <td className={one.wouldBeDueAt < one.dueAt ? 'rehearsal-earlier' : undefined}>
                  <span aria-hidden="true">{one.wouldBeDueAt < one.dueAt ? '↑ ' : '↓ '}</span>
                  {day(one.wouldBeDueAt)}
                  <span className="visually-hidden">
                    {' '}
                    ({one.wouldBeDueAt < one.dueAt ? t.figures.earlier : t.figures.later})
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
