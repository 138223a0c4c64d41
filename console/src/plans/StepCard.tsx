// What comes next for a plan that is not in force yet, what is still missing for it, and the buttons of who may go on.
import { Modal } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';

import { useOwner, useZone } from '../app/viewer';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type FieldSpec, type FormValues } from '../forms/spec';
import {
  ApproveActionPlanDocument,
  CompletePlanStepDocument,
  EnactActionPlanDocument,
  ReturnActionPlanDocument,
  ReviseActionPlanDocument,
  type PlanDeed,
  type PlanSeat,
  type PlanStatus,
} from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Icon, type IconName } from '../kit/icons';
import { useNow } from '../kit/now';
import { useToast } from '../kit/toasts';
import { today } from '../pure/moments';
import { isStrategic, linesOf } from '../pure/tree';
import type { Texts } from '../texts/id';
import { useTexts } from '../texts/texts';
import type { Plan } from './PlanPage';

export type Deed = Extract<PlanDeed, 'DRAFT' | 'APPROVE' | 'ENACT' | 'RETURN' | 'REVISE'>;

const STEPS: readonly PlanStatus[] = ['TEAM', 'ASSESSMENT', 'DRAFTING', 'WRITING', 'APPROVAL', 'ENACTMENT'];
const SEATS: readonly PlanSeat[] = ['TIM_PENYUSUN', 'KETUA', 'SEKRETARIS', 'KEPALA_OPD'];
const DEEDS: readonly Deed[] = ['DRAFT', 'APPROVE', 'ENACT', 'RETURN'];
const SIGN: Record<Deed, IconName> = {
  DRAFT: 'check',
  APPROVE: 'check',
  ENACT: 'checks',
  RETURN: 'back',
  REVISE: 'pen',
};
const DOCUMENTS = {
  DRAFT: CompletePlanStepDocument,
  APPROVE: ApproveActionPlanDocument,
  ENACT: EnactActionPlanDocument,
  RETURN: ReturnActionPlanDocument,
} as const;

interface StepCardProps {
  of: Plan;
  onChanged: () => void;
}

export function StepCard({ of, onChanged }: StepCardProps) {
  const texts = useTexts();
  const t = texts.plans;
  const [asked, setAsked] = useState<Deed | null>(null);
  const missing = missingOf(of);
  const offered = DEEDS.filter((deed) => of.viewerCan.includes(deed));
  const at = STEPS.indexOf(of.status);
  const titleOf = (deed: Deed) => (deed === 'DRAFT' ? t.complete(texts.words.plan[of.status]) : t.deeds[deed]);
  return (
    <>
      <ol className="stages" aria-label={t.steps}>
        {STEPS.map((step, n) => (
          <li
            key={step}
            aria-current={step === of.status ? 'step' : undefined}
            className={n < at ? 'stage stage-done' : 'stage'}
          >
            <Icon name={n < at ? 'check' : 'clock'} size={15} />
            {t.stepNames[n]}
          </li>
        ))}
      </ol>
      {offered.length > 0 && (
        <section className="card next-step" aria-labelledby="plan-step">
          <h2 id="plan-step">{t.step(of.step)}</h2>
          <p className="soft">{t.stepHints[of.status] ?? ''}</p>
          {missing.length > 0 && (
            <ul className="next-list">
              {missing.map(([name, done]) => (
                <li key={name} className={done ? 'next-done' : undefined}>
                  <Icon name={done ? 'check' : 'clock'} size={16} label={done ? t.isThere : t.isMissing} />
                  {t.needs[name]}
                </li>
              ))}
            </ul>
          )}
          <div className="form-foot">
            {offered.map((deed) => (
              <Button
                key={deed}
                look={deed === 'RETURN' ? 'quiet' : 'primary'}
                icon={SIGN[deed]}
                disabled={deed === 'DRAFT' && missing.some(([, done]) => !done)}
                onClick={() => setAsked(deed)}
              >
                {titleOf(deed)}
              </Button>
            ))}
          </div>
        </section>
      )}
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        size="lg"
        title={asked && titleOf(asked)}
        closeButtonProps={{ 'aria-label': texts.app.close }}
      >
        {asked && (
          <DeedForm
            of={of}
            deed={asked}
            title={titleOf(asked)}
            onChanged={() => {
              setAsked(null);
              onChanged();
            }}
          />
        )}
      </Modal>
    </>
  );
}

function DeedForm({ of, deed, title, onChanged }: StepCardProps & { deed: Deed; title: string }) {
  const texts = useTexts();
  const t = texts.plans;
  const owner = useOwner();
  const toast = useToast();
  const now = today(useNow(), useZone());
  const fields = useMemo(() => fieldsOf(deed, of.status, texts, now), [deed, of.status, texts, now]);
  if (deed === 'REVISE') {
    return null;
  }
  return (
    <>
      <p className="step-lead">{deed === 'DRAFT' ? (t.stepHints[of.status] ?? '') : t.deedHints[deed]}</p>
      <MoveForm
        fields={fields}
        scope={[owner, of.id, deed, of.status]}
        document={DOCUMENTS[deed] as typeof CompletePlanStepDocument}
        input={(values) => ({ plan: of.id, revision: of.revision, ...givenIn(values, deed, of.status) })}
        fieldOf={(path) => (path === 'parties' ? SEATS[0] : path) ?? path}
        send={title}
        icon={SIGN[deed]}
        look={deed === 'RETURN' ? 'danger' : 'primary'}
        onDone={() => {
          toast(t.deedDone[deed]);
          onChanged();
        }}
      />
    </>
  );
}

/** A new version of a plan in force; whoever begins it goes on there. */
export function ReviseForm({ of }: { of: Plan }) {
  const texts = useTexts();
  const t = texts.plans;
  const owner = useOwner();
  const toast = useToast();
  const navigate = useNavigate();
  const fields = useMemo<FieldSpec[]>(
    () => [{ kind: 'line', name: 'title', label: t.planTitle, required: true, min: 5, max: 300 }],
    [t],
  );
  const initial = useMemo<FormValues>(() => ({ title: of.title }), [of.title]);
  return (
    <>
      <p className="step-lead">{t.deedHints.REVISE}</p>
      <MoveForm
        fields={fields}
        initial={initial}
        scope={[owner, of.id, 'REVISE']}
        document={ReviseActionPlanDocument}
        input={(values) => ({ plan: of.id, title: textOf(values, 'title') })}
        send={t.deeds.REVISE}
        icon="pen"
        onDone={(data) => {
          toast(t.deedDone.REVISE);
          void navigate(`/meja/renaksi/${encodeURIComponent(data.reviseActionPlan.id)}`);
        }}
      />
    </>
  );
}

function fieldsOf(deed: Deed, status: PlanStatus, texts: Texts, now: string): FieldSpec[] {
  const t = texts.plans;
  const note: FieldSpec = { kind: 'area', name: 'note', label: t.remark, max: 2000, rows: 2 };
  switch (deed) {
    case 'DRAFT':
      return status === 'TEAM'
        ? [
            ...SEATS.map((seat): FieldSpec => ({
              kind: 'area',
              name: seat,
              label: texts.words.planSeat[seat],
              hint: t.seatHint,
              required: true,
              min: 2,
              max: 1500,
              rows: 2,
            })),
            note,
          ]
        : [note];
    case 'APPROVE':
      return [note];
    case 'ENACT':
      return [
        { kind: 'line', name: 'decree', label: t.decree, hint: t.decreeHint, required: true, min: 3, max: 200 },
        { kind: 'date', name: 'decreedOn', label: t.decreedOn, notAfter: now },
      ];
    case 'RETURN':
      return [{ kind: 'area', name: 'reason', label: t.returnReason, required: true, min: 5, max: 2000, rows: 3 }];
    default:
      return [];
  }
}

function givenIn(values: FormValues, deed: Deed, status: PlanStatus): object {
  switch (deed) {
    case 'DRAFT':
      return {
        note: textOf(values, 'note'),
        ...(status === 'TEAM'
          ? { parties: SEATS.flatMap((seat) => linesOf(textOf(values, seat)).map((office) => ({ seat, office }))) }
          : {}),
      };
    case 'APPROVE':
      return { note: textOf(values, 'note') };
    case 'ENACT':
      return { decree: textOf(values, 'decree'), decreedOn: textOf(values, 'decreedOn') || null };
    default:
      return { reason: textOf(values, 'reason') };
  }
}

type Need = 'assessment' | 'tree' | 'indicators' | 'chapter';

/** What the step under way asks for, and is it there? */
function missingOf(of: Plan): [Need, boolean][] {
  const strategic = isStrategic(of.nomenclature);
  const tree: [Need, boolean][] = [
    ['tree', of.nodes.length > 0],
    ...(strategic ? [['indicators', of.indicators.length > 0] satisfies [Need, boolean]] : []),
  ];
  switch (of.status) {
    case 'ASSESSMENT':
      return strategic ? [['assessment', of.assessmentYear !== null || of.nodes.length > 0]] : [];
    case 'DRAFTING':
      return tree;
    case 'WRITING':
      return [...tree, ['chapter', of.chapters.some((chapter) => chapter.number === 'I')]];
    default:
      return [];
  }
}
