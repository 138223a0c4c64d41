// Facts beside the report: who, where, since when; units that take part; what may be the same.
import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';

import { useMay, useViewer, useZone } from '../app/viewer';
import { useAsked } from '../graph/asking';
import { PossibleDuplicatesDocument, type CaseFragment } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { DueChip } from '../kit/chips';
import { dayOf, momentOf } from '../pure/moments';
import { useTexts } from '../texts/texts';
import type { Identity, Opened } from './CasePage';

interface AsideProps {
  of: CaseFragment;
  identity: Identity | null;
  onOpen: (opened: Opened) => void;
}

export function CaseAside({ of, identity, onOpen }: AsideProps) {
  const texts = useTexts();
  return (
    <aside className="case-aside" aria-label={texts.case.facts}>
      <Facts of={of} />
      <Reporter of={of} identity={identity} />
      <Handlings of={of} onOpen={onOpen} />
      <Participants of={of} onOpen={onOpen} />
      <Duplicates of={of} onOpen={onOpen} />
    </aside>
  );
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="block">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Facts({ of }: { of: CaseFragment }) {
  const texts = useTexts();
  const zone = useZone();
  const viewer = useViewer();
  const { locale } = texts;
  const t = texts.case;
  const late = Date.parse(of.enteredAt) - Date.parse(of.receivedAt) > 60_000;
  const facts: [string, ReactNode][] = [
    [t.unit, of.unit?.name ?? texts.desk.atDesk],
    [t.desk, of.desk && of.desk.id !== of.unit?.id ? of.desk.name : null],
    [t.pemda, of.pemda?.code === viewer.pemda?.code ? null : of.pemda?.name],
    [t.topic, of.topic?.name ?? t.noTopic],
    [t.channel, texts.words.channel[of.channel]],
    [t.received, momentOf(of.receivedAt, locale, zone)],
    [t.entered, late ? momentOf(of.enteredAt, locale, zone) : null],
    [t.priority, of.priority && texts.words.priority[of.priority]],
    [t.tags, of.tags.join(', ')],
    [t.rating, of.rating && texts.citizen.ratingOf(of.rating)],
    [
      t.closed,
      of.closedAt &&
        `${momentOf(of.closedAt, locale, zone)} ${of.closedBy ? t.closedBy(texts.words.closer[of.closedBy]) : ''}`,
    ],
    [t.external, of.externalId],
    [t.parent, of.parent && <Link to={`/meja/laporan/${of.parent.trackingCode}`}>{of.parent.title}</Link>],
  ];
  return (
    <Block title={t.facts}>
      <dl className="facts">
        {facts
          .filter(([, value]) => Boolean(value))
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Block>
  );
}

function Reporter({ of, identity }: { of: CaseFragment; identity: Identity | null }) {
  const texts = useTexts();
  const zone = useZone();
  const shown = identity ?? of.reporter;
  return (
    <Block title={texts.case.reporter}>
      {shown ? (
        <ul className="reporter">
          {[shown.name, shown.phone, shown.email, shown.address].filter(Boolean).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : (
        <p className="soft">{texts.case.reporterHidden}</p>
      )}
      {identity && <p className="hint">{texts.case.shown}</p>}
      {of.identityAccesses.length > 0 && (
        <details className="checks">
          <summary>
            {texts.case.opened} ({of.identityAccesses.length})
          </summary>
          <ul className="openings">
            {of.identityAccesses.map((access) => (
              <li key={access.at}>
                {access.title}, {dayOf(access.at, texts.locale, zone)}: {access.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Block>
  );
}

function Handlings({ of, onOpen }: Pick<AsideProps, 'of' | 'onOpen'>) {
  const texts = useTexts();
  const zone = useZone();
  const { position } = useViewer();
  const responds = useMay('handling:respond');
  if (of.handlings.length === 0) {
    return null;
  }
  return (
    <Block title={texts.case.handlings}>
      <ul className="handlings">
        {of.handlings.map((handling) => (
          <li key={handling.id}>
            <p className="handling-head">
              <strong>{handling.unit?.name}</strong>
              {handling.status === 'OPEN' ? (
                <DueChip dueAt={handling.dueAt} clock="COMPLETION" zone={zone} />
              ) : (
                <span className="chip">{texts.words.handling[handling.status]}</span>
              )}
            </p>
            <p>{handling.task}</p>
            {handling.answer && <p className="handling-answer">{handling.answer}</p>}
            {responds && handling.status === 'OPEN' && handling.unit?.id === position?.unit?.id && (
              <p className="handling-foot">
                <Button
                  small
                  look="primary"
                  icon="chat"
                  onClick={() => onOpen({ key: 'ANSWER_HANDLING', part: handling.id })}
                >
                  {texts.case.answerThis}
                </Button>
                <Button small icon="back" onClick={() => onOpen({ key: 'RETURN_HANDLING', part: handling.id })}>
                  {texts.case.returnThis}
                </Button>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Participants({ of, onOpen }: Pick<AsideProps, 'of' | 'onOpen'>) {
  const texts = useTexts();
  if (of.participants.length === 0) {
    return null;
  }
  const may = of.viewerCan.includes('TEMBUSAN');
  return (
    <Block title={texts.case.participants}>
      <ul className="parties">
        {of.participants.map(({ part, unit }) => (
          <li key={`${part} ${unit?.id ?? ''}`}>
            <span>{unit?.name}</span>
            <span className="party-part">{texts.words.part[part]}</span>
            {may && part === 'TEMBUSAN' && unit && (
              <Button small look="quiet" onClick={() => onOpen({ key: 'REMOVE_TEMBUSAN', part: unit.id })}>
                {texts.case.removeTembusan}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Duplicates({ of, onOpen }: Pick<AsideProps, 'of' | 'onOpen'>) {
  const texts = useTexts();
  const looked = of.viewerCan.includes('READ_INTERNAL');
  const variables = useMemo(() => (looked ? { id: of.id } : null), [looked, of.id]);
  const { data } = useAsked(PossibleDuplicatesDocument, variables);
  const found = data?.complaint?.possibleDuplicates ?? [];
  if (found.length === 0) {
    return null;
  }
  const merges = of.viewerCan.includes('MERGE') && of.parent === null;
  return (
    <Block title={texts.case.duplicates}>
      <ul className="twins">
        {found.slice(0, 5).map(({ score, complaint }) => (
          <li key={complaint.id}>
            <Link to={`/meja/laporan/${complaint.trackingCode}`} state={{ id: complaint.id }}>
              {complaint.title}
            </Link>
            <p className="soft">
              {texts.case.likeness(Math.min(99, Math.round(score * 100)))} · {texts.words.status[complaint.status]}
              {complaint.unit && ` · ${complaint.unit.name}`}
            </p>
            {merges && (
              <Button
                small
                look="quiet"
                icon="merge"
                onClick={() =>
                  onOpen({ key: 'MERGE', values: { parent: { id: complaint.id, label: complaint.title } } })
                }
              >
                {texts.case.mergeInto}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Block>
  );
}
