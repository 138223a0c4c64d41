// Filing a report: no account, no wrong door, a receipt at the end.
import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useEffect, useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';

import { useSession } from '../app/session';
import { WIB } from '../app/viewer';
import { chosenOf, textOf, type FormValues } from '../forms/spec';
import { useAsk, useAsked } from '../graph/asking';
import { PublicPemdaDocument, SimilarDocument, SubmitDocument, type SimilarQuery } from '../graph/generated/graphql';
import { ButtonLink } from '../kit/Button';
import { Notice, Waiting } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { useTexts } from '../texts/texts';
import { Receipt } from './Receipt';
import { holdReceipt } from './receipts';
import { ReportForm, type Filed } from './ReportForm';

export default function FilePage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const { person } = useSession();
  const [search] = useSearchParams();
  const [filed, setFiled] = useState<Filed | null>(null);
  const code = search.get('pemda');
  const variables = useMemo(() => (code === null ? null : { code }), [code]);
  const pemda = useAsked(PublicPemdaDocument, variables);
  useTitle(texts.citizen.filing);
  if (person === undefined || (code !== null && pemda.loading)) {
    return <Waiting lines={8} />;
  }
  if (person && person.positions.length > 0) {
    return (
      <Notice action={<ButtonLink to="/meja/catat">{texts.shell.enter}</ButtonLink>}>{texts.citizen.asStaff}</Notice>
    );
  }
  const chosen = pemda.data?.pemda;
  const zone = chosen?.timeZone ?? WIB;
  if (filed) {
    const follow = () => {
      if (filed.secret !== null) {
        holdReceipt({ code: filed.trackingCode, secret: filed.secret });
        void navigate('/lacak');
      } else {
        void navigate(`/laporan-saya/${filed.trackingCode}`);
      }
    };
    return <Receipt of={filed} zone={zone} onFollow={follow} onAnother={() => setFiled(null)} />;
  }
  return (
    <div className="filing">
      <h1>{texts.citizen.filing}</h1>
      <p className="lead">{texts.citizen.filingLead}</p>
      <ReportForm
        office={false}
        zone={zone}
        scope={[person?.name ?? 'tamu', 'lapor']}
        keep={person ? 'local' : 'session'}
        initial={{ pemda: chosen ? { id: chosen.code, label: chosen.name } : null }}
        document={SubmitDocument as TypedDocumentNode<{ submitComplaint: Filed }, AnyVariables>}
        onDone={(data) => {
          setFiled(data.submitComplaint);
          window.scrollTo(0, 0);
        }}
        similar={(values) => <Similar values={values} />}
        known={person?.name ?? null}
      />
    </div>
  );
}

const PAUSE = 900;

/** Shown while one writes: somebody else may have had the same trouble, and an answer. */
function Similar({ values }: { values: FormValues }) {
  const texts = useTexts();
  const ask = useAsk();
  const [found, setFound] = useState<SimilarQuery['similarComplaints']>([]);
  const pemda = chosenOf(values, 'pemda');
  const title = textOf(values, 'title');
  const body = textOf(values, 'body').slice(0, 2000);
  useEffect(() => {
    if (pemda === null || title.length < 10) {
      setFound([]);
      return;
    }
    let current = true;
    const timer = setTimeout(
      () =>
        void ask(SimilarDocument, { pemda, title: title.slice(0, 150), body }).then(
          ({ data }) => current && setFound(data?.similarComplaints ?? []),
        ),
      PAUSE,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [ask, pemda, title, body]);
  if (found.length === 0) {
    return null;
  }
  return (
    <Notice>
      {texts.citizen.similar}
      <ul className="similar">
        {found.slice(0, 3).map(({ complaint }) => (
          <li key={complaint.id}>
            <Link to={`/laporan/${complaint.trackingCode}`} target="_blank">
              {complaint.title}
            </Link>{' '}
            · {texts.words.status[complaint.status]}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
