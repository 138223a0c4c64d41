// What lies on the desk of a position: the list that a holder hands to a successor.
import './offices.css';

import { useCallback, useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';

import { useViewer, useZone } from '../app/viewer';
import { usePages } from '../kit/usePages';
import { useAsk } from '../graph/asking';
import { HandoverDocument, PickPositionsDocument, type HandoverQuery } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { DueChip } from '../kit/chips';
import { Combo, type Picked } from '../kit/Combo';
import { Empty, Refused } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { trackingCode } from '../pure/tracking';
import { useTexts } from '../texts/texts';

export default function HandoverPage() {
  const texts = useTexts();
  const { position } = useViewer();
  const [search] = useSearchParams();
  const asked = search.get('jabatan');
  const own = position && { id: position.id, label: position.title, hint: position.unit?.name };
  const [picked, setPicked] = useState<Picked | null>(asked ? { id: asked, label: search.get('nama') ?? '…' } : own);
  useTitle(texts.offices.handoverTitle);
  return (
    <div className="narrow">
      <h1>{texts.offices.handoverTitle}</h1>
      <p className="lead">{texts.offices.handoverLead}</p>
      <PositionPicker value={picked} onChange={setPicked} />
      {picked && <Items key={picked.id} position={picked.id} />}
    </div>
  );
}

function PositionPicker({ value, onChange }: { value: Picked | null; onChange: (picked: Picked | null) => void }) {
  const texts = useTexts();
  const ask = useAsk();
  const find = useCallback(
    async (words: string) => {
      const { data } = await ask(PickPositionsDocument, { pemda: null });
      const wanted = words.trim().toLowerCase();
      return (data?.positions.nodes ?? [])
        .map((one) => ({ id: one.id, label: one.title, hint: one.unit?.name }))
        .filter((one) => `${one.label} ${one.hint ?? ''}`.toLowerCase().includes(wanted));
    },
    [ask],
  );
  return <Combo label={texts.offices.choosePosition} bare value={value} onChange={onChange} find={find} />;
}

const itemsOf = (data: HandoverQuery) => ({ ...data.handover.items, counts: data.handover.counts });

function Items({ position }: { position: string }) {
  const texts = useTexts();
  const zone = useZone();
  const variables = useMemo(() => ({ position }), [position]);
  const { nodes, refusal, loading, again, foot, page } = usePages(HandoverDocument, variables, itemsOf);
  const names: Record<string, string> = { ...texts.words.handling, ...texts.words.status };
  const named = (status: string) => names[status] ?? status;
  const counts = page?.counts ?? [];
  return (
    <>
      {refusal && <Refused refusal={refusal} again={again} />}
      {counts.length > 0 && (
        <dl className="figures">
          {counts.map(({ item, status, count }) => (
            <div key={item + status}>
              <dd>{count}</dd>
              <dt>
                {texts.words.item[item]} · {named(status)}
              </dt>
            </div>
          ))}
        </dl>
      )}
      {!loading && !refusal && nodes.length === 0 && <Empty icon="checks" title={texts.offices.noItems} />}
      {nodes.length > 0 && (
        <p className="no-print">
          <Button small icon="print" onClick={() => window.print()}>
            {texts.offices.print}
          </Button>
        </p>
      )}
      <ul className="rows">
        {nodes.map((item, index) => {
          const code = trackingCode(item.trackingCode) ?? item.trackingCode;
          const content = (
            <>
              <span className="chips">
                <span className="chip">{texts.words.item[item.item]}</span>
                <span className="chip">{named(item.status)}</span>
                <DueChip dueAt={item.dueAt} clock={null} zone={zone} />
              </span>
              <strong>{item.title}</strong>
              <span className="code">{code}</span>
            </>
          );
          return (
            <li key={`${item.trackingCode} ${index}`}>
              {item.complaint ? (
                <Link className="row" to={`/meja/laporan/${code}`} state={{ id: item.complaint.id }}>
                  {content}
                </Link>
              ) : (
                <div className="row row-still">{content}</div>
              )}
            </li>
          );
        })}
      </ul>
      {foot}
    </>
  );
}
