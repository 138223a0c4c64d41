// The action plans that somebody may see, newest first; a province and the nation see those below as well.
import './plans.css';

import { useMemo } from 'react';
import { Link } from 'react-router';

import { useViewer } from '../app/viewer';
import { ActionPlansDocument, type ActionPlansQuery } from '../graph/generated/graphql';
import { Empty, Refused } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { usePages } from '../kit/usePages';
import { useTexts } from '../texts/texts';
import { PlanChip } from './signs';

const pageOf = (data: ActionPlansQuery) => data.actionPlans;

export default function PlansPage() {
  const texts = useTexts();
  const t = texts.plans;
  const { pemda, role } = useViewer();
  const below = role === 'NASIONAL' || (role === 'INSTANSI' && pemda?.level === 'PROVINSI');
  const variables = useMemo(() => ({ below }), [below]);
  const { nodes, refusal, loading, again, foot } = usePages(ActionPlansDocument, variables, pageOf);
  useTitle(t.title);
  return (
    <div className="narrow plans">
      <h1>{t.title}</h1>
      <p className="lead">{t.lead}</p>
      {refusal && <Refused refusal={refusal} again={again} />}
      {!loading && !refusal && nodes.length === 0 && <Empty icon="flag" title={t.none} hint={t.noneHint} />}
      <ul className="rows">
        {nodes.map((plan) => (
          <li key={plan.id} className="card plan-card">
            <h2>
              <Link to={`/meja/renaksi/${encodeURIComponent(plan.id)}`}>{plan.title}</Link>
            </h2>
            <p className="chips">
              <PlanChip of={plan.status} />
              <span className="soft">
                {below && plan.pemda ? `${plan.pemda.name} · ` : ''}
                {t.years(plan.firstYear, plan.lastYear)} · {t.version(plan.number)}
              </span>
            </p>
            {plan.decree && <p className="soft">{plan.decree}</p>}
          </li>
        ))}
      </ul>
      {foot}
    </div>
  );
}
