// How did twelve months go?
import { useMemo } from 'react';

import { useAsked } from '../graph/asking';
import { StatisticsTrendDocument } from '../graph/generated/graphql';
import { monthName } from '../pure/months';
import { asked, courseOf } from '../pure/questions';
import { useTexts } from '../texts/texts';
import { Bar } from './drawings';
import { Scrolled } from './Scrolled';
import type { Asking } from './useQuestion';

export function Trend({ asking }: { asking: Asking }) {
  const texts = useTexts();
  const t = texts.statistics;
  const { question, terms } = asking;
  const variables = useMemo(
    () => ({ question: { ...asked(question, courseOf(question, terms)), by: ['MONTH' as const] } }),
    [question, terms],
  );
  const { data } = useAsked(StatisticsTrendDocument, variables);
  const rows = data?.statistics.rows ?? [];
  const most = Math.max(1, ...rows.flatMap(({ figures }) => [figures.received, figures.closed.total]));
  if (rows.length === 0) {
    return null;
  }
  return (
    <section>
      <h2>{t.trend}</h2>
      <Scrolled label={t.trend}>
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
                  <Bar of={figures.received} most={most} look="bar-received" />
                </td>
                <td>
                  <Bar of={figures.closed.total} most={most} look="bar-closed" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </section>
  );
}
