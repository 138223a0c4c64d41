// How does a subscription go on for as long as its page is open? It is connected again whenever it breaks.
//
// Browsers allow a site six connections, over all windows: who is not looked at lets go of theirs.
import type { TypedDocumentNode } from '@urql/core';

import type { Asker } from './client';
import { listen } from './stream';

const SHORTEST = 1000;
const LONGEST = 30_000;

export interface Hearer<Data> {
  /** Connected. `again`: after a while in which something may have been missed. */
  onOpen: (again: boolean) => void;
  onNext: (data: Data) => void;
  onLost?: () => void;
  /** The session is over; nothing more will be heard. */
  onSignedOut: () => void;
}

/** Listens until the answer of this function is called. `unseen`: how long a page that nobody sees goes on listening. */
export function keepListening<Data>(
  document: TypedDocumentNode<Data, Record<string, never>>,
  asker: Asker,
  hearer: Hearer<Data>,
  unseen: number,
): () => void {
  const stop = new AbortController();
  const onRefused = (code: string) => {
    if (code === 'UNAUTHENTICATED') {
      stop.abort();
      hearer.onSignedOut();
    } else if (code === 'FORBIDDEN') {
      stop.abort(); // a role that has nothing to hear here
    }
  };
  void connect(stop.signal, unseen, {
    listen: (onOpen, signal) => listen(document, asker, { onOpen, onNext: hearer.onNext, onRefused }, signal),
    onOpen: hearer.onOpen,
    onLost: hearer.onLost ?? (() => undefined),
  });
  return () => stop.abort();
}

interface Line {
  listen: (onOpen: () => void, signal: AbortSignal) => Promise<void>;
  onOpen: (again: boolean) => void;
  onLost: () => void;
}

async function connect(signal: AbortSignal, unseen: number, line: Line): Promise<void> {
  let wait = SHORTEST;
  let before = false;
  while (!signal.aborted) {
    await visible(signal);
    const round = whileLookedAt(signal, unseen);
    try {
      await line.listen(() => {
        wait = SHORTEST;
        line.onOpen(before);
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
function whileLookedAt(signal: AbortSignal, unseen: number): { signal: AbortSignal; end: () => void } {
  const round = new AbortController();
  const stop = () => round.abort();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = () => {
    clearTimeout(timer);
    timer = document.visibilityState === 'hidden' ? setTimeout(stop, unseen) : undefined;
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

/** Pages in the background do not connect anew. */
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
