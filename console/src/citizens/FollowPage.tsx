// Following a report: with the code alone its way, with the secret its words and a say in it.
import { useMemo, useState, type SubmitEvent } from 'react';
import { Link, useSearchParams } from 'react-router';

import { WIB } from '../app/viewer';
import { Happenings } from '../case/Happenings';
import { Asking, useAsked } from '../graph/asking';
import type { Receipt } from '../graph/client';
import { MineDocument, TrackDocument } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { DueChip, StatusChip } from '../kit/chips';
import { TextField } from '../kit/fields';
import { Notice, Refused, Waiting } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { receiptSecret, trackingCode } from '../pure/tracking';
import { useTexts } from '../texts/texts';
import { OwnCase } from './OwnCase';
import { heldReceipt, holdReceipt } from './receipts';
import { Steps } from './Steps';

export default function FollowPage() {
  const texts = useTexts();
  const [receipt, setReceipt] = useState<Receipt | null>(heldReceipt);
  useTitle(texts.citizen.followTitle);
  const leave = () => {
    holdReceipt(null);
    setReceipt(null);
  };
  if (receipt === null) {
    return (
      <Codes
        onOpen={(given) => {
          holdReceipt(given);
          setReceipt(given);
        }}
      />
    );
  }
  return (
    <Asking receipt={receipt}>
      <Held receipt={receipt} onLeave={leave} />
    </Asking>
  );
}

function Codes({ onOpen }: { onOpen: (receipt: Receipt) => void }) {
  const texts = useTexts();
  const [search] = useSearchParams();
  const [code, setCode] = useState(search.get('kode') ?? '');
  const [secret, setSecret] = useState('');
  const [tracked, setTracked] = useState<string | null>(null);
  const [wrong, setWrong] = useState<{ code?: string; secret?: string }>({});
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const [known, opening] = [trackingCode(code), receiptSecret(secret)];
    const badSecret = secret.trim() !== '' && opening === null;
    setWrong({
      ...(known === null ? { code: texts.shell.jumpBad } : {}),
      ...(badSecret ? { secret: texts.citizen.secretShape } : {}),
    });
    if (known === null || badSecret) {
      return;
    }
    if (opening === null) {
      setTracked(known);
    } else {
      onOpen({ code: known, secret: opening });
    }
  };
  return (
    <div className="follow">
      <h1>{texts.citizen.followTitle}</h1>
      <form className="card form" onSubmit={submit} noValidate>
        <p className="soft">{texts.citizen.followLead}</p>
        <TextField
          label={texts.citizen.code}
          required
          name="code"
          className="input code-input"
          autoComplete="off"
          spellCheck={false}
          placeholder="K7QW-2M9D-XH4C"
          maxLength={40}
          error={wrong.code}
          value={code}
          onChange={setCode}
        />
        <TextField
          label={texts.citizen.secretCode}
          hint={texts.citizen.secretOptional}
          name="secret"
          className="input code-input"
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          error={wrong.secret}
          value={secret}
          onChange={setSecret}
        />
        <div className="form-foot">
          <Button type="submit" look="primary" icon="search">
            {texts.citizen.open}
          </Button>
        </div>
      </form>
      {tracked && <Tracked code={tracked} />}
    </div>
  );
}

function Tracked({ code }: { code: string }) {
  const texts = useTexts();
  const variables = useMemo(() => ({ code }), [code]);
  const { data, refusal, again } = useAsked(TrackDocument, variables);
  if (refusal) {
    return <Refused refusal={refusal} again={again} />;
  }
  if (data === null) {
    return <Waiting />;
  }
  const found = data.trackComplaint;
  if (found === null) {
    return <Notice tone="warn">{texts.citizen.unknownCode}</Notice>;
  }
  const zone = found.pemda?.timeZone ?? WIB;
  return (
    <section className="card" aria-label={texts.citizen.journey}>
      <p className="code code-large">{found.trackingCode}</p>
      <div className="chips">
        <StatusChip status={found.status} />
        <DueChip dueAt={found.dueAt} clock={found.clock} zone={zone} />
      </div>
      <Steps status={found.status} />
      <p>
        {texts.citizen.nowAt} <strong>{found.pemda?.name}</strong>
        {found.decider && (
          <>
            {' '}
            · {texts.citizen.decider}: <strong>{found.decider}</strong>
          </>
        )}
      </p>
      <h2>{texts.citizen.journey}</h2>
      <Happenings events={found.steps.map((step, index) => ({ ...step, seq: index, reason: '' }))} zone={zone} />
      <Link to={`/laporan/${found.trackingCode}`}>{texts.citizen.readPublic}</Link>
    </section>
  );
}

const NO_VARIABLES = {};

function Held({ receipt, onLeave }: { receipt: Receipt; onLeave: () => void }) {
  const texts = useTexts();
  const { data, refusal, again } = useAsked(MineDocument, NO_VARIABLES);
  const back = (
    <Button small look="quiet" icon="close" onClick={onLeave}>
      {texts.citizen.leave}
    </Button>
  );
  if (refusal) {
    return (
      <div className="follow">
        <Refused refusal={refusal} again={again} />
        {back}
      </div>
    );
  }
  if (data === null) {
    return <Waiting lines={8} />;
  }
  const [found] = data.myComplaints.nodes;
  return found ? (
    <OwnCase of={found} owner={receipt.code} keep="session" leave={back} />
  ) : (
    <div className="follow">
      <Notice tone="warn">{texts.citizen.unknownCode}</Notice>
      {back}
    </div>
  );
}
