// What do the complaints of the period come to, and what did those of the period before?
import type { ReactNode } from 'react';

import type { StatisticsTotalsQuery, TotalsFragment } from '../graph/generated/graphql';
import { shownIn } from '../pure/figures';
import { useTexts } from '../texts/texts';
import { Share } from './drawings';
import { Scrolled } from './Scrolled';
import { SHARE_FIELDS } from './shares';
import { useCount } from './useCount';

const MINUTES_A_DAY = 1440;
const COUNTS = ['received', 'responded', 'answered', 'objected', 'overdue', 'handedOver'] as const;

export type Row = StatisticsTotalsQuery['statistics']['rows'][number];

export function Figures({ of }: { of: Row }) {
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
    ...SHARE_FIELDS.map((name): [string, (of: TotalsFragment) => ReactNode] => [
      t.shares[name],
      (one) => <Share of={one[name]} />,
    ]),
    [t.firstResponse, (one) => days(one, 'firstResponse')],
    [t.closing, (one) => days(one, 'closing')],
    [
      t.rating,
      (one) =>
        one.rating.mean === null ? '–' : `${shownIn(texts.locale, one.rating.mean)} (${count(one.rating.count)})`,
    ],
  ];
  return (
    <section>
      <h2>{t.figures}</h2>
      <Scrolled label={t.figures}>
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
      </Scrolled>
      <p className="hint">{t.sharesHint}</p>
    </section>
  );
}
