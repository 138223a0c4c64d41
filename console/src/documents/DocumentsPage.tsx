// Documents to sign, to go on writing or to reckon with: asked for, watched while they are written, fetched.
import './documents.css';

import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'react-router';

import { useMay, useViewer } from '../app/viewer';
import { useSend } from '../graph/asking';
import { RequestDocumentDocument, type PaperFragment } from '../graph/generated/graphql';
import type { Refusal } from '../graph/refusals';
import { Button, ButtonLink } from '../kit/Button';
import { Empty, Refused } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { useToast } from '../kit/toasts';
import { newKey } from '../pure/intents';
import { useTexts } from '../texts/texts';
import { NEEDS } from './kinds';
import { LetterheadForm } from './LetterheadForm';
import { PaperRow, titleOf } from './PaperRow';
import { RequestForm, useSubjects } from './RequestForm';
import { usePapers } from './usePapers';
import { wantedBy } from './wanted';

type Doing = 'request' | 'letterhead' | null;

export default function DocumentsPage() {
  const texts = useTexts();
  const t = texts.documents;
  const toast = useToast();
  const send = useSend();
  const [query, setQuery] = useSearchParams();
  const wanted = wantedBy(query);
  const [doing, setDoing] = useState<Doing>(wanted ? 'request' : null);
  const [failed, setFailed] = useState<Refusal | null>(null);
  const asks = useMay('document:request');
  const heads = useMay('letterhead:manage');
  const { pemda } = useViewer();
  const imports = useMay('complaint:import') && pemda !== null && pemda.level !== 'NASIONAL';
  const subjects = useSubjects(texts);
  const aboutOf = (paper: PaperFragment) =>
    [...subjects.assessment, ...subjects.plan].find(([id]) => id === paper.subject)?.[1] ?? null;
  const { papers, refusal, loading, again, foot, add } = usePapers((paper) =>
    paper.state === 'DONE'
      ? toast(t.ready(titleOf(paper, aboutOf(paper), texts)), 'download')
      : toast(t.notReady(titleOf(paper, aboutOf(paper), texts)), 'alert'),
  );
  useTitle(t.title);
  const shut = () => {
    setDoing(null);
    setQuery({}, { replace: true });
  };
  const requested = (paper: PaperFragment) => {
    add(paper);
    toast(t.requested);
  };
  const repeat = async ({ kind, format, year, month, subject, question }: PaperFragment) => {
    const asked = NEEDS[kind]?.question;
    const input = {
      clientKey: newKey(),
      kind,
      format,
      year,
      month,
      subject,
      ...(asked && question !== null ? { [asked]: JSON.parse(question) as object } : {}),
    };
    const { data, refusal: told } = await send(RequestDocumentDocument, { input });
    setFailed(told);
    if (data !== null) {
      requested(data.requestDocument);
    }
  };
  return (
    <div className="narrow documents">
      <h1>{t.title}</h1>
      <p className="lead">{t.lead}</p>
      <div className="paper-tools">
        {asks && (
          <Button look="primary" icon="plus" onClick={() => setDoing('request')}>
            {t.request}
          </Button>
        )}
        {heads && (
          <Button icon="pen" onClick={() => setDoing('letterhead')}>
            {t.letterheadTitle}
          </Button>
        )}
        {imports && (
          <ButtonLink icon="upload" to="/meja/dokumen/impor">
            {t.importTitle}
          </ButtonLink>
        )}
      </div>
      {refusal && <Refused refusal={refusal} again={again} />}
      {failed && <Refused refusal={failed} />}
      {!loading && !refusal && papers.length === 0 && <Empty icon="file" title={t.none} hint={t.noneHint} />}
      <ul className="rows">
        {papers.map((paper) => (
          <PaperRow key={paper.id} of={paper} about={aboutOf(paper)} onAgain={repeat} />
        ))}
      </ul>
      {foot}
      <Modal
        opened={doing !== null}
        onClose={shut}
        size="lg"
        title={doing === 'letterhead' ? t.letterheadTitle : t.request}
        closeButtonProps={{ 'aria-label': texts.app.close }}
      >
        {doing === 'request' && (
          <RequestForm
            wanted={wanted}
            onDone={(paper) => {
              requested(paper);
              shut();
            }}
          />
        )}
        {doing === 'letterhead' && <LetterheadForm onDone={shut} />}
      </Modal>
    </div>
  );
}
