// What a citizen with an account has filed.
import { useMemo } from 'react';
import { Link, Navigate, useParams } from 'react-router';

import { useSession } from '../app/session';
import { WIB } from '../app/viewer';
import { useAsked } from '../graph/asking';
import { MyComplaintsDocument, OwnCaseDocument, type MyComplaintsQuery } from '../graph/generated/graphql';
import { ButtonLink } from '../kit/Button';
import { DueChip, StatusChip } from '../kit/chips';
import { Empty, Refused, Waiting } from '../kit/Notice';
import { useNow } from '../kit/now';
import { useTitle } from '../kit/title';
import { shortDay } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { OwnCase } from './OwnCase';
import { usePages } from '../kit/usePages';

export default function MyPage() {
  const texts = useTexts();
  const { code } = useParams();
  const { person } = useSession();
  useTitle(texts.citizen.mine);
  if (person === undefined) {
    return <Waiting />;
  }
  if (person === null) {
    return <Navigate to={`/masuk?ke=${encodeURIComponent('/laporan-saya')}`} replace />;
  }
  return code ? <One code={code} /> : <All />;
}

const NOTHING = {};
const pageOf = (data: MyComplaintsQuery) => data.myComplaints;

function All() {
  const texts = useTexts();
  const { nodes, refusal, loading, again, foot } = usePages(MyComplaintsDocument, NOTHING, pageOf);
  return (
    <div className="own-list">
      <h1>{texts.citizen.mine}</h1>
      {refusal && <Refused refusal={refusal} again={again} />}
      {!loading && nodes.length === 0 && !refusal && (
        <Empty icon="inbox" title={texts.citizen.noMine}>
          <ButtonLink to="/lapor" look="primary">
            {texts.citizen.file}
          </ButtonLink>
        </Empty>
      )}
      <ul className="rows">
        {nodes.map((of) => (
          <Row key={of.id} of={of} />
        ))}
      </ul>
      {foot}
    </div>
  );
}

function Row({ of }: { of: MyComplaintsQuery['myComplaints']['nodes'][number] }) {
  const texts = useTexts();
  const now = useNow();
  const zone = of.pemda?.timeZone ?? WIB;
  return (
    <li>
      <Link to={`/laporan-saya/${of.trackingCode}`} className="row">
        <span className="chips">
          <StatusChip status={of.status} />
          <DueChip dueAt={of.dueAt} clock={of.clock} zone={zone} />
        </span>
        <strong>{of.title}</strong>
        <span className="soft">
          {of.pemda?.name} · {shortDay(of.receivedAt, texts.locale, zone, now)} ·{' '}
          <span className="code">{of.trackingCode}</span>
        </span>
      </Link>
    </li>
  );
}

function One({ code }: { code: string }) {
  const texts = useTexts();
  const { person } = useSession();
  const variables = useMemo(() => ({ code }), [code]);
  const { data, refusal, again } = useAsked(OwnCaseDocument, variables);
  if (refusal) {
    return <Refused refusal={refusal} again={again} />;
  }
  if (data === null) {
    return <Waiting lines={8} />;
  }
  const back = <Link to="/laporan-saya">← {texts.citizen.mine}</Link>;
  return data.complaintByCode ? (
    <OwnCase of={data.complaintByCode} owner={person?.name ?? ''} keep="local" leave={back} />
  ) : (
    <Empty icon="search" title={texts.citizen.unknownCode}>
      {back}
    </Empty>
  );
}
