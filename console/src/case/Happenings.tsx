// What happened to a case, newest last: the record that nothing is ever taken from.
import type { HappeningFragment, Role, RuledFragment } from '../graph/generated/graphql';
import { momentOf } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { Ruling } from './Decisions';

type Shown = Pick<HappeningFragment, 'seq' | 'move' | 'toStatus' | 'actorTitle' | 'reason' | 'at'> &
  Partial<Pick<HappeningFragment, 'actorName' | 'checks' | 'fromStatus'>> & { actorRole?: Role };

interface HappeningsProps {
  events: Shown[];
  /** What an event of the Ombudsman says besides its words. */
  decisions?: RuledFragment[];
  zone: string;
}

export function Happenings({ events, decisions = [], zone }: HappeningsProps) {
  const texts = useTexts();
  return (
    <ol className="happened">
      {events.map((event) => (
        <li key={event.seq} className={event.fromStatus !== event.toStatus ? 'happened-turn' : undefined}>
          <p className="happened-what">{texts.words.move[event.move]}</p>
          <p className="happened-who">
            {momentOf(event.at, texts.locale, zone)}
            {event.actorTitle && ` · ${event.actorTitle}`}
            {event.actorName && ` (${event.actorName})`}
          </p>
          {event.move === 'OMBUDSMAN_DECISION' &&
            decisions.filter((one) => one.at === event.at).map((one) => <Ruling key={one.number} of={one} />)}
          {event.reason && <p className="happened-why">{event.reason}</p>}
          {event.checks && event.checks.length > 0 && <Checks checks={event.checks} />}
        </li>
      ))}
    </ol>
  );
}

function Checks({ checks }: { checks: { check: string; result: string }[] }) {
  const texts = useTexts();
  const words: Record<string, string> = {
    ...texts.words.checkResult,
    ...texts.words.nature,
    True: texts.app.yes,
    False: texts.app.no,
  };
  return (
    <details className="checks">
      <summary>{texts.case.checks}</summary>
      <dl>
        {checks.map(({ check, result }) => (
          <div key={check}>
            <dt>{texts.words.check[check] ?? check}</dt>
            <dd>{words[result] ?? (result || '—')}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
