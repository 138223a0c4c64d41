// The minutes of the assessment: when and where it was held, how it went, who attended, and who signed.
import { useMemo, useState } from 'react';

import { useOwner, useZone } from '../app/viewer';
import { askingFor } from '../documents/wanted';
import { FormFields } from '../forms/FormFields';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import {
  SignMinutesDocument,
  WriteMinutesDocument,
  type CampaignFragment,
  type MinutesTextFragment,
} from '../graph/generated/graphql';
import { Button, ButtonLink } from '../kit/Button';
import { Empty, Notice } from '../kit/Notice';
import { useNow } from '../kit/now';
import { useToast } from '../kit/toasts';
import { momentOf, plainDay, today } from '../pure/moments';
import type { Texts } from '../texts/id';
import { useTexts } from '../texts/texts';

const NO_FIELDS: FieldSpec[] = [];
const MOST = 300;

interface MinutesProps {
  of: CampaignFragment;
  onChanged: () => void;
}

export function MinutesTab({ of, onChanged }: MinutesProps) {
  const t = useTexts().assessments;
  const [doing, setDoing] = useState<'write' | 'sign' | null>(null);
  const minutes = of.minutes;
  const open = of.status === 'CHECKING' && (minutes?.signedAt ?? null) === null;
  const writes = open && of.viewerCan.includes('MANAGE');
  const signs = open && minutes !== null && of.viewerCan.includes('FINALISE');
  const done = () => {
    setDoing(null);
    onChanged();
  };
  if (doing === 'write') {
    return <MinutesForm of={of} onDone={done} onCancel={() => setDoing(null)} />;
  }
  return (
    <div className="result">
      {minutes === null ? <Empty icon="note" title={t.noMinutes} hint={t.noMinutesHint} /> : <Written of={minutes} />}
      {doing === 'sign' && <SignForm id={of.id} onDone={done} onCancel={() => setDoing(null)} />}
      <div className="form-foot">
        {writes && doing === null && (
          <Button look={minutes === null ? 'primary' : 'plain'} icon="pen" onClick={() => setDoing('write')}>
            {minutes === null ? t.writeMinutes : t.changeMinutes}
          </Button>
        )}
        {signs && doing === null && (
          <Button look="primary" icon="check" onClick={() => setDoing('sign')}>
            {t.signMinutes}
          </Button>
        )}
        {minutes !== null && (
          <ButtonLink to={askingFor('ASSESSMENT_MINUTES', of.id)} icon="file">
            {t.askMinutes}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}

function Written({ of }: { of: MinutesTextFragment }) {
  const texts = useTexts();
  const t = texts.assessments;
  const zone = useZone();
  return (
    <>
      <p>
        <strong>{plainDay(of.heldOn, texts.locale)}</strong>, {of.place}
      </p>
      <p className="long-text">{of.process}</p>
      <h2>{t.attendance}</h2>
      <ol className="attendance">
        {of.attendance.map((one, at) => (
          <li key={at}>
            {one.name}
            <span className="soft"> {[one.position, one.institution].filter(Boolean).join(', ')}</span>
          </li>
        ))}
      </ol>
      {of.signedAt ? (
        <Notice tone="good">
          {t.signedBy(of.signedName, of.signedTitle, momentOf(of.signedAt, texts.locale, zone))}
        </Notice>
      ) : (
        <p className="soft">{t.by(of.writtenTitle, momentOf(of.writtenAt, texts.locale, zone))}</p>
      )}
    </>
  );
}

function SignForm({ id, onDone, onCancel }: { id: string; onDone: () => void; onCancel: () => void }) {
  const t = useTexts().assessments;
  const toast = useToast();
  const owner = useOwner();
  return (
    <section className="card" aria-label={t.signMinutes}>
      <p className="step-lead">{t.signHint}</p>
      <MoveForm
        fields={NO_FIELDS}
        scope={[owner, id, 'SIGN']}
        document={SignMinutesDocument}
        input={() => ({ assessment: id })}
        send={t.signMinutes}
        icon="check"
        onCancel={onCancel}
        onDone={() => {
          toast(t.signed);
          onDone();
        }}
      />
    </section>
  );
}

function MinutesForm({ of, onDone, onCancel }: { of: CampaignFragment; onDone: () => void; onCancel: () => void }) {
  const texts = useTexts();
  const t = texts.assessments;
  const toast = useToast();
  const owner = useOwner();
  const last = today(useNow(), useZone());
  const [count, setCount] = useState(Math.max(3, of.minutes?.attendance.length ?? 0));
  const head = useMemo<FieldSpec[]>(
    () => [
      { kind: 'date', name: 'heldOn', label: t.heldOn, required: true, notAfter: last },
      { kind: 'line', name: 'place', label: t.where, required: true, min: 2, max: 300 },
      { kind: 'area', name: 'process', label: t.process, required: true, min: 10, max: 10_000, rows: 6 },
    ],
    [t, last],
  );
  const people = useMemo(() => Array.from({ length: count }, (_, at) => personFields(at, texts)), [count, texts]);
  const fields = useMemo(() => [...head, ...people.flat()], [head, people]);
  const initial = useMemo(() => initialOf(of.minutes), [of.minutes]);
  const attending = (values: FormValues) =>
    people
      .map((_, at) => ({
        name: textOf(values, `${at}.name`),
        institution: textOf(values, `${at}.institution`),
        position: textOf(values, `${at}.position`),
      }))
      .filter((one) => one.name !== '');
  const check = (values: FormValues): Errors => (attending(values).length === 0 ? { '0.name': t.nobody } : {});
  return (
    <MoveForm
      fields={fields}
      initial={initial}
      scope={[owner, of.id, 'MINUTES']}
      document={WriteMinutesDocument}
      check={check}
      input={(values) => ({
        assessment: of.id,
        heldOn: textOf(values, 'heldOn'),
        place: textOf(values, 'place'),
        process: textOf(values, 'process'),
        attendance: attending(values),
      })}
      layout={(form) => (
        <>
          <FormFields fields={head} form={form} />
          <h3>{t.attendance}</h3>
          {people.map((person, at) => (
            <div key={at} className="attendee" role="group" aria-label={t.attendee(at + 1)}>
              <FormFields fields={person} form={form} />
            </div>
          ))}
          {count < MOST && (
            <p>
              <Button small icon="plus" onClick={() => setCount(count + 1)}>
                {t.addAttendee}
              </Button>
            </p>
          )}
        </>
      )}
      send={t.saveMinutes}
      icon="check"
      onCancel={onCancel}
      onDone={() => {
        toast(t.minutesSaved);
        onDone();
      }}
    />
  );
}

function personFields(at: number, texts: Texts): FieldSpec[] {
  const t = texts.assessments;
  // People's names are kept by the service, not in the storage of a shared computer.
  return [
    { kind: 'line', name: `${at}.name`, label: t.attendeeName, min: 2, max: 200, personal: true },
    { kind: 'line', name: `${at}.institution`, label: t.attendeeFrom, max: 200, personal: true },
    { kind: 'line', name: `${at}.position`, label: t.attendeeAs, max: 200, personal: true },
  ];
}

function initialOf(of: MinutesTextFragment | null): FormValues {
  if (of === null) {
    return {};
  }
  const people = of.attendance.flatMap((one, at) => [
    [`${at}.name`, one.name],
    [`${at}.institution`, one.institution],
    [`${at}.position`, one.position],
  ]);
  return { heldOn: of.heldOn, place: of.place, process: of.process, ...(Object.fromEntries(people) as FormValues) };
}
