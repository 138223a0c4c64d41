// Units, the positions in them, and who holds those.
import './offices.css';

import { useEffect, useMemo, useState } from 'react';

import { usePages } from '../kit/usePages';
import { OrganisationDocument, type OrganisationQuery } from '../graph/generated/graphql';
import { Icon } from '../kit/icons';
import { Empty, Refused } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { useTexts } from '../texts/texts';
import { UnitPeople } from './UnitPeople';

const pageOf = (data: OrganisationQuery) => data.units;
const PAUSE = 300;

export default function OrganisationPage() {
  const texts = useTexts();
  const t = texts.offices;
  const [text, setText] = useState('');
  const [search, setSearch] = useState('');
  const [unit, setUnit] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSearch(text.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  const variables = useMemo(() => ({ search: search || null }), [search]);
  const { nodes, refusal, loading, again, foot } = usePages(OrganisationDocument, variables, pageOf);
  useTitle(t.organisationTitle);
  return (
    <div className={unit ? 'organisation organisation-open' : 'organisation'}>
      <section className="organisation-side" aria-label={t.organisationTitle}>
        <h1>{t.organisationTitle}</h1>
        <p className="soft">{t.organisationLead}</p>
        <div className="desk-search">
          <Icon name="search" size={16} />
          <input
            type="search"
            value={text}
            maxLength={100}
            aria-label={t.searchUnits}
            placeholder={t.searchUnits}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        {refusal && <Refused refusal={refusal} again={again} />}
        {!loading && !refusal && nodes.length === 0 && <Empty icon="search" title={t.noUnits} />}
        <ul className="tree">
          {nodes.map((one) => (
            <li key={one.id} style={{ paddingInlineStart: search ? 0 : `${Math.min(one.level, 5) * 1.1}rem` }}>
              <button
                type="button"
                className="tree-unit"
                aria-current={unit === one.id ? 'true' : undefined}
                onClick={() => setUnit(one.id)}
              >
                <span>{one.name}</span>
                <span className="soft">
                  {search && one.level > 1 ? one.parent?.name : texts.words.unitKind[one.kind]}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {foot}
      </section>
      <section className="organisation-main">
        {unit ? (
          <UnitPeople key={unit} unit={unit} onBack={() => setUnit(null)} />
        ) : (
          <Empty icon="people" title={t.chooseUnit} />
        )}
      </section>
    </div>
  );
}
