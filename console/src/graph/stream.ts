// How does a subscription arrive, and how do we notice that it no longer does?
//
// Over server-sent events, read here and not by urql: a heartbeat comes every fifteen seconds, and only who sees it
// can tell a quiet desk from a dead connection.
import type { TypedDocumentNode } from '@urql/core';

import { eventReader } from '../pure/events';
import { ENDPOINT, headersOf, trusted, type Asker } from './client';

const SILENCE = 45_000;

interface Payload<Data> {
  data?: Data | null;
  errors?: { extensions?: { code?: string } }[];
}

export interface Ears<Data> {
  onOpen: () => void;
  onNext: (data: Data) => void;
  /** A refusal by the service: its code. */
  onRefused: (code: string) => void;
}

/** Listens until the stream ends, breaks, or is aborted; the caller decides about listening again. */
export async function listen<Data>(
  document: TypedDocumentNode<Data, Record<string, never>>,
  asker: Asker,
  ears: Ears<Data>,
  signal: AbortSignal,
): Promise<void> {
  const quiet = new AbortController();
  const stop = () => quiet.abort();
  signal.addEventListener('abort', stop);
  let watchdog = setTimeout(stop, SILENCE);
  try {
    const response = await fetch(ENDPOINT, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { ...headersOf(asker), Accept: 'text/event-stream', 'Content-Type': 'application/json' },
      body: JSON.stringify({ documentId: (trusted(document) as unknown as { documentId: string }).documentId }),
      signal: quiet.signal,
    });
    if (!response.ok || response.body === null) {
      ears.onRefused(response.status === 401 ? 'UNAUTHENTICATED' : 'REFUSED');
      return;
    }
    ears.onOpen();
    const read = eventReader();
    const bytes = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await bytes.read();
      if (done) {
        return;
      }
      clearTimeout(watchdog);
      watchdog = setTimeout(stop, SILENCE);
      for (const { event, data } of read(value)) {
        if (event === 'complete') {
          return;
        }
        hear(JSON.parse(data) as Payload<Data>, ears);
      }
    }
  } finally {
    clearTimeout(watchdog);
    signal.removeEventListener('abort', stop);
    quiet.abort();
  }
}

function hear<Data>(payload: Payload<Data>, ears: Ears<Data>): void {
  if (payload.data) {
    ears.onNext(payload.data);
  } else if (payload.errors?.length) {
    ears.onRefused(payload.errors[0]?.extensions?.code ?? 'REFUSED');
  }
}
