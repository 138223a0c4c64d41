// How does one pemda stand beside those of like size in the whole nation?
import { useMemo } from 'react';

import { useAsked } from '../graph/asking';
import {
  StatisticsPeersDocument,
  type PartFragment,
  type QuartilesFragment,
  type StatisticsPeersQuery,
  type TotalsFragment,
} from '../graph/generated/graphql';
import { Refused } from '../kit/Notice';
import { shownIn } from '../pure/figures';
import { standing } from '../pure/peers';
import { asked } from '../pure/questions';
import { useTexts } from '../texts/texts';
import { Share } from './drawings';
import { Scrolled } from './Scrolled';
import { SHARE_FIELDS } from './shares';
import { useCount } from './useCount';
import type { Asking } from './useQuestion';

type Peers = StatisticsPeersQuery['statistics']['rows'][number]['peers'];

/** Of all complaints of one pemda alone: the service sums up no other peers. */
export function PeersOfLikeSize({ asking, own }: { asking: Asking; own: TotalsFragment }) {
  const t = useTexts().statistics;
  const { question, days } = asking;
  const variables = useMemo(() => ({ question: asked(question, days) }), [question, days]);
  const { data, refusal, again } = useAsked(StatisticsPeersDocument, variables);
  const [row] = data?.statistics.rows ?? [];
  if (refusal) {
    return <Refused refusal={refusal} again={again} />;
  }
  if (!row?.size) {
    return null;
  }
  const peers = row.peers;
  return (
    <section>
      <h2>{t.peers}</h2>
      <p className="soft">{t.peersOf(t.sizes[row.size])}</p>
      {peers === null || SHARE_FIELDS.every((name) => peers[name] === null) ? (
        <p>{t.fewPeers}</p>
      ) : (
        <PeersTable own={own} peers={peers} />
      )}
    </section>
  );
}

function PeersTable({ own, peers }: { own: TotalsFragment; peers: NonNullable<Peers> }) {
  const t = useTexts().statistics;
  return (
    <>
      <Scrolled label={t.peers}>
        <table className="plain-table statistics-table">
          <thead>
            <tr>
              <th scope="col">{t.what}</th>
              <th scope="col">{t.here}</th>
              <th scope="col">{t.peersColumn}</th>
            </tr>
          </thead>
          <tbody>
            {SHARE_FIELDS.map((name) => (
              <tr key={name}>
                <th scope="row">{t.shares[name]}</th>
                <td>
                  <Share of={own[name]} />
                </td>
                <td>
                  <Beside own={own[name]} of={peers[name]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      <p className="hint">{t.peersHint}</p>
    </>
  );
}

/** The quartiles in words, and where one's own share lies among them. */
function Beside({ own, of }: { own: PartFragment; of: QuartilesFragment | null }) {
  const texts = useTexts();
  const t = texts.statistics;
  const count = useCount();
  const figure = (value: string) => shownIn(texts.locale, value);
  if (of === null) {
    return t.fewPeers;
  }
  const stands = standing(own, of);
  return (
    <span className="peers">
      <span className="share">
        <strong>{t.median(figure(of.median))}</strong>
        <QuartilesLine of={of} own={stands === null ? null : own.value} />
        <span className="soft">{t.quartiles(figure(of.lower), figure(of.upper), count(of.pemda))}</span>
      </span>
      {stands !== null && <span>{t.standing[stands]}</span>}
    </span>
  );
}

/** The box is the middle half of the pemda, the bar in it their median, the dot one's own share. */
function QuartilesLine({ of, own }: { of: QuartilesFragment; own: string | null }) {
  const [lower, median, upper] = [Number(of.lower), Number(of.median), Number(of.upper)];
  return (
    <svg width={108} height={16} viewBox="-4 0 108 16" aria-hidden="true" className="share-line">
      <line x1={0} x2={100} y1={8} y2={8} className="share-all" />
      <rect x={lower} y={3} width={Math.max(1, upper - lower)} height={10} rx={2} className="peers-half" />
      <line x1={median} x2={median} y1={1} y2={15} className="peers-median" />
      {own !== null && <circle cx={Number(own)} cy={8} r={3.5} className="share-value" />}
    </svg>
  );
}
