// Appointing somebody: an account is found by e-mail, or made with an invitation; the decree is recorded.
import { useState, type SubmitEvent } from 'react';

import { useOwner } from '../app/viewer';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type FieldSpec, type FormValues } from '../forms/spec';
import { useAsk, useSend } from '../graph/asking';
import {
  AccountByEmailDocument,
  AppointDocument,
  CreateStaffAccountDocument,
  type ChairFragment,
} from '../graph/generated/graphql';
import type { Refusal } from '../graph/refusals';
import { Button } from '../kit/Button';
import { TextField } from '../kit/fields';
import { Notice } from '../kit/Notice';
import { useToast } from '../kit/toasts';
import { fulfilled, intentKey } from '../pure/intents';
import { storage } from '../pure/memory';
import { useTexts } from '../texts/texts';
import { options } from '../case/moves/spec';

interface Person {
  id: string;
  name: string;
  /** The code with which somebody new sets a password. */
  invitation: string | null;
}

export function AppointForm({ position, onDone }: { position: ChairFragment; onDone: () => void }) {
  const texts = useTexts();
  const toast = useToast();
  const owner = useOwner();
  const t = texts.offices;
  const [person, setPerson] = useState<Person | null>(null);
  if (person === null) {
    return <PersonForm position={position.id} onFound={setPerson} />;
  }
  const fields: FieldSpec[] = [
    {
      kind: 'radio',
      inline: true,
      name: 'kind',
      label: t.kind,
      required: true,
      options: options(texts.words.appointment),
    },
    { kind: 'line', name: 'skNumber', label: t.sk, required: true, min: 3, max: 100 },
    { kind: 'date', name: 'skDate', label: t.skDate, required: true },
    { kind: 'moment', name: 'validFrom', label: t.from, hint: t.fromHint },
    { kind: 'moment', name: 'validTo', label: t.to, hint: t.toHint },
  ];
  return (
    <>
      <Notice tone="good">{t.found(person.name)}</Notice>
      {person.invitation && (
        <Notice tone="warn">
          {t.invitation}: <span className="code">{person.invitation}</span>
          <br />
          {t.invitationHint}
        </Notice>
      )}
      <MoveForm
        fields={fields}
        scope={[owner, position.id, 'APPOINT', person.id]}
        document={AppointDocument}
        input={(values: FormValues) => ({
          position: position.id,
          account: person.id,
          kind: textOf(values, 'kind'),
          skNumber: textOf(values, 'skNumber'),
          skDate: textOf(values, 'skDate'),
          validFrom: momentIn(values, 'validFrom'),
          validTo: momentIn(values, 'validTo'),
        })}
        send={t.appoint}
        onDone={() => {
          toast(t.appointed(person.name));
          onDone();
        }}
      />
    </>
  );
}

function momentIn(values: FormValues, name: string): string | null {
  const text = textOf(values, name);
  return text ? new Date(text).toISOString() : null;
}

function PersonForm({ position, onFound }: { position: string; onFound: (person: Person) => void }) {
  const texts = useTexts();
  const t = texts.offices;
  const ask = useAsk();
  const send = useSend();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [unknown, setUnknown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const find = async () => {
    const { data, refusal: refused } = await ask(AccountByEmailDocument, { email: email.trim() });
    setRefusal(refused);
    if (data?.accountByEmail) {
      onFound({ ...data.accountByEmail, invitation: null });
    } else if (refused === null) {
      setUnknown(true);
    }
  };
  const create = async () => {
    const drawer = storage('session');
    const given = { position, name: name.trim(), email: email.trim() };
    const clientKey = await intentKey(drawer, `akun:${position}`, given);
    const { data, refusal: refused } = await send(CreateStaffAccountDocument, { input: { ...given, clientKey } });
    setRefusal(refused);
    if (data) {
      fulfilled(drawer, `akun:${position}`);
      const { account, code } = data.createStaffAccount;
      onFound({ ...account, invitation: code });
    }
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    await (unknown ? create() : find());
    setBusy(false);
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <TextField
        label={t.email}
        hint={t.emailHint}
        type="email"
        required
        value={email}
        error={refusal?.field === 'email' ? refusal.message : undefined}
        onChange={(value) => {
          setEmail(value);
          setUnknown(false);
        }}
      />
      {unknown && (
        <>
          <Notice>{t.notFound}</Notice>
          <TextField label={t.name} required minLength={2} maxLength={120} value={name} onChange={setName} autoFocus />
        </>
      )}
      {refusal && refusal.field !== 'email' && (
        <Notice tone="bad" urgent>
          {refusal.message}
        </Notice>
      )}
      <div className="form-foot">
        <Button type="submit" look="primary" busy={busy}>
          {unknown ? t.appoint : t.find}
        </Button>
      </div>
    </form>
  );
}
