// What an assessment came to: the categories by urgency, every unit beside its mean, and who was trained.
import { Link } from 'react-router';

import { askingFor } from '../documents/wanted';
import { ButtonLink } from '../kit/Button';
import { Empty, Notice } from '../kit/Notice';
import type { CampaignFragment, OutcomeFragment } from '../graph/generated/graphql';
import { shownIn } from '../pure/figures';
import { useTexts } from '../texts/texts';
import { campaignPath, sheetPath } from './paths';

const HIGHEST = 4;

export function ResultTab({ of }: { of: CampaignFragment }) {
  const texts = useTexts();
  const t = texts.assessments;
  const result = of.result;
  if (result === null || result.categories.length === 0) {
    return <Empty icon="chart" title={t.noResult} hint={t.noResultHint} />;
  }
  return (
    <div className="result">
      {!result.frozen && <Notice>{t.provisional(result.unitCount)}</Notice>}
      <h2>{t.byUrgency}</h2>
      <p className="soft">{t.byUrgencyHint}</p>
      <Urgency of={result} />
      <h2>{t.perUnit}</h2>
      <PerUnit of={of} result={result} />
      <h2>{t.trained}</h2>
      <Trained of={result} />
      <ButtonLink to={askingFor('ASSESSMENT_MATRIX', of.id)} icon="file">
        {t.askMatrix}
      </ButtonLink>
      <ButtonLink to={`${campaignPath(of.id)}/selisih`} icon="scales">
        {t.discrepancies}
      </ButtonLink>
    </div>
  );
}

function Urgency({ of }: { of: OutcomeFragment }) {
  const texts = useTexts();
  const t = texts.assessments;
  return (
    <>
      <ol className="urgency">
        {of.categories.map((one) => (
          <li key={one.category.code}>
            <span className="urgency-place">
              <span className="visually-hidden">{t.place} </span>
              {one.place}
            </span>
            <span className="urgency-name">
              {one.category.name}
              {one.tied && <span className="soft"> · {t.tied}</span>}
              {!one.certain && <span className="soft"> · {t.uncertain}</span>}
            </span>
            <span className="urgency-bar" aria-hidden="true">
              <span style={{ width: `${(Number(one.score.shown) / HIGHEST) * 100}%` }} />
            </span>
            <strong className="urgency-score">{shownIn(texts.locale, one.score.shown)}</strong>
          </li>
        ))}
      </ol>
      {of.categories.some((one) => !one.certain) && <p className="hint">{t.uncertainHint}</p>}
    </>
  );
}

function PerUnit({ of, result }: { of: CampaignFragment; result: OutcomeFragment }) {
  const texts = useTexts();
  const t = texts.assessments;
  const columns = of.questionSet.categories;
  const scoreOf = (scores: readonly { category: { code: string }; score: { shown: string } }[], code: string) => {
    const found = scores.find((one) => one.category.code === code);
    return found ? shownIn(texts.locale, found.score.shown) : '–';
  };
  return (
    <div className="table-scroll scores-scroll" role="region" aria-label={t.perUnit} tabIndex={0}>
      <table className="plain-table scores">
        <thead>
          <tr>
            <th scope="col">{t.unit}</th>
            {columns.map((category) => (
              <th key={category.code} scope="col" className="scores-figure">
                {category.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {result.units.map((unit) => (
            <tr key={unit.sheet}>
              <th scope="row">
                <Link to={sheetPath(of.id, unit.sheet)}>{unit.unitName}</Link>
              </th>
              {columns.map(({ code }) => (
                <td key={code} className="scores-figure">
                  {scoreOf(unit.scores, code)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.mean(result.unitCount)}</th>
            {columns.map(({ code }) => (
              <td key={code} className="scores-figure">
                {scoreOf(result.categories, code)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Trained({ of }: { of: OutcomeFragment }) {
  const texts = useTexts();
  const t = texts.assessments;
  return (
    <ul className="trained">
      {of.training.map((one) => (
        <li key={one.topic ?? 'ANY'}>
          <span>{one.topic ? texts.words.training[one.topic] : t.anyTraining}</span>
          <strong>{one.share ? `${shownIn(texts.locale, one.share.shown)} %` : '–'}</strong>
          <span className="soft">{t.trainedOf(one.trained, one.personnel)}</span>
        </li>
      ))}
    </ul>
  );
}
