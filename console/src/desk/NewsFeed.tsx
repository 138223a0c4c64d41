// What happens on this desk while its page is open? One connection a page, shared by all who want to know.
import { createContext, use, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';

import { useConnection } from '../graph/asking';
import { DeskNewsDocument, type DeskNewsSubscription } from '../graph/generated/graphql';
import { listen } from '../graph/stream';

/** Null: news were missed, whatever is shown should be read again. */
export type News = DeskNewsSubscription['deskNews'] | null;
type Listener = (news: News) => void;

interface Feed {
  live: boolean;
  hear: (listener: Listener) => () => void;
}

const FeedContext = createContext<Feed>({ live: false, hear: () => () => undefined });
const SHORTEST = 1000;
const LONGEST = 30_000;
const UNSEEN = 60_000;

export function NewsFeed({ children }: { children: ReactNode }) {
  const { asker, onSignedOut } = useConnection();
  const listeners = useRef(new Set<Listener>());
  const [live, setLive] = useState(false);

  useEffect(() => {
    const stop = new AbortController();
    const tell = (news: News) => listeners.current.forEach((listener) => listener(news));
    void listenOn(stop.signal, {
      listen: (opened, signal) =>
        listen(
          DeskNewsDocument,
          asker,
          {
            onOpen: () => {
              setLive(true);
              opened(() => tell(null));
            },
            onNext: (data) => tell(data.deskNews),
            onRefused: (code) => {
              if (code === 'UNAUTHENTICATED') {
                stop.abort();
                onSignedOut();
              } else if (code === 'FORBIDDEN') {
                stop.abort(); // a role without a desk
              }
            },
          },
          signal,
        ),
      onLost: () => setLive(false),
    });
    return () => {
      stop.abort();
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

interface Line {
  listen: (opened: (reread: () => void) => void, signal: AbortSignal) => Promise<void>;
  onLost: () => void;
}

/** Connects again for as long as it takes, and lets everybody read again what they may have missed meanwhile. */
async function listenOn(signal: AbortSignal, line: Line): Promise<void> {
  let wait = SHORTEST;
  let before = false;
  while (!signal.aborted) {
    await visible(signal);
    const round = whileLookedAt(signal);
    try {
      await line.listen((reread) => {
        wait = SHORTEST;
        if (before) {
          reread();
        }
        before = true;
      }, round.signal);
    } catch {
      // The network broke off, nothing was heard for too long, or nobody looks.
    }
    round.end();
    line.onLost();
    await new Promise((resolve) => setTimeout(resolve, wait + Math.random() * wait));
    wait = Math.min(wait * 2, LONGEST);
  }
}

/** A page that nobody has looked at for a while lets its connection go. */
function whileLookedAt(signal: AbortSignal): { signal: AbortSignal; end: () => void } {
  const round = new AbortController();
  const stop = () => round.abort();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = () => {
    clearTimeout(timer);
    timer = document.visibilityState === 'hidden' ? setTimeout(stop, UNSEEN) : undefined;
  };
  signal.addEventListener('abort', stop);
  document.addEventListener('visibilitychange', check);
  return {
    signal: round.signal,
    end: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      document.removeEventListener('visibilitychange', check);
    },
  };
}

/** Pages in the background do not connect anew: browsers allow a site few connections, and nobody looks. */
function visible(signal: AbortSignal): Promise<void> {
  if (document.visibilityState === 'visible' || signal.aborted) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const check = () => {
      if (document.visibilityState === 'visible' || signal.aborted) {
        document.removeEventListener('visibilitychange', check);
        resolve();
      }
    };
    document.addEventListener('visibilitychange', check);
    signal.addEventListener('abort', check);
  });
}
