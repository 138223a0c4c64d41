// What lies there at the end of the period, and for how long already?
import { useTexts } from '../texts/texts';
import { Bar } from './drawings';
import type { Row } from './Figures';
import { Scrolled } from './Scrolled';
import { useCount } from './useCount';

export function Backlog({ of }: { of: Row['figures'] }) {
  const texts = useTexts();
  const t = texts.statistics;
  const count = useCount();
  const { open, overdue, ages } = of.backlog;
  const most = Math.max(1, ...ages.map((age) => age.open));
  return (
    <section>
      <h2>{t.backlog}</h2>
      <p>{t.backlogSum(count(open), count(overdue))}</p>
      <Scrolled label={t.backlog}>
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
                  <Bar of={age.open} most={most} look="bar-open" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </section>
  );
}
