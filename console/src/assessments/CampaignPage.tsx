// One assessment: where it is, what comes next, its units, what it came to, and its papers.
import '../calendars/calendars.css';
import '../offices/offices.css';
import './assessments.css';

import { Tabs } from '@mantine/core';
import { useMemo } from 'react';
import { Link, useParams } from 'react-router';

import { useAsked } from '../graph/asking';
import { OneAssessmentDocument, type AssessmentStatus, type CampaignFragment } from '../graph/generated/graphql';
import { only } from '../graph/nodes';
import { Icon } from '../kit/icons';
import { Empty, Refused, Waiting } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { plainDay } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { GeneralTab } from './GeneralTab';
import { MinutesTab } from './MinutesTab';
import { NextStep } from './NextStep';
import { PrioritiesTab } from './PrioritiesTab';
import { ResultTab } from './ResultTab';
import { UnitsTab } from './UnitsTab';

const STAGES: readonly AssessmentStatus[] = ['DRAFT', 'OPEN', 'CHECKING', 'FINALISED'];

export default function CampaignPage() {
  const texts = useTexts();
  const t = texts.assessments;
  const { id = '' } = useParams();
  const variables = useMemo(() => ({ id }), [id]);
  const { data, refusal, loading, again } = useAsked(OneAssessmentDocument, variables);
  const of = only(data?.node);
  useTitle(of ? t.ofYear(of.year) : t.title);
  return (
    <div className="narrow assessments">
      <Link to="/meja/penilaian" className="crumb">
        <Icon name="arrowLeft" size={16} /> {t.title}
      </Link>
      {refusal && <Refused refusal={refusal} again={again} />}
      {of === null && loading && <Waiting lines={10} />}
      {of === null && !loading && !refusal && <Empty icon="search" title={t.notFound} hint={t.notFoundHint} />}
      {of && <Shown of={of} again={again} />}
    </div>
  );
}

function Shown({ of, again }: { of: CampaignFragment; again: () => void }) {
  const texts = useTexts();
  const t = texts.assessments;
  const sees = of.viewerCan.includes('READ_RESULT') && of.result !== null;
  return (
    <>
      <h1>{t.ofYear(of.year)}</h1>
      <p className="lead">
        {of.pemda?.name} · {of.questionSet.name}
        <span className="campaign-when">
          {t.period(plainDay(of.firstDay, texts.locale), plainDay(of.lastDay, texts.locale))}
        </span>
      </p>
      <ol className="stages" aria-label={t.stage}>
        {STAGES.map((stage, at) => (
          <li
            key={stage}
            aria-current={stage === of.status ? 'step' : undefined}
            className={at < STAGES.indexOf(of.status) ? 'stage stage-done' : 'stage'}
          >
            <Icon name={at < STAGES.indexOf(of.status) || of.status === 'FINALISED' ? 'check' : 'clock'} size={15} />
            {texts.words.assessment[stage]}
          </li>
        ))}
      </ol>
      <NextStep of={of} onChanged={again} />
      <Tabs defaultValue="units" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="units">
            {t.units} <span className="tab-figure">{of.sheets.length}</span>
          </Tabs.Tab>
          {sees && (
            <>
              <Tabs.Tab value="result">{t.result}</Tabs.Tab>
              <Tabs.Tab value="general">{t.general}</Tabs.Tab>
              <Tabs.Tab value="priorities">{t.priorities}</Tabs.Tab>
              <Tabs.Tab value="minutes">{t.minutes}</Tabs.Tab>
            </>
          )}
        </Tabs.List>
        <Tabs.Panel value="units">
          <UnitsTab of={of} onChanged={again} />
        </Tabs.Panel>
        <Tabs.Panel value="result">
          <ResultTab of={of} />
        </Tabs.Panel>
        <Tabs.Panel value="general">
          <GeneralTab of={of} onChanged={again} />
        </Tabs.Panel>
        <Tabs.Panel value="priorities">
          <PrioritiesTab of={of} onChanged={again} />
        </Tabs.Panel>
        <Tabs.Panel value="minutes">
          <MinutesTab of={of} onChanged={again} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
