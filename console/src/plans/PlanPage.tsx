// One action plan: its tree, what came of it month by month, its indicators, and the steps that it took.
import '../calendars/calendars.css';
import '../assessments/assessments.css';
import './plans.css';

import { Tabs } from '@mantine/core';
import { useMemo } from 'react';
import { Link, useParams } from 'react-router';

import { useZone } from '../app/viewer';
import { useAsked } from '../graph/asking';
import { OneActionPlanDocument, type OneActionPlanQuery } from '../graph/generated/graphql';
import { ButtonLink } from '../kit/Button';
import { Icon } from '../kit/icons';
import { Empty, Refused, Waiting } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { shownIn } from '../pure/figures';
import { momentOf, plainDay } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { PlanTree } from './PlanTree';
import { RealisationTab } from './RealisationTab';
import { PlanChip } from './signs';

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
      {data && <Shown of={data.actionPlan} />}
    </div>
  );
}

function Shown({ of }: { of: Plan }) {
  const texts = useTexts();
  const t = texts.plans;
  const running = of.status === 'ENACTED' || of.status === 'SUPERSEDED';
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
      {!running && of.step && <p>{t.step(of.step)}</p>}
      <p className="long-text plan-goal">{of.goal}</p>
      <Tabs defaultValue={running ? 'realisation' : 'tree'} keepMounted={false}>
        <Tabs.List>
          {running && <Tabs.Tab value="realisation">{t.realisation}</Tabs.Tab>}
          <Tabs.Tab value="tree">{t.tree}</Tabs.Tab>
          <Tabs.Tab value="indicators">{t.indicators}</Tabs.Tab>
          <Tabs.Tab value="steps">{t.steps}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="realisation">
          <RealisationTab plan={of} />
        </Tabs.Panel>
        <Tabs.Panel value="tree">
          <PlanTree of={of} />
        </Tabs.Panel>
        <Tabs.Panel value="indicators">
          <Indicators of={of} />
        </Tabs.Panel>
        <Tabs.Panel value="steps">
          <Steps of={of} />
        </Tabs.Panel>
      </Tabs>
      <p className="plan-foot">
        <ButtonLink to={`/meja/dokumen?jenis=ACTION_PLAN&objek=${encodeURIComponent(of.id)}`} icon="file">
          {t.askPlan}
        </ButtonLink>
      </p>
    </>
  );
}

function Indicators({ of }: { of: Plan }) {
  const texts = useTexts();
  const t = texts.plans;
  const figure = (value: string | null) => (value === null ? '–' : shownIn(texts.locale, value));
  if (of.indicators.length === 0) {
    return <Empty icon="chart" title={t.noIndicators} />;
  }
  return of.indicators.map((one) => (
    <section key={one.name} className="plan-section" aria-label={one.name}>
      <h2>{one.name}</h2>
      <p className="soft">{t.baseline(one.baselineYear, `${figure(one.baseline)} ${one.unit}`)}</p>
      <div className="table-scroll" role="region" aria-label={one.name} tabIndex={0}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t.year}</th>
              <th scope="col">{t.target}</th>
              <th scope="col">{t.actual}</th>
              <th scope="col">{t.achieved}</th>
            </tr>
          </thead>
          <tbody>
            {one.years.map((year) => (
              <tr key={year.year}>
                <th scope="row">{year.year}</th>
                <td>{figure(year.target)}</td>
                <td>{figure(year.actual)}</td>
                <td>{year.achieved === null ? '–' : `${figure(year.achieved)} %`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  ));
}

function Steps({ of }: { of: Plan }) {
  const texts = useTexts();
  const t = texts.plans;
  const zone = useZone();
  if (of.steps.length === 0) {
    return <Empty icon="clock" title={t.noSteps} />;
  }
  return (
    <ol className="rows">
      {of.steps.map((step) => (
        <li key={step.seq} className="row">
          <strong>{texts.words.planMove[step.move]}</strong>
          {step.note && <span className="long-text">{step.note}</span>}
          {step.parties.map((party) => (
            <span key={party.seat} className="soft">
              {texts.words.planSeat[party.seat]}: {party.office}
            </span>
          ))}
          <span className="soft">
            {step.by}, {momentOf(step.at, texts.locale, zone)}
          </span>
        </li>
      ))}
    </ol>
  );
}
