// What a pemda has published: a list that anybody can read and search.
import { useEffect, useMemo, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';

import { WIB } from '../app/viewer';
import { useAsked } from '../graph/asking';
import { PublicListDocument, PublicPemdaDocument, type PublicListQuery, type Status } from '../graph/generated/graphql';
import { ButtonLink } from '../kit/Button';
import { Chip, StatusChip } from '../kit/chips';
import { Icon } from '../kit/icons';
import { Empty, Notice, Refused } from '../kit/Notice';
import { useNow } from '../kit/now';
import { useTitle } from '../kit/title';
import { shortDay } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { usePages } from '../kit/usePages';

/** What can be public at all: never what waits for its reporter, never the archive. */
const STATUSES: Status[] = ['RECEIVED', 'DISPOSED', 'IN_PROGRESS', 'ANSWERED', 'CLOSED'];
const PAUSE = 350;
const pageOf = (data: PublicListQuery) => data.publicComplaints;

export default function PublicListPage() {
  const texts = useTexts();
  const { code = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const words = search.get('q') ?? '';
  const status = STATUSES.find((known) => known === search.get('status')) ?? null;
  const naming = useMemo(() => ({ code }), [code]);
  const pemda = useAsked(PublicPemdaDocument, naming);
  const name = pemda.data?.pemda.name;
  useTitle(name && texts.citizen.publicTitle(name));
  const variables = useMemo(
    () => ({
      pemda: code,
      filter: { ...(words.trim().length >= 3 && { text: words.trim() }), ...(status && { statuses: [status] }) },
    }),
    [code, words, status],
  );
  const { nodes, refusal, loading, again, foot } = usePages(PublicListDocument, variables, pageOf);
  const put = (field: string, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) {
          next.set(field, value);
        } else {
          next.delete(field);
        }
        return next;
      },
      { replace: true },
    );
  const zone = pemda.data?.pemda.timeZone ?? WIB;
  return (
    <div className="public-list">
      <header className="public-head">
        <div>
          <h1>{name ? texts.citizen.publicTitle(name) : texts.citizen.browse}</h1>
          <p className="soft">{texts.citizen.publicLead}</p>
        </div>
        <ButtonLink to={`/lapor?pemda=${code}`} look="primary" icon="pen">
          {texts.citizen.file}
        </ButtonLink>
      </header>
      {pemda.data && !pemda.data.pemda.enrolled && <Notice>{texts.citizen.notEnrolled}</Notice>}
      <div className="public-tools" role="search">
        <Words value={words} onChange={(value) => put('q', value)} />
        <div className="select">
          <select
            className="input"
            aria-label={texts.citizen.statusFilter}
            value={status ?? ''}
            onChange={(event) => put('status', event.target.value)}
          >
            <option value="">{texts.citizen.anyStatus}</option>
            {STATUSES.map((value) => (
              <option key={value} value={value}>
                {texts.words.status[value]}
              </option>
            ))}
          </select>
          <Icon name="chevronDown" size={16} />
        </div>
      </div>
      {refusal && <Refused refusal={refusal} again={again} />}
      {!loading && !refusal && nodes.length === 0 && <Empty icon="search" title={texts.citizen.noneFound} />}
      <ul className="rows">
        {nodes.map((line) => (
          <Row key={line.id} line={line} zone={zone} />
        ))}
      </ul>
      {foot}
    </div>
  );
}

function Row({ line, zone }: { line: PublicListQuery['publicComplaints']['nodes'][number]; zone: string }) {
  const texts = useTexts();
  const now = useNow();
  const about = [line.topic?.name ?? texts.words.kind[line.kind], line.unit?.name, line.place].filter(Boolean);
  return (
    <li>
      <Link to={`/laporan/${line.trackingCode}`} className="row">
        <span className="chips">
          <StatusChip status={line.status} />
          {line.outcome && (
            <Chip icon="checks" tone="good">
              {texts.words.outcome[line.outcome]}
            </Chip>
          )}
          <span className="row-day">{shortDay(line.receivedAt, texts.locale, zone, now)}</span>
        </span>
        <strong>{line.title}</strong>
        <span className="soft">{about.join(' · ')}</span>
      </Link>
    </li>
  );
}

function Words({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const texts = useTexts();
  const [text, setText] = useState(value);
  useEffect(() => {
    if (text === value) {
      return;
    }
    const timer = setTimeout(() => onChange(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <div className="desk-search">
      <Icon name="search" size={16} />
      <input
        type="search"
        value={text}
        maxLength={100}
        aria-label={texts.citizen.search}
        placeholder={texts.citizen.search}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  );
}
