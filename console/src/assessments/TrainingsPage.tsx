// Who of those who manage complaints was trained, in what: the share by topic, every training, and another one.
import '../offices/offices.css';
import './assessments.css';

import { Modal } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { Link } from 'react-router';

import { useMay, useOwner, useViewer, useZone } from '../app/viewer';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import { useAsk, useAsked } from '../graph/asking';
import {
  PickUnitsDocument,
  RecordTrainingDocument,
  TrainablePeopleDocument,
  TrainingCoverageDocument,
  TrainingsDocument,
  type Role,
  type TrainingsQuery,
  type TrainingTopic,
} from '../graph/generated/graphql';
import { only } from '../graph/nodes';
import { Button } from '../kit/Button';
import { Combo, type Picked } from '../kit/Combo';
import { SelectField } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Empty, Refused } from '../kit/Notice';
import { useNow } from '../kit/now';
import { PemdaPicker } from '../kit/pickers';
import { useTitle } from '../kit/title';
import { useToast } from '../kit/toasts';
import { usePages } from '../kit/usePages';
import { shownIn } from '../pure/figures';
import { momentOf, plainDay, today } from '../pure/moments';
import type { Texts } from '../texts/id';
import { useTexts } from '../texts/texts';

const TOPICS: readonly TrainingTopic[] = ['TECHNICAL', 'PROCESS', 'PUBLIC_COMMUNICATION'];
/** Who manages complaints: only they are counted. */
const PERSONNEL: readonly Role[] = ['INSTANSI', 'PENGHUBUNG', 'STAF'];
const ANY = 'ANY';
/** Since when there is SP4N. */
const EARLIEST = '2013-01-01';
const pageOf = (data: TrainingsQuery) => data.trainings;

export default function TrainingsPage() {
  const texts = useTexts();
  const t = texts.assessments;
  const { pemda: own } = useViewer();
  const manages = useMay('training:manage') && own !== null;
  const [pemda, setPemda] = useState<Picked | null>(null);
  const [topic, setTopic] = useState(ANY);
  const [adding, setAdding] = useState(false);
  const variables = useMemo(
    () => ({ pemda: pemda?.id ?? null, topic: topic === ANY ? null : (topic as TrainingTopic) }),
    [pemda, topic],
  );
  const { nodes, refusal, loading, again, foot } = usePages(TrainingsDocument, variables, pageOf);
  const [round, setRound] = useState(0);
  const oversees = own === null || own.level === 'PROVINSI' || own.level === 'NASIONAL';
  useTitle(t.trainings, t.title);
  return (
    <div className="narrow assessments">
      <Link to="/meja/penilaian" className="crumb">
        <Icon name="arrowLeft" size={16} /> {t.title}
      </Link>
      <h1>{t.trainings}</h1>
      <p className="lead">{t.trainingsLead}</p>
      <Coverage key={`${pemda?.id ?? ''}#${round}`} pemda={pemda?.id ?? null} />
      <div className="assessments-head">
        {manages && (
          <Button look="primary" icon="plus" onClick={() => setAdding(true)}>
            {t.addTraining}
          </Button>
        )}
        {oversees && <PemdaPicker bare label={t.pemda} within={own?.code ?? null} value={pemda} onChange={setPemda} />}
        <div className="assessments-year">
          <SelectField
            bare
            label={t.topic}
            value={topic}
            onChange={setTopic}
            options={[[ANY, t.allTopics], ...TOPICS.map((one) => [one, texts.words.training[one]] as const)]}
          />
        </div>
      </div>
      {refusal && <Refused refusal={refusal} again={again} />}
      {!loading && !refusal && nodes.length === 0 && (
        <Empty icon="people" title={t.noTrainings} {...(manages ? { hint: t.noTrainingsHint } : {})} />
      )}
      <ul className="rows">
        {nodes.map((one) => (
          <Row key={one.id} of={one} />
        ))}
      </ul>
      {foot}
      <Modal
        opened={adding}
        onClose={() => setAdding(false)}
        size="lg"
        title={t.addTraining}
        closeButtonProps={{ 'aria-label': texts.app.close }}
      >
        <TrainingForm
          onDone={() => {
            setAdding(false);
            setRound((before) => before + 1);
            again();
          }}
        />
      </Modal>
    </div>
  );
}

function Row({ of }: { of: TrainingsQuery['trainings']['nodes'][number] }) {
  const texts = useTexts();
  const t = texts.assessments;
  const zone = useZone();
  return (
    <li className="row">
      <span>
        <strong>{of.personName}</strong> <span className="soft">{of.positionTitle}</span>
      </span>
      <span>
        {of.title} · {plainDay(of.heldOn, texts.locale)}
      </span>
      <span className="soft">
        {texts.words.training[of.topic]} · {t.certificate}: {of.certificate}
        {of.link && (
          <>
            {' '}
            <a href={of.link} target="_blank" rel="noreferrer">
              {t.openLink}
            </a>
          </>
        )}
      </span>
      <span className="soft">{t.by(of.recordedTitle, momentOf(of.recordedAt, texts.locale, zone))}</span>
    </li>
  );
}

function Coverage({ pemda }: { pemda: string | null }) {
  const texts = useTexts();
  const t = texts.assessments;
  const sees = useMay('assessment:read');
  const variables = useMemo(() => (sees ? { pemda } : null), [sees, pemda]);
  const { data } = useAsked(TrainingCoverageDocument, variables);
  if (data === null) {
    return null;
  }
  return (
    <ul className="trained">
      {data.trainingCoverage.map((one) => (
        <li key={one.topic ?? ANY}>
          <span>{one.topic ? texts.words.training[one.topic] : t.anyTraining}</span>
          <strong>{one.share ? `${shownIn(texts.locale, one.share.shown)} %` : '–'}</strong>
          <span className="soft">{t.trainedOf(one.trained, one.personnel)}</span>
        </li>
      ))}
    </ul>
  );
}

function TrainingForm({ onDone }: { onDone: () => void }) {
  const texts = useTexts();
  const t = texts.assessments;
  const owner = useOwner();
  const toast = useToast();
  const now = today(useNow(), useZone());
  const { position } = useViewer();
  const own = position?.unit;
  const [unit, setUnit] = useState<Picked | null>(own ? { id: own.id, label: own.name } : null);
  const ask = useAsk();
  // An office below the top records those of its own branch.
  const under = own && own.level > 0 ? own.id : null;
  const find = useCallback(
    async (words: string) => {
      const { data } = await ask(PickUnitsDocument, { pemda: null, search: words.trim() || null, under });
      return (data?.units.nodes ?? []).map((one) => ({ id: one.id, label: one.name, hint: one.parent?.name }));
    },
    [ask, under],
  );
  const people = usePeople(unit?.id ?? null);
  const fields = useMemo(() => fieldsOf(texts, people, now), [texts, people, now]);
  const check = (values: FormValues): Errors => {
    const errors: Errors = {};
    if (!people.some(([id]) => id === textOf(values, 'appointment'))) {
      errors.appointment = texts.form.required;
    }
    if (textOf(values, 'link') !== '' && !/^https?:\/\/\S+$/.test(textOf(values, 'link'))) {
      errors.link = t.badLink;
    }
    return errors;
  };
  return (
    <>
      <p className="step-lead">{t.trainingHint}</p>
      <div className="training-unit">
        <Combo label={t.unit} required value={unit} onChange={setUnit} find={find} />
      </div>
      <MoveForm
        fields={fields}
        scope={[owner, 'PELATIHAN']}
        document={RecordTrainingDocument}
        check={check}
        input={(values) =>
          Object.fromEntries(
            ['appointment', 'topic', 'title', 'heldOn', 'certificate', 'link'].map((name) => [
              name,
              textOf(values, name),
            ]),
          )
        }
        send={t.saveTraining}
        icon="check"
        onDone={() => {
          toast(t.trainingSaved);
          onDone();
        }}
      />
    </>
  );
}

/** Those who manage complaints in a unit now, by their appointment. */
function usePeople(unit: string | null): readonly (readonly [string, string])[] {
  const variables = useMemo(() => (unit === null ? null : { unit }), [unit]);
  const { data } = useAsked(TrainablePeopleDocument, variables);
  return useMemo(
    () =>
      (only(data?.node)?.positions ?? [])
        .filter((position) => PERSONNEL.includes(position.role))
        .flatMap((position) =>
          position.holders
            .filter((holder) => holder.live)
            .map((holder) => [holder.id, `${holder.personName} (${position.title})`] as const),
        ),
    [data],
  );
}

function fieldsOf(texts: Texts, people: readonly (readonly [string, string])[], now: string): FieldSpec[] {
  const t = texts.assessments;
  return [
    {
      kind: 'select',
      name: 'appointment',
      label: t.person,
      ...(people.length === 0 ? { hint: t.noPeople } : {}),
      required: true,
      options: people,
      // Who it was is not kept on a shared computer.
      personal: true,
    },
    {
      kind: 'radio',
      name: 'topic',
      label: t.topic,
      required: true,
      options: TOPICS.map((one) => [one, texts.words.training[one]] as const),
    },
    { kind: 'line', name: 'title', label: t.trainingTitle, required: true, min: 3, max: 300 },
    { kind: 'date', name: 'heldOn', label: t.trainingDay, required: true, notBefore: EARLIEST, notAfter: now },
    {
      kind: 'line',
      name: 'certificate',
      label: t.certificate,
      hint: t.certificateHint,
      required: true,
      min: 3,
      max: 200,
      personal: true,
    },
    { kind: 'line', name: 'link', label: t.link, hint: t.linkHint, max: 500 },
  ];
}
