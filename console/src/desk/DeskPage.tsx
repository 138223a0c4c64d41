// The desk: what waits on the left, the case that is open on the right; on a telephone one after the other.
import './desk.css';

import { useCallback, useMemo, useRef } from 'react';
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router';

import { CasePage } from '../case/CasePage';
import type { LineFragment } from '../graph/generated/graphql';
import { Empty } from '../kit/Notice';
import { useKeys } from '../kit/keys';
import { useTitle } from '../kit/title';
import { readFilter, writeFilter, type DeskFilter } from '../pure/filters';
import { trackingCode } from '../pure/tracking';
import { useTexts } from '../texts/texts';
import { DeskContext } from './deskContext';
import { DeskHead } from './DeskHead';
import { DeskList } from './DeskList';
import { useDesk } from './useDesk';

export default function DeskPage() {
  const texts = useTexts();
  const params = useParams();
  // However it was typed or printed: one case has one address.
  const code = params.code === undefined ? null : (trackingCode(params.code) ?? params.code);
  const [search] = useSearchParams();
  const { state } = useLocation() as { state: { id?: string } | null };
  const navigate = useNavigate();
  const words = search.toString();
  const filter = useMemo(() => readFilter(new URLSearchParams(words)), [words]);
  const desk = useDesk(filter);
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useTitle(code ? null : texts.desk.title);

  const suffix = words ? `?${words}` : '';
  const open = useCallback(
    (line: Pick<LineFragment, 'id' | 'trackingCode'>) =>
      void navigate(`/meja/laporan/${line.trackingCode}${suffix}`, { state: { id: line.id } }),
    [navigate, suffix],
  );
  const shut = useCallback(() => void navigate(`/meja${suffix}`), [navigate, suffix]);
  const change = useCallback(
    (next: DeskFilter) => {
      const text = writeFilter(next).toString();
      void navigate(`/meja${text ? `?${text}` : ''}`, { replace: true });
    },
    [navigate],
  );

  const at = desk.lines.findIndex((line) => line.trackingCode === code);
  const step = (by: 1 | -1) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('a[data-line]') ?? [])];
    const focused = links.indexOf(document.activeElement as HTMLElement);
    const next =
      links[
        Math.max(
          0,
          Math.min(links.length - 1, focused < 0 ? Math.max(at, by > 0 && at < 0 ? 0 : at + by) : focused + by),
        )
      ];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
    const line = desk.lines.find((one) => one.id === next?.dataset.line);
    if (code !== null && line) {
      open(line); // somebody who reads wants to read on
    }
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    r: desk.reload,
    '/': () => field.current?.focus(),
    Escape: () => {
      if (code !== null) {
        shut();
        requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('a[data-line]')?.focus());
      }
    },
  });

  const id = (code !== null && (state?.id ?? desk.lines[at]?.id)) || null;
  const around = useMemo(() => {
    const opening = (line: LineFragment | undefined) => (line === undefined ? null : () => open(line));
    return {
      replace: desk.replace,
      reload: desk.reload,
      shut,
      previous: opening(desk.lines[at - 1]),
      next: at < 0 ? null : opening(desk.lines[at + 1]),
    };
  }, [desk.replace, desk.reload, desk.lines, at, open, shut]);

  return (
    <DeskContext value={around}>
      <div className={code === null ? 'desk' : 'desk desk-open'}>
        <section className="desk-side" aria-label={texts.desk.listLabel}>
          <DeskHead filter={filter} onChange={change} desk={desk} field={field} />
          <DeskList desk={desk} filter={filter} openCode={code} suffix={suffix} list={list} />
        </section>
        <div className="desk-main">
          {code === null ? (
            <Empty icon="inbox" title={texts.desk.choose} hint={texts.desk.chooseHint} />
          ) : (
            <CasePage key={code} code={code} known={id} />
          )}
        </div>
      </div>
    </DeskContext>
  );
}
