// What was sent to a receiver: every message with every attempt; what failed can be sent again.
import { useMemo, useState } from 'react';
import { Link } from 'react-router';

import { useZone } from '../app/viewer';
import { useSend } from '../graph/asking';
import {
  ReplayWebhookDeliveryDocument,
  WebhookDeliveriesDocument,
  type DeliveryState,
  type SendingFragment,
  type WebhookDeliveriesQuery,
} from '../graph/generated/graphql';
import type { Refusal } from '../graph/refusals';
import { Button } from '../kit/Button';
import { Chip } from '../kit/chips';
import type { IconName } from '../kit/icons';
import { Refused } from '../kit/Notice';
import { useToast } from '../kit/toasts';
import { usePages } from '../kit/usePages';
import { newKey } from '../pure/intents';
import { momentOf } from '../pure/moments';
import { useTexts } from '../texts/texts';

const STATES: readonly DeliveryState[] = ['PENDING', 'DELIVERED', 'DEAD', 'WITHHELD'];
const SIGN: Record<DeliveryState, [IconName, 'soon' | 'good' | 'late' | 'today']> = {
  PENDING: ['clock', 'soon'],
  DELIVERED: ['check', 'good'],
  DEAD: ['alert', 'late'],
  WITHHELD: ['lock', 'today'],
};
const pageOf = (data: WebhookDeliveriesQuery) => data.webhookDeliveries;

export function DeliveryLog({ webhook, manages }: { webhook: string; manages: boolean }) {
  const texts = useTexts();
  const t = texts.webhooks;
  const [state, setState] = useState<DeliveryState | null>(null);
  const variables = useMemo(() => ({ webhook, state }), [webhook, state]);
  const { nodes, refusal, loading, again, foot } = usePages(WebhookDeliveriesDocument, variables, pageOf);
  /** As they were queued again here, in the place where they stood. */
  const [replayed, setReplayed] = useState<Record<string, SendingFragment>>({});
  const reread = () => {
    setReplayed({});
    again();
  };
  return (
    <section className="webhook-log" aria-label={t.log}>
      <div className="webhook-log-head">
        <div className="views" role="group" aria-label={t.states}>
          {[null, ...STATES].map((one) => (
            <button
              key={one ?? 'ALL'}
              type="button"
              className="view"
              aria-pressed={state === one}
              onClick={() => {
                setReplayed({});
                setState(one);
              }}
            >
              {one === null ? t.allStates : texts.words.delivery[one]}
            </button>
          ))}
        </div>
        <Button small look="quiet" icon="refresh" onClick={reread}>
          {texts.app.reload}
        </Button>
      </div>
      {refusal && <Refused refusal={refusal} again={reread} />}
      {!loading && !refusal && nodes.length === 0 && <p className="soft">{state === null ? t.noLog : t.noneSuch}</p>}
      <ul>
        {nodes.map((sending) => (
          <Sending
            key={sending.id}
            of={replayed[sending.id] ?? sending}
            manages={manages}
            onReplayed={(next) => setReplayed({ ...replayed, [next.id]: next })}
          />
        ))}
      </ul>
      {foot}
    </section>
  );
}

interface SendingProps {
  of: SendingFragment;
  manages: boolean;
  onReplayed: (next: SendingFragment) => void;
}

function Sending({ of, manages, onReplayed }: SendingProps) {
  const texts = useTexts();
  const t = texts.webhooks;
  const zone = useZone();
  const toast = useToast();
  const send = useSend();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [icon, tone] = SIGN[of.state];
  const replay = async () => {
    setBusy(true);
    const answer = await send(ReplayWebhookDeliveryDocument, { input: { clientKey: newKey(), delivery: of.id } });
    setBusy(false);
    setRefusal(answer.refusal);
    if (answer.data !== null) {
      toast(t.replayed);
      onReplayed(answer.data.replayWebhookDelivery);
    }
  };
  return (
    <li className="sending">
      <div className="sending-head">
        <Chip icon={icon} tone={tone}>
          {texts.words.delivery[of.state]}
        </Chip>
        <strong>{texts.words.move[of.move]}</strong>
        <Link to={`/meja/laporan/${of.trackingCode}`} className="code">
          {of.trackingCode}
        </Link>
        <span className="soft">{momentOf(of.at, texts.locale, zone)}</span>
        {manages && of.state !== 'PENDING' && (
          <Button
            small
            look={of.state === 'DEAD' ? 'plain' : 'quiet'}
            icon="refresh"
            busy={busy}
            onClick={() => void replay()}
          >
            {t.replay}
          </Button>
        )}
      </div>
      {of.state === 'PENDING' && of.nextAttemptAt && (
        <p className="soft">{t.again(momentOf(of.nextAttemptAt, texts.locale, zone))}</p>
      )}
      {refusal && <Refused refusal={refusal} />}
      <Attempts of={of} zone={zone} />
    </li>
  );
}

function Attempts({ of, zone }: { of: SendingFragment; zone: string }) {
  const texts = useTexts();
  const t = texts.webhooks;
  if (of.attempts.length === 0) {
    return null;
  }
  return (
    <details className="attempts-all">
      <summary>{t.attempts(of.attempts.length)}</summary>
      <ol className="attempts">
        {of.attempts.map((attempt) => (
          <li key={attempt.at}>
            <p>
              {momentOf(attempt.at, texts.locale, zone)} ·{' '}
              {attempt.status === null ? t.noAnswer : t.answered(attempt.status)} · {attempt.milliseconds} ms
            </p>
            {attempt.said && <code>{attempt.said}</code>}
          </li>
        ))}
      </ol>
    </details>
  );
}
