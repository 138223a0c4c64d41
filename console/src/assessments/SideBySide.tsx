// Several pemda in one table: where each is, and what it came to in every category.
import { Link } from 'react-router';

import type { CampaignLineFragment } from '../graph/generated/graphql';
import { shownIn } from '../pure/figures';
import { useTexts } from '../texts/texts';
import { campaignPath } from './paths';
import { StageChip } from './signs';

export function SideBySide({ of }: { of: readonly CampaignLineFragment[] }) {
  const texts = useTexts();
  const t = texts.assessments;
  const columns = columnsOf(of);
  return (
    <>
      <p className="hint scores-hint">{t.sideBySideHint}</p>
      <div className="table-scroll scores-scroll" role="region" aria-label={t.sideBySide} tabIndex={0}>
        <table className="plain-table scores">
          <caption className="visually-hidden">{t.sideBySide}</caption>
          <thead>
            <tr>
              <th scope="col">{t.pemda}</th>
              <th scope="col">{t.stage}</th>
              <th scope="col" className="scores-figure">
                {t.units}
              </th>
              {columns.map(([code, name]) => (
                <th key={code} scope="col" className="scores-figure">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {of.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  <Link to={campaignPath(one.id)}>
                    {one.pemda?.name} {one.year}
                  </Link>
                </th>
                <td>
                  <StageChip of={one.status} />
                </td>
                <td className="scores-figure">{one.result?.unitCount ?? 0}</td>
                {columns.map(([code]) => (
                  <Cell key={code} of={one} code={code} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Cell({ of, code }: { of: CampaignLineFragment; code: string }) {
  const texts = useTexts();
  const found = of.result?.categories.find((one) => one.category.code === code);
  if (found === undefined) {
    return <td className="scores-figure soft">–</td>;
  }
  return (
    <td className={found.place === 1 ? 'scores-figure scores-first' : 'scores-figure'}>
      {shownIn(texts.locale, found.score.shown)}{' '}
      <span className="soft">
        (<span className="visually-hidden">{texts.assessments.place} </span>
        {found.place})
      </span>
    </td>
  );
}

/** The categories of all of them, each once, in the order in which documents list them. */
function columnsOf(of: readonly CampaignLineFragment[]): [string, string][] {
  const names = new Map<string, string>();
  for (const { questionSet } of of) {
    for (const { code, name } of questionSet.categories) {
      if (!names.has(code)) {
        names.set(code, name);
      }
    }
  }
  return [...names];
}
