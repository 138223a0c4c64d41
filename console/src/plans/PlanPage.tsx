// One action plan: its tree, what came of it month by month, its indicators, and the steps that it took.
import '../calendars/calendars.css';
import '../assessments/assessments.css';
import './plans.css';

import { Modal, Tabs } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';

import { useZone } from '../app/viewer';
import { askingFor } from '../documents/wanted';
import { useAsked } from '../graph/asking';
import { OneActionPlanDocument, type OneActionPlanQuery } from '../graph/generated/graphql';
import { Button, ButtonLink } from '../kit/Button';
import { Icon } from '../kit/icons';
import { Empty, Refused, Waiting } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { useNow } from '../kit/now';
import { momentOf, plainDay, today } from '../pure/moments';
import { openingMonth } from '../pure/tree';
import { useTexts } from '../texts/texts';
import { Chapters } from './Chapters';
import { Indicators } from './Indicators';
import { Monitorings } from './Monitorings';
import { RealisationTab } from './RealisationTab';
import { PlanChip } from './signs';
import { ReviseForm, StepCard } from './StepCard';
import { TreeTab } from './TreeTab';
import { YearReports } from './YearReports';

export type Plan = OneActionPlanQuery['actionPlan'];

export default function PlanPage() {
  const texts = useTexts();
  const t = texts.plans;
  const { id = '' } = useParams();
  const variables = useMemo(() => ({ id }), [id]);
  const { data, refusal, loading, again } = useAsked(OneActionPlanDocument, variables);
  useTitle(data?.actionPlan.title, t.title);
  return (
    <div className="narrow plans plan">
      <Link to="/meja/renaksi" className="crumb">
        <Icon name="arrowLeft" size={16} /> {t.title}
      </Link>
      {refusal && <Refused refusal={refusal} again={again} />}
      {data === null && loading && <Waiting lines={10} />}
      {data && <Shown key={data.actionPlan.id} of={data.actionPlan} again={again} />}
    </div>
  );
}

function Shown({ of, again }: { of: Plan; again: () => void }) {
  const texts = useTexts();
  const t = texts.plans;
  const now = today(useNow(), useZone());
  const [revising, setRevising] = useState(false);
  const running = of.status === 'ENACTED' || of.status === 'SUPERSEDED';
  const planned = useMemo(
    () => of.nodes.flatMap((node) => node.actions.flatMap((action) => action.months)),
    [of.nodes],
  );
  // Where nothing was ever planned by months, the tree is what there is to see.
  const opening = openingMonth(of.firstYear, of.lastYear, now, planned);
  return (
    <>
      <h1>{of.title}</h1>
      <p className="chips plan-chips">
        <PlanChip of={of.status} />
        <span className="soft">
          {of.pemda?.name} · {t.years(of.firstYear, of.lastYear)} · {t.version(of.number)}
        </span>
      </p>
      {of.decree && (
        <p className="soft">
          {of.decree}
          {of.decreedOn && `, ${plainDay(of.decreedOn, texts.locale)}`}
        </p>
      )}
      <p className="long-text plan-goal">{of.goal}</p>
      {!running && <StepCard of={of} onChanged={again} />}
      <Tabs defaultValue={running && opening ? 'realisation' : 'tree'} keepMounted={false}>
        <Tabs.List>
          {running && <Tabs.Tab value="realisation">{t.realisation}</Tabs.Tab>}
          <Tabs.Tab value="tree">{t.tree}</Tabs.Tab>
          <Tabs.Tab value="indicators">{t.indicators}</Tabs.Tab>
          {running && <Tabs.Tab value="monitoring">{t.monitoring}</Tabs.Tab>}
          {running && <Tabs.Tab value="reports">{t.yearReports}</Tabs.Tab>}
          <Tabs.Tab value="chapters">{t.text}</Tabs.Tab>
          <Tabs.Tab value="steps">{t.steps}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="realisation">
          <RealisationTab plan={of} opening={opening} planned={planned} />
        </Tabs.Panel>
        <Tabs.Panel value="tree">
          <TreeTab of={of} onChanged={again} />
        </Tabs.Panel>
        <Tabs.Panel value="indicators">
          <Indicators of={of} onChanged={again} />
        </Tabs.Panel>
        <Tabs.Panel value="monitoring">
          <Monitorings of={of} />
        </Tabs.Panel>
        <Tabs.Panel value="reports">
          <YearReports of={of} />
        </Tabs.Panel>
        <Tabs.Panel value="chapters">
          <Chapters of={of} onChanged={again} />
        </Tabs.Panel>
        <Tabs.Panel value="steps">
          <Steps of={of} />
        </Tabs.Panel>
      </Tabs>
      <div className="plan-foot form-foot">
        <ButtonLink to={askingFor('ACTION_PLAN', of.id)} icon="file">
          {t.askPlan}
        </ButtonLink>
        {of.viewerCan.includes('REVISE') && (
          <Button icon="pen" onClick={() => setRevising(true)}>
            {t.deeds.REVISE}
          </Button>
        )}
      </div>
      <Modal
        opened={revising}
        onClose={() => setRevising(false)}
        size="lg"
        title={t.deeds.REVISE}
        closeButtonProps={{ 'aria-label': texts.app.close }}
      >
        <ReviseForm of={of} />
      </Modal>
    </>
  );
}

function Steps({ of }: { of: Plan }) {
  const texts = useTexts();
  const t = texts.plans;
  const zone = useZone();
  return (
    <div className="plan-tab">
      {of.steps.length === 0 && <Empty icon="clock" title={t.noSteps} />}
      <ol className="rows">
        {of.steps.map((step) => (
          <li key={step.seq} className="row">
            <strong>{texts.words.planMove[step.move]}</strong>
            {step.note && <span className="long-text">{step.note}</span>}
            {step.parties.map((party, at) => (
              <span key={at} className="soft">
                {texts.words.planSeat[party.seat]}: {party.office}
              </span>
            ))}
            <span className="soft">
              {step.by}, {momentOf(step.at, texts.locale, zone)}
            </span>
          </li>
        ))}
      </ol>
      {of.versions.length > 1 && (
        <>
          <h2>{t.versions}</h2>
          <ul className="rows">
            {of.versions.map((one) => (
              <li key={one.id} className="row">
                <Link to={`/meja/renaksi/${encodeURIComponent(one.id)}`} aria-current={one.id === of.id || undefined}>
                  {t.versionOf(one.number, one.title)}
                </Link>
                <span className="chips">
                  <PlanChip of={one.status} />
                  {one.id === of.id && <span className="soft">{t.thisVersion}</span>}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
