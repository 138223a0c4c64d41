// Which complaints are on the list now, what comes after them, and what has happened to them since?
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import { useViewer } from '../app/viewer';
import { useAsk, useAsked } from '../graph/asking';
import { DeskCountsDocument, DeskDocument, type DeskCountsQuery, type LineFragment } from '../graph/generated/graphql';
import type { Refusal } from '../graph/refusals';
import { asked, includesBelow, type DeskFilter } from '../pure/filters';
import { appended, withNews, type Listed } from '../pure/news';
import { useNews } from './NewsFeed';

const PAGE = 30;

export interface Desk {
  lines: LineFragment[];
  total: number | null;
  loading: boolean;
  refusal: Refusal | null;
  hasMore: boolean;
  /** News that the list does not show yet. */
  unseen: number;
  counts: DeskCountsQuery | null;
  more: () => void;
  reload: () => void;
  /** A case was moved here, in this page: its line follows at once. */
  replace: (line: LineFragment) => void;
}

interface State extends Listed<LineFragment> {
  key: string;
  total: number | null;
  cursor: string | null;
}

const NOTHING: State = { key: '', lines: [], unseen: 0, total: null, cursor: null };
const NO_VARIABLES = {};

export function useDesk(filter: DeskFilter): Desk {
  const { role } = useViewer();
  const ask = useAsk();
  const [state, setState] = useState<State>(NOTHING);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [loading, setLoading] = useState(true);
  const [round, setRound] = useState(0);
  const counts = useAsked(DeskCountsDocument, NO_VARIABLES);
  const variables = useMemo(
    () => ({
      pemda: null,
      includeBelow: includesBelow(filter, role),
      filter: asked(filter, role),
      orderBy: filter.order,
      first: PAGE,
    }),
    [filter, role],
  );
  const key = JSON.stringify(variables);
  const wanted = useRef(key);

  const read = useCallback(
    async (after: string | null) => {
      const { data, refusal: refused } = await ask(DeskDocument, { ...variables, after });
      if (wanted.current !== key) {
        return; // another list is wanted by now
      }
      setLoading(false);
      setRefusal(refused);
      if (data !== null) {
        const { nodes, pageInfo, totalCount } = data.complaints;
        setState((before) => ({
          key,
          lines: after === null ? nodes : appended(before.lines, nodes),
          unseen: after === null ? 0 : before.unseen,
          total: totalCount,
          cursor: pageInfo.hasNextPage ? pageInfo.endCursor : null,
        }));
      }
    },
    [ask, variables, key],
  );

  useEffect(() => {
    wanted.current = key;
    setLoading(true);
    void read(null);
  }, [read, key, round]);

  const again = counts.again;
  const refresh = useRef<ReturnType<typeof setTimeout>>(undefined);
  const recount = useCallback(() => {
    clearTimeout(refresh.current);
    refresh.current = setTimeout(again, 1500);
  }, [again]);
  useEffect(() => () => clearTimeout(refresh.current), []);

  useNews((news) => {
    setState((before) => ({ ...before, ...withNews(before, news?.complaint ?? null) }));
    recount();
  });

  const { cursor } = state;
  return {
    lines: state.lines,
    total: state.total,
    loading: loading || state.key !== key,
    refusal,
    hasMore: cursor !== null,
    unseen: state.unseen,
    counts: counts.data,
    more: useCallback(() => {
      setLoading(true);
      void read(cursor);
    }, [read, cursor]),
    reload: useCallback(() => {
      setRound((value) => value + 1);
      again();
    }, [again]),
    replace: useCallback(
      (line: LineFragment) => {
        setState((before) => ({ ...before, lines: before.lines.map((old) => (old.id === line.id ? line : old)) }));
        recount();
      },
      [recount],
    ),
  };
}
