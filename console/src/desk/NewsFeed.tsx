// What happens on this desk while its page is open? One connection a page, shared by all who want to know.
import { createContext, use, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';

import { useConnection } from '../graph/asking';
import { DeskNewsDocument, type DeskNewsSubscription } from '../graph/generated/graphql';
import { keepListening } from '../graph/line';

/** Null: news were missed, whatever is shown should be read again. */
export type News = DeskNewsSubscription['deskNews'] | null;
type Listener = (news: News) => void;

interface Feed {
  live: boolean;
  hear: (listener: Listener) => () => void;
}

const FeedContext = createContext<Feed>({ live: false, hear: () => () => undefined });
const UNSEEN = 60_000;

export function NewsFeed({ children }: { children: ReactNode }) {
  const { asker, onSignedOut } = useConnection();
  const listeners = useRef(new Set<Listener>());
  const [live, setLive] = useState(false);

  useEffect(() => {
    const tell = (news: News) => listeners.current.forEach((listener) => listener(news));
    const stop = keepListening(
      DeskNewsDocument,
      asker,
      {
        onOpen: (again) => {
          setLive(true);
          if (again) {
            tell(null);
          }
        },
        onNext: (data) => tell(data.deskNews),
        onLost: () => setLive(false),
        onSignedOut,
      },
      UNSEEN,
    );
    return () => {
      stop();
      setLive(false);
    };
  }, [asker, onSignedOut]);

  const feed = useMemo<Feed>(
    () => ({
      live,
      hear: (listener) => {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
    }),
    [live],
  );
  return <FeedContext value={feed}>{children}</FeedContext>;
}

export function useLive(): boolean {
  return use(FeedContext).live;
}

export function useNews(listener: Listener): void {
  const { hear } = use(FeedContext);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => hear((news) => latest.current(news)), [hear]);
}
