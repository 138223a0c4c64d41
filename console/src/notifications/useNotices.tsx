// What the person was told, page by page, what of it was read here, and whether more came meanwhile.
import { useCallback, useMemo, useState, type ReactNode } from 'react';

import { useSend } from '../graph/asking';
import {
  MarkReadDocument,
  NotificationsDocument,
  type NoticeFragment,
  type NotificationsQuery,
} from '../graph/generated/graphql';
import type { Refusal } from '../graph/refusals';
import { usePages } from '../kit/usePages';
import { newKey } from '../pure/intents';
import { setUnread, useArrivals } from './unread';

interface Notices {
  nodes: NoticeFragment[];
  refusal: Refusal | null;
  loading: boolean;
  again: () => void;
  foot: ReactNode;
  /** Something came that the list does not show yet. */
  more: boolean;
  isRead: (notice: NoticeFragment) => boolean;
  /** These; everything when null. */
  read: (notices: NoticeFragment[] | null, onDone?: () => void) => void;
}

const pageOf = (data: NotificationsQuery) => data.notifications;
/** What one request takes. */
const AT_ONCE = 100;

export function useNotices(unreadOnly: boolean): Notices {
  const send = useSend();
  const variables = useMemo(() => ({ unreadOnly }), [unreadOnly]);
  const pages = usePages(NotificationsDocument, variables, pageOf);
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const [more, setMore] = useState(false);
  const [failed, setFailed] = useState<Refusal | null>(null);
  useArrivals(() => setMore(true));

  const read = useCallback(
    (notices: NoticeFragment[] | null, onDone?: () => void) => {
      const ids = notices?.slice(0, AT_ONCE).map((notice) => notice.id) ?? null;
      const seen = (ids ?? pages.nodes.map((notice) => notice.id)).filter((id) => !done.has(id));
      setDone(new Set([...done, ...seen]));
      setFailed(null);
      void send(MarkReadDocument, { input: { clientKey: newKey(), notifications: ids } }).then(({ data, refusal }) => {
        if (data !== null) {
          setUnread(data.markRead.unread);
          onDone?.();
        } else {
          setFailed(refusal);
          setDone((all) => new Set([...all].filter((id) => !seen.includes(id))));
        }
      });
    },
    [send, done, pages.nodes],
  );
  return {
    ...pages,
    refusal: pages.refusal ?? failed,
    again: () => {
      setMore(false);
      pages.again();
    },
    more,
    isRead: (notice) => notice.readAt !== null || done.has(notice.id),
    read,
  };
}
