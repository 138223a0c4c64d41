// The action plans that somebody may see, newest first; a province and the nation see those below as well.
import './plans.css';

import { Modal } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';

import { useMay, useViewer, useZone } from '../app/viewer';
import { ActionPlansDocument, type ActionPlansQuery } from '../graph/generated/graphql';
import { Button, ButtonLink } from '../kit/Button';
import { Empty, Refused } from '../kit/Notice';
import { useNow } from '../kit/now';
import { useTitle } from '../kit/title';
import { usePages } from '../kit/usePages';
import { today } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { DraftPlanForm } from './DraftPlanForm';
import { PlanChip } from './signs';

const pageOf = (data: ActionPlansQuery) => data.actionPlans;

export default function PlansPage() {
  const texts = useTexts();
  const t = texts.plans;
  const { pemda, role } = useViewer();
  const navigate = useNavigate();
  const drafts = useMay('action_plan:draft') && pemda !== null;
  const scales = useMay('predikat_scale:read') && pemda !== null;
  const [query, setQuery] = useSearchParams();
  const from = Number(query.get('penilaian')) || null;
  const [drafting, setDrafting] = useState(from !== null);
  const thisYear = Number(today(useNow(), useZone()).slice(0, 4));
  const below = role === 'NASIONAL' || (role === 'INSTANSI' && pemda?.level === 'PROVINSI');
  const variables = useMemo(() => ({ below }), [below]);
  const { nodes, refusal, loading, again, foot } = usePages(ActionPlansDocument, variables, pageOf);
  useTitle(t.title);
  return (
    <div className="narrow plans">
      <h1>{t.title}</h1>
      <p className="lead">{t.lead}</p>
      <div className="form-foot plans-tools">
        {drafts && (
          <Button look="primary" icon="plus" onClick={() => setDrafting(true)}>
            {t.draftPlan}
          </Button>
        )}
        {scales && (
          <ButtonLink icon="scales" to="/meja/renaksi/skala">
            {t.scales}
          </ButtonLink>
        )}
      </div>
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
      <Modal
        opened={drafting && drafts}
        onClose={() => {
          setDrafting(false);
          setQuery({}, { replace: true });
        }}
        size="lg"
        title={t.draftPlan}
        closeButtonProps={{ 'aria-label': texts.app.close }}
      >
        <DraftPlanForm
          thisYear={thisYear}
          from={from}
          onDone={(id) => void navigate(`/meja/renaksi/${encodeURIComponent(id)}`)}
        />
      </Modal>
    </div>
  );
}
