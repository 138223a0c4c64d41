// What comes next in an assessment, what is still missing for it, and the buttons of whoever leads it.
import { Modal } from '@mantine/core';
import { useState } from 'react';

import { useMay, useOwner, useViewer, useZone } from '../app/viewer';
import { MoveForm } from '../forms/MoveForm';
import type { FieldSpec } from '../forms/spec';
import {
  FinaliseAssessmentDocument,
  OpenAssessmentDocument,
  ReopenAssessmentDocument,
  StartCheckingDocument,
  type CampaignFragment,
} from '../graph/generated/graphql';
import { Button, ButtonLink } from '../kit/Button';
import { Icon, type IconName } from '../kit/icons';
import { Notice } from '../kit/Notice';
import { useToast } from '../kit/toasts';
import { dayOf } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { isSettled } from './stages';

const DOCUMENTS = {
  open: OpenAssessmentDocument,
  startChecking: StartCheckingDocument,
  reopen: ReopenAssessmentDocument,
  finalise: FinaliseAssessmentDocument,
} as const;
const SIGN: Record<Step, IconName> = { open: 'play', startChecking: 'eye', reopen: 'back', finalise: 'checks' };
const NO_FIELDS: FieldSpec[] = [];

type Step = keyof typeof DOCUMENTS;

interface OfCampaign {
  of: CampaignFragment;
  onChanged: () => void;
}

export function NextStep({ of, onChanged }: OfCampaign) {
  const texts = useTexts();
  const t = texts.assessments;
  const zone = useZone();
  const [asked, setAsked] = useState<Step | null>(null);
  const missing = missingOf(of);
  const { pemda } = useViewer();
  const drafts = useMay('action_plan:draft') && pemda !== null && pemda.code === of.pemda?.code;
  if (of.status === 'FINALISED') {
    const at = of.finalisedAt ? dayOf(of.finalisedAt, texts.locale, zone) : '';
    return (
      <Notice
        tone="good"
        action={
          drafts && (
            <ButtonLink small icon="flag" to={`/meja/renaksi?penilaian=${of.year}`}>
              {t.draftPlan}
            </ButtonLink>
          )
        }
      >
        {t.isFinal(of.finalisedTitle, at)}
      </Notice>
    );
  }
  if (!of.viewerCan.includes('MANAGE')) {
    return null;
  }
  const steps = stepsOf(of);
  return (
    <section className="card next-step" aria-labelledby="next-step">
      <h2 id="next-step">{t.next[of.status]}</h2>
      <p className="soft">{t.nextHint[of.status]}</p>
      {of.status === 'CHECKING' && (
        <ul className="next-list">
          {missing.map(([name, done]) => (
            <li key={name} className={done ? 'next-done' : undefined}>
              <Icon name={done ? 'check' : 'clock'} size={16} label={done ? t.done : t.notDone} />
              {t.needed[name]}
              {name === 'sheets' && ` (${t.settled(settledOf(of), of.sheets.length)})`}
            </li>
          ))}
        </ul>
      )}
      <div className="form-foot">
        {steps.map((step) => (
          <Button
            key={step}
            look={step === 'reopen' ? 'quiet' : 'primary'}
            icon={SIGN[step]}
            disabled={step === 'finalise' && missing.some(([, done]) => !done)}
            onClick={() => setAsked(step)}
          >
            {t.steps[step]}
          </Button>
        ))}
      </div>
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={asked && t.steps[asked]}
        closeButtonProps={{ 'aria-label': texts.app.close }}
      >
        {asked && (
          <Confirmed
            of={of}
            step={asked}
            onChanged={() => {
              setAsked(null);
              onChanged();
            }}
          />
        )}
      </Modal>
    </section>
  );
}

function Confirmed({ of, step, onChanged }: OfCampaign & { step: Step }) {
  const t = useTexts().assessments;
  const toast = useToast();
  const owner = useOwner();
  const open = of.sheets.filter(({ status }) => ['BLANK', 'STARTED', 'RETURNED'].includes(status)).length;
  return (
    <>
      <p className="step-lead">{t.stepHints[step]}</p>
      {step === 'startChecking' && open > 0 && <Notice tone="warn">{t.stillOpen(open)}</Notice>}
      <MoveForm
        fields={NO_FIELDS}
        scope={[owner, of.id, step]}
        document={DOCUMENTS[step] as typeof OpenAssessmentDocument}
        input={() => ({ assessment: of.id })}
        send={t.steps[step]}
        icon={SIGN[step]}
        onDone={() => {
          toast(t.stepDone[step]);
          onChanged();
        }}
      />
    </>
  );
}

function stepsOf(of: CampaignFragment): Step[] {
  switch (of.status) {
    case 'DRAFT':
      return ['open'];
    case 'OPEN':
      return ['startChecking'];
    case 'CHECKING':
      return of.viewerCan.includes('FINALISE') ? ['finalise', 'reopen'] : ['reopen'];
    default:
      return [];
  }
}

function settledOf(of: CampaignFragment): number {
  return of.sheets.filter(({ status }) => isSettled(status)).length;
}

function missingOf(of: CampaignFragment): ['sheets' | 'priorities' | 'minutes', boolean][] {
  const settled = settledOf(of) === of.sheets.length;
  return [
    ['sheets', settled && of.sheets.some(({ status }) => status === 'CHECKED')],
    ['priorities', of.priorities.length > 0],
    ['minutes', (of.minutes?.signedAt ?? null) !== null],
  ];
}
