// Desks at which nobody sits, and who answers for them meanwhile.
import './offices.css';

import { useMemo, useState } from 'react';

import { useViewer, useZone } from '../app/viewer';
import { usePages } from '../kit/usePages';
import { VacanciesDocument, type VacanciesQuery } from '../graph/generated/graphql';
import { Chip } from '../kit/chips';
import { FlagField } from '../kit/fields';
import { Empty, Refused } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { dayOf } from '../pure/moments';
import { useTexts } from '../texts/texts';

const pageOf = (data: VacanciesQuery) => data.vacancies;

export default function VacanciesPage() {
  const texts = useTexts();
  const zone = useZone();
  const { pemda } = useViewer();
  const t = texts.offices;
  const [unanswered, setUnanswered] = useState(false);
  const variables = useMemo(() => ({ includeBelow: true, unanswered }), [unanswered]);
  const { nodes, refusal, loading, again, foot } = usePages(VacanciesDocument, variables, pageOf);
  useTitle(t.vacanciesTitle);
  return (
    <div className="narrow">
      <h1>{t.vacanciesTitle}</h1>
      <p className="lead">{t.vacanciesLead}</p>
      <FlagField label={t.unansweredOnly} value={unanswered} onChange={setUnanswered} />
      {refusal && <Refused refusal={refusal} again={again} />}
      {!loading && !refusal && nodes.length === 0 && <Empty icon="checks" title={t.noVacancies} />}
      <ul className="rows">
        {nodes.map((vacancy) => (
          <li key={vacancy.id} className="row row-still">
            <strong>{vacancy.unit?.name}</strong>
            <span className="soft">
              {vacancy.pemda && vacancy.pemda.code !== pemda?.code && `${vacancy.pemda.name} · `}
              {t.since(dayOf(vacancy.since, texts.locale, zone))}
            </span>
            <span className="chips">
              {vacancy.raisedTo ? (
                <Chip icon="arrowRight">{t.raisedTo(vacancy.raisedTo.name)}</Chip>
              ) : (
                <Chip icon="alert" tone="late">
                  {t.nobody}
                </Chip>
              )}
            </span>
          </li>
        ))}
      </ul>
      {foot}
    </div>
  );
}
