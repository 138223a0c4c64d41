// One published report, with what was answered to it.
import '../case/case.css';

import { useMemo } from 'react';
import { Link, useParams } from 'react-router';

import { WIB } from '../app/viewer';
import { Happenings } from '../case/Happenings';
import { useAsked } from '../graph/asking';
import { PublicCaseDocument } from '../graph/generated/graphql';
import { ButtonLink } from '../kit/Button';
import { Chip, StatusChip } from '../kit/chips';
import { Icon } from '../kit/icons';
import { Empty, Refused, Waiting } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { momentOf, plainDay } from '../pure/moments';
import { trackingCode } from '../pure/tracking';
import { useTexts } from '../texts/texts';
import { Steps } from './Steps';

export default function PublicCasePage() {
  const texts = useTexts();
  const { code: given = '' } = useParams();
  const code = trackingCode(given);
  const variables = useMemo(() => (code === null ? null : { code }), [code]);
  const { data, refusal, loading, again } = useAsked(PublicCaseDocument, variables);
  const of = data?.complaintByCode ?? null;
  useTitle(of?.title);
  if (refusal) {
    return <Refused refusal={refusal} again={again} />;
  }
  if (loading && variables !== null) {
    return <Waiting lines={8} />;
  }
  if (of === null) {
    return (
      <Empty icon="lock" title={texts.citizen.notPublic}>
        <ButtonLink to={`/lacak?kode=${encodeURIComponent(given)}`}>{texts.citizen.follow}</ButtonLink>
      </Empty>
    );
  }
  const zone = of.pemda?.timeZone ?? WIB;
  return (
    <article className="own">
      <header className="own-head">
        {of.pemda && <Link to={`/daerah/${of.pemda.code}`}>← {texts.citizen.publicTitle(of.pemda.name)}</Link>}
        <h1>{of.title}</h1>
        <div className="chips">
          <StatusChip status={of.status} />
          <Chip icon="flag">{texts.words.kind[of.kind]}</Chip>
          {of.outcome && (
            <Chip icon="checks" tone="good">
              {texts.words.outcome[of.outcome]}
            </Chip>
          )}
        </div>
      </header>
      <section className="card turn">
        <Steps status={of.status} />
        {(of.unit ?? of.pemda) && (
          <p className="soft">
            <Icon name="building" size={16} /> {texts.citizen.nowAt} {of.unit?.name ?? of.pemda?.name}
          </p>
        )}
      </section>
      <section className="card">
        <p className="report-body">{of.body}</p>
        <p className="soft">
          {[
            of.place,
            of.incidentOn && plainDay(of.incidentOn, texts.locale),
            momentOf(of.receivedAt, texts.locale, zone),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </section>
      {of.messages.nodes.length > 0 && (
        <section className="card" aria-label={texts.case.talk}>
          <ol className="talk">
            {of.messages.nodes.map((message) => (
              <li key={message.id} className="said said-public said-by-office">
                <header>
                  <span className="said-kind">{texts.words.message[message.kind]}</span>
                  <span className="said-who">
                    {message.authorTitle} · {momentOf(message.at, texts.locale, zone)}
                  </span>
                </header>
                <p className="said-body">{message.body}</p>
                {message.evidence && (
                  <p className="said-evidence">
                    <strong>{texts.case.evidence}:</strong> {message.evidence}
                  </p>
                )}
              </li>
            ))}
          </ol>
        </section>
      )}
      <details className="card" open>
        <summary>{texts.citizen.journey}</summary>
        <Happenings events={of.timeline.nodes} zone={zone} />
      </details>
    </article>
  );
}
