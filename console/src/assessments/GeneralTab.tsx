// Part A: complaints of the period as Tuntas counts them, the reports behind each figure, and what was stated against it.
import { useMemo, useState } from 'react';
import { Link } from 'react-router';

import { useOwner, useZone } from '../app/viewer';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import {
  ContestGeneralInformationDocument,
  GeneralComplaintsDocument,
  type CampaignFragment,
  type GeneralComplaintsQuery,
  type GeneralFigure,
  type PartAFragment,
} from '../graph/generated/graphql';
import { only } from '../graph/nodes';
import { Button } from '../kit/Button';
import { StatusChip } from '../kit/chips';
import { Refused } from '../kit/Notice';
import { useToast } from '../kit/toasts';
import { usePages } from '../kit/usePages';
import { shownIn } from '../pure/figures';
import { dayOf, momentOf } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { mayLead } from './stages';

interface GeneralProps {
  of: CampaignFragment;
  onChanged: () => void;
}

export function GeneralTab({ of, onChanged }: GeneralProps) {
  const texts = useTexts();
  const t = texts.assessments;
  const [behind, setBehind] = useState<GeneralFigure | null>(null);
  const [contesting, setContesting] = useState(false);
  const part = of.generalInformation;
  if (part === null) {
    return null;
  }
  const contestable = mayLead(of);
  return (
    <div className="result">
      <p className="soft">{t.generalLead}</p>
      <Figures of={part} behind={behind} onBehind={setBehind} />
      <p>
        {t.average[of.questionSet.counting]} <strong>{shownIn(texts.locale, part.averageReceived.shown)}</strong>
      </p>
      {behind && <Behind key={behind} id={of.id} of={behind} />}
      <h2>{t.contests}</h2>
      <Contests of={part} />
      {contestable && !contesting && (
        <Button icon="pen" onClick={() => setContesting(true)}>
          {t.contest}
        </Button>
      )}
      {contesting && (
        <ContestForm
          id={of.id}
          onCancel={() => setContesting(false)}
          onDone={() => {
            setContesting(false);
            onChanged();
          }}
        />
      )}
    </div>
  );
}

interface FiguresProps {
  of: PartAFragment;
  behind: GeneralFigure | null;
  onBehind: (of: GeneralFigure | null) => void;
}

function Figures({ of, behind, onBehind }: FiguresProps) {
  const texts = useTexts();
  const t = texts.assessments;
  const figures: [GeneralFigure, number, string | null][] = [
    ['RECEIVED', of.received, null],
    ['RESOLVED', of.resolved, of.resolvedShare?.shown ?? null],
    ['NOT_RESOLVED', of.notResolved, of.notResolvedShare?.shown ?? null],
  ];
  return (
    <ul className="general">
      {figures.map(([figure, count, share]) => (
        <li key={figure} className="card">
          <span className="soft">{t.figures[figure]}</span>
          <strong>{count}</strong>
          <span className="soft">{share === null ? t.reports : `${shownIn(texts.locale, share)} %`}</span>
          <Button
            small
            aria-expanded={behind === figure}
            aria-label={`${t.drill}: ${t.figures[figure]}`}
            onClick={() => onBehind(behind === figure ? null : figure)}
          >
            {t.drill}
          </Button>
        </li>
      ))}
    </ul>
  );
}

const NO_PAGE = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };

function pageOf(data: GeneralComplaintsQuery) {
  return only(data.node)?.generalInformation?.complaints ?? NO_PAGE;
}

function Behind({ id, of }: { id: string; of: GeneralFigure }) {
  const texts = useTexts();
  const t = texts.assessments;
  const zone = useZone();
  const variables = useMemo(() => ({ id, of }), [id, of]);
  const { nodes, refusal, loading, again, foot } = usePages(GeneralComplaintsDocument, variables, pageOf);
  return (
    <section className="behind" aria-label={`${t.drill}: ${t.figures[of]}`}>
      <p className="hint">{t.drillHint}</p>
      {refusal && <Refused refusal={refusal} again={again} />}
      {!loading && !refusal && nodes.length === 0 && <p className="soft">{t.noReports}</p>}
      <ul className="rows">
        {nodes.map((one) => (
          <li key={one.id}>
            <Link className="row" to={`/meja/laporan/${one.trackingCode}`}>
              <span>{one.title}</span>
              <span className="chips">
                <StatusChip status={one.status} />
                <span className="code">{one.trackingCode}</span>
                <span className="row-day">{dayOf(one.receivedAt, texts.locale, zone)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {foot}
    </section>
  );
}

function Contests({ of }: { of: PartAFragment }) {
  const texts = useTexts();
  const t = texts.assessments;
  const zone = useZone();
  if (of.contests.length === 0) {
    return <p className="soft">{t.noContests}</p>;
  }
  return (
    <ul className="rows">
      {of.contests.map((one) => (
        <li key={one.at} className="row">
          <strong>{t.contested(one.received, one.resolved)}</strong>
          <span>{one.reason}</span>
          <span className="soft">
            {t.evidence}: {one.evidence}
            {one.link && (
              <>
                {' '}
                <a href={one.link} target="_blank" rel="noreferrer">
                  {t.openLink}
                </a>
              </>
            )}
          </span>
          <span className="soft">{t.by(one.byTitle, momentOf(one.at, texts.locale, zone))}</span>
        </li>
      ))}
    </ul>
  );
}

function ContestForm({ id, onDone, onCancel }: { id: string; onDone: () => void; onCancel: () => void }) {
  const texts = useTexts();
  const t = texts.assessments;
  const toast = useToast();
  const owner = useOwner();
  const fields = useMemo<FieldSpec[]>(
    () => [
      { kind: 'number', name: 'received', label: t.figures.RECEIVED, required: true, low: 0, high: 10_000_000 },
      { kind: 'number', name: 'resolved', label: t.figures.RESOLVED, required: true, low: 0, high: 10_000_000 },
      { kind: 'area', name: 'reason', label: t.contestReason, required: true, min: 5, max: 2000 },
      { kind: 'area', name: 'evidence', label: t.evidence, required: true, min: 5, max: 2000, rows: 2 },
      { kind: 'line', name: 'link', label: t.link, hint: t.linkHint, max: 500 },
    ],
    [t],
  );
  const check = (values: FormValues): Errors =>
    Number(textOf(values, 'resolved')) > Number(textOf(values, 'received')) ? { resolved: t.moreResolved } : {};
  return (
    <section className="card" aria-label={t.contest}>
      <MoveForm
        fields={fields}
        scope={[owner, id, 'CONTEST']}
        document={ContestGeneralInformationDocument}
        check={check}
        input={(values) => ({
          assessment: id,
          received: Number(textOf(values, 'received')),
          resolved: Number(textOf(values, 'resolved')),
          reason: textOf(values, 'reason'),
          evidence: textOf(values, 'evidence'),
          link: textOf(values, 'link'),
        })}
        send={t.sendContest}
        onCancel={onCancel}
        onDone={() => {
          toast(t.contestDone);
          onDone();
        }}
      />
    </section>
  );
}
