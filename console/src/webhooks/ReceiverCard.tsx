// One receiver: where it is, whether it is told anything, how it has been answering.
import { useId, useState } from 'react';

import { useZone } from '../app/viewer';
import { useSend } from '../graph/asking';
import { SwitchWebhookDocument, type ReceiverFragment } from '../graph/generated/graphql';
import type { Refusal } from '../graph/refusals';
import { Button } from '../kit/Button';
import { Chip } from '../kit/chips';
import { Refused } from '../kit/Notice';
import { useToast } from '../kit/toasts';
import { newKey } from '../pure/intents';
import { dayOf, momentOf } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { DeliveryLog } from './DeliveryLog';
import { TOLD } from './told';
import type { Doing } from './WebhooksPage';

interface ReceiverCardProps {
  of: ReceiverFragment;
  onDo: (doing: Doing) => void;
  onChanged: () => void;
}

export function ReceiverCard({ of, onDo, onChanged }: ReceiverCardProps) {
  const texts = useTexts();
  const t = texts.webhooks;
  const id = useId();
  const [log, setLog] = useState(false);
  const manages = of.viewerCan.includes('MANAGE');
  return (
    <li className="card webhook" aria-labelledby={`${id}-url`}>
      <h2 id={`${id}-url`} className="webhook-url">
        {of.url}
      </h2>
      <State of={of} />
      <Facts of={of} />
      <div className="webhook-tools">
        <Button small icon="archive" aria-expanded={log} aria-controls={`${id}-log`} onClick={() => setLog(!log)}>
          {t.log}
        </Button>
        {manages && (
          <>
            <Switch of={of} onChanged={onChanged} />
            <Button small icon="key" onClick={() => onDo({ what: 'rotate', of })}>
              {t.rotate}
            </Button>
            <Button small look="quiet" onClick={() => onDo({ what: 'remove', of })}>
              {t.remove}
            </Button>
          </>
        )}
      </div>
      <div id={`${id}-log`} hidden={!log}>
        {log && <DeliveryLog webhook={of.id} manages={manages} />}
      </div>
    </li>
  );
}

function State({ of }: { of: ReceiverFragment }) {
  const texts = useTexts();
  const t = texts.webhooks;
  const zone = useZone();
  return (
    <p className="chips">
      {of.active ? (
        <Chip icon="play" tone="good">
          {t.active}
        </Chip>
      ) : (
        <Chip icon="pause" tone="today">
          {t.paused}
        </Chip>
      )}
      {of.failures > 0 && (
        <Chip icon="alert" tone="late">
          {t.failures(of.failures)}
        </Chip>
      )}
      {of.active && of.failures > 0 && of.notBefore && (
        <span className="soft">{t.again(momentOf(of.notBefore, texts.locale, zone))}</span>
      )}
    </p>
  );
}

function Facts({ of }: { of: ReceiverFragment }) {
  const texts = useTexts();
  const t = texts.webhooks;
  const zone = useZone();
  const everything = of.kinds.length >= TOLD.length;
  return (
    <div className="webhook-facts">
      {everything ? (
        <p>{t.everything}</p>
      ) : (
        <p>
          {t.told} {of.kinds.map((kind) => texts.words.move[kind]).join(', ')}
        </p>
      )}
      <p className="soft">
        {t.addedBy(of.addedBy?.title ?? '', dayOf(of.createdAt, texts.locale, zone))}
        {of.oldUntil && ` ${t.oldUntil(momentOf(of.oldUntil, texts.locale, zone))}`}
      </p>
    </div>
  );
}

function Switch({ of, onChanged }: { of: ReceiverFragment; onChanged: () => void }) {
  const texts = useTexts();
  const t = texts.webhooks;
  const send = useSend();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const change = async () => {
    setBusy(true);
    const input = { clientKey: newKey(), webhook: of.id, active: !of.active };
    const answer = await send(SwitchWebhookDocument, { input });
    setBusy(false);
    setRefusal(answer.refusal);
    if (answer.data !== null) {
      toast(of.active ? t.pausedDone : t.resumedDone);
      onChanged();
    }
  };
  return (
    <>
      <Button small icon={of.active ? 'pause' : 'play'} busy={busy} onClick={() => void change()}>
        {of.active ? t.pause : t.resume}
      </Button>
      {refusal && <Refused refusal={refusal} />}
    </>
  );
}
