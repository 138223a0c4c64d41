// A report as its reporter sees it: whose turn it is, what was said, what can be said back.
import '../case/case.css';

import { useCallback, useMemo, useState, type ReactNode } from 'react';

import { WIB } from '../app/viewer';
import { Decisions } from '../case/Decisions';
import { Files } from '../case/Files';
import { Happenings } from '../case/Happenings';
import { Messages } from '../case/Messages';
import { Clocks } from '../clocks/Clocks';
import { MoveForm } from '../forms/MoveForm';
import type { FormValues } from '../forms/spec';
import { useAsk } from '../graph/asking';
import { OwnCaseDocument, type OwnFragment } from '../graph/generated/graphql';
import type { Refusal } from '../graph/refusals';
import { Button } from '../kit/Button';
import { Chip, DueChip, Flags, StatusChip } from '../kit/chips';
import { Icon } from '../kit/icons';
import { Notice } from '../kit/Notice';
import { useToast } from '../kit/toasts';
import { dayOf } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { Consent } from './Consent';
import { Steps } from './Steps';
import { talk, type TalkSpec } from './talk';

interface OwnCaseProps {
  of: OwnFragment;
  owner: string;
  keep: 'local' | 'session';
  leave: ReactNode;
}

export function OwnCase({ of: first, owner, keep, leave }: OwnCaseProps) {
  const texts = useTexts();
  const [of, setOf] = useState(first);
  const t = texts.citizen;
  const zone = of.pemda?.timeZone ?? WIB;
  const yours = of.status === 'AWAITING_REPORTER' || of.status === 'ANSWERED';
  return (
    <article className="own">
      <header className="own-head">
        <p className="code">{of.trackingCode}</p>
        {leave}
        <h1>{of.title}</h1>
        <div className="chips">
          <StatusChip status={of.status} />
          <DueChip dueAt={of.dueAt} clock={of.clock} zone={zone} />
          {of.outcome && (
            <Chip icon="checks" tone="good">
              {texts.words.outcome[of.outcome]}
            </Chip>
          )}
          <Flags of={of} />
        </div>
      </header>
      <section className={yours ? 'card turn turn-yours' : 'card turn'}>
        <Steps status={of.status} />
        <p className="turn-words">{t.whoseTurn[of.status]}</p>
        <p className="soft">
          <Icon name="building" size={16} /> {t.nowAt} {of.unit?.name ?? of.pemda?.name}
        </p>
      </section>
      <Decisions of={of.ombudsmanDecisions} />
      <Clocks clocks={of.clocks} zone={zone} />
      {of.messages.nodes.length > 0 && (
        <section className="card" aria-labelledby="own-talk">
          <h2 id="own-talk">{texts.case.talk}</h2>
          <Messages messages={of.messages.nodes} zone={zone} />
        </section>
      )}
      <Talking of={of} owner={owner} keep={keep} onMoved={setOf} />
      <details className="card">
        <summary>{texts.case.report}</summary>
        <p className="report-body">{of.body}</p>
        {of.place && (
          <p className="soft">
            <Icon name="pin" size={16} /> {of.place}
          </p>
        )}
        <Files files={of.attachments} />
      </details>
      <details className="card">
        <summary>{t.journey}</summary>
        <Happenings events={of.timeline.nodes} decisions={of.ombudsmanDecisions} zone={zone} />
      </details>
      <Identity of={of} owner={owner} keep={keep} onMoved={setOf} />
    </article>
  );
}

interface TalkingProps {
  of: OwnFragment;
  owner: string;
  keep: 'local' | 'session';
  onMoved: (of: OwnFragment) => void;
}

function Talking({ of, owner, keep, onMoved }: TalkingProps) {
  const texts = useTexts();
  const [chosen, setChosen] = useState<string | null>(null);
  const [opened] = useState(() => Date.now());
  const ways = talk(of, opened);
  const spec = ways.find((way) => way.key === chosen) ?? null;
  if (ways.length === 0) {
    return null;
  }
  return (
    <section className="card" aria-labelledby="own-say">
      <h2 id="own-say">{texts.citizen.say}</h2>
      <div className="actions">
        {ways.map((way, index) => (
          <Button
            key={way.key}
            look={index === 0 ? 'primary' : 'plain'}
            aria-expanded={chosen === way.key}
            onClick={() => setChosen(chosen === way.key ? null : way.key)}
          >
            {texts.moves[way.key].title}
          </Button>
        ))}
      </div>
      {spec && (
        <Saying
          key={spec.key}
          spec={spec}
          of={of}
          owner={owner}
          keep={keep}
          onMoved={(next) => {
            setChosen(null);
            onMoved(next);
          }}
          onStale={onMoved}
        />
      )}
    </section>
  );
}

/** Who knows who reported, and who may. */
function Identity({ of, owner, keep, onMoved }: TalkingProps) {
  const texts = useTexts();
  const t = texts.citizen;
  const { stale, onRefused } = useStale(of, onMoved);
  const consents = of.reporter !== null && of.viewerCan.includes('CONSENT');
  if (!consents && of.identityAccesses.length === 0) {
    return null;
  }
  const zone = of.pemda?.timeZone ?? WIB;
  return (
    <section className="card" aria-labelledby="own-identity">
      <h2 id="own-identity">{t.identity}</h2>
      {stale}
      <Consent of={of} owner={owner} keep={keep} onMoved={onMoved} onRefused={onRefused} />
      {of.identityAccesses.length > 0 && (
        <>
          <h3 className="openings-title">{t.openings}</h3>
          <ul className="openings">
            {of.identityAccesses.map((access) => (
              <li key={access.at}>
                {access.title}, {dayOf(access.at, texts.locale, zone)}: {access.reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** When the report changed meanwhile: it is read again, and its reporter is told so. */
function useStale(of: OwnFragment, onStale: (of: OwnFragment) => void) {
  const texts = useTexts();
  const ask = useAsk();
  const [stale, setStale] = useState(false);
  const read = async (refusal: Refusal) => {
    if (refusal.code === 'CONFLICT') {
      setStale(true);
      const { data } = await ask(OwnCaseDocument, { code: of.trackingCode });
      if (data?.complaintByCode) {
        onStale(data.complaintByCode);
      }
    }
  };
  const notice = stale && (
    <Notice tone="warn" urgent>
      {texts.case.conflict}
    </Notice>
  );
  return { stale: notice, onRefused: (refusal: Refusal) => void read(refusal) };
}

function Saying(props: TalkingProps & { spec: TalkSpec; onStale: (of: OwnFragment) => void }) {
  const { spec, of, owner, keep, onMoved, onStale } = props;
  const texts = useTexts();
  const toast = useToast();
  const { stale, onRefused } = useStale(of, onStale);
  const fields = useMemo(() => spec.fields(texts), [spec, texts]);
  const scope = useMemo(() => [owner, of.id, spec.key], [owner, of.id, spec.key]);
  const input = useCallback(
    (values: FormValues) => ({ complaint: of.id, version: of.version, ...spec.input(values) }),
    [of.id, of.version, spec],
  );
  return (
    <>
      {stale}
      <MoveForm
        fields={fields}
        scope={scope}
        keep={keep}
        document={spec.document}
        input={input}
        send={texts.moves[spec.key].send}
        onDone={(data) => {
          toast(texts.moves[spec.key].done);
          onMoved(Object.values(data)[0] as OwnFragment);
        }}
        onRefused={onRefused}
      />
    </>
  );
}
