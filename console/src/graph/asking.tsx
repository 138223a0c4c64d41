// How does a component ask the service something, and send it something exactly once?
import type { AnyVariables, Client, TypedDocumentNode } from '@urql/core';
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';

import { useTexts } from '../texts/texts';
import { clientFor, trusted, type Asker } from './client';
import { refusalOf, type Refusal } from './refusals';

interface Connection {
  client: Client;
  asker: Asker;
  /** Called when the service no longer knows the session. */
  onSignedOut: () => void;
}

const ConnectionContext = createContext<Connection | null>(null);

export function Asking(props: Asker & { onSignedOut?: () => void; children: ReactNode }) {
  const { position = null, receipt = null, onSignedOut, children } = props;
  const signedOut = useRef(onSignedOut);
  useEffect(() => {
    signedOut.current = onSignedOut;
  });
  const connection = useMemo(() => {
    const asker: Asker = { position, receipt };
    return { client: clientFor(asker), asker, onSignedOut: () => signedOut.current?.() };
  }, [position, receipt]);
  return <ConnectionContext value={connection}>{children}</ConnectionContext>;
}

export function useConnection(): Connection {
  const connection = use(ConnectionContext);
  if (connection === null) {
    throw new Error('asked outside of <Asking>');
  }
  return connection;
}

export type Answer<Data> = { data: Data; refusal: null } | { data: null; refusal: Refusal };

/** Ask once: for what a click needs. */
export function useAsk() {
  const { client, onSignedOut } = useConnection();
  const texts = useTexts();
  return useCallback(
    async <Data, Variables extends AnyVariables>(
      document: TypedDocumentNode<Data, Variables>,
      variables: Variables,
    ): Promise<Answer<Data>> => {
      const result = await client.query(trusted(document), variables).toPromise();
      return answered(result, texts, onSignedOut);
    },
    [client, texts, onSignedOut],
  );
}

export interface Asked<Data> {
  data: Data | null;
  refusal: Refusal | null;
  loading: boolean;
  /** Ask again; what is shown stays until the answer is there. */
  again: () => void;
}

/** Ask while a component is shown, and again when the variables change. Null variables: do not ask. */
export function useAsked<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables | null,
): Asked<Data> {
  const ask = useAsk();
  const [round, setRound] = useState(0);
  const [found, setFound] = useState<{ key: string; data: Data | null; refusal: Refusal | null } | null>(null);
  const key = JSON.stringify(variables);
  const [settled, setSettled] = useState('');
  const wanted = variables === null ? '' : `${key}#${round}`;
  const latest = useRef(variables);
  useEffect(() => {
    latest.current = variables;
  });
  useEffect(() => {
    if (wanted === '') {
      return;
    }
    let current = true;
    void ask(document, latest.current as Variables).then((answer) => {
      if (current) {
        setFound((before) => ({
          key,
          data: answer.data ?? (before?.key === key ? before.data : null),
          refusal: answer.refusal,
        }));
        setSettled(wanted);
      }
    });
    return () => {
      current = false;
    };
  }, [ask, document, key, wanted]);
  const again = useCallback(() => setRound((value) => value + 1), []);
  const shown = found?.key === key ? found : null;
  return { data: shown?.data ?? null, refusal: shown?.refusal ?? null, loading: wanted !== settled, again };
}

/** How long to wait before each further attempt, in milliseconds. */
const PATIENCE = [800, 2500, 6000];

/**
 * Send a mutation whose client key makes it safe to repeat: while no answer arrives it is sent again, three times at
 * most, and `onAttempt` hears which attempt is under way.
 */
export function useSend() {
  const { client, onSignedOut } = useConnection();
  const texts = useTexts();
  return useCallback(
    async <Data, Variables extends AnyVariables>(
      document: TypedDocumentNode<Data, Variables>,
      variables: Variables,
      onAttempt: (attempt: number) => void = () => undefined,
    ): Promise<Answer<Data>> => {
      for (let attempt = 1; ; attempt += 1) {
        onAttempt(attempt);
        const result = await client.mutation(trusted(document), variables).toPromise();
        const answer = answered<Data>(result, texts, onSignedOut);
        const wait = PATIENCE[attempt - 1];
        if (answer.refusal?.code !== 'NETWORK' || wait === undefined) {
          return answer;
        }
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    },
    [client, texts, onSignedOut],
  );
}

function answered<Data>(
  result: { data?: Data | undefined; error?: Parameters<typeof refusalOf>[0] | undefined },
  texts: ReturnType<typeof useTexts>,
  onSignedOut: () => void,
): Answer<Data> {
  if (result.error === undefined) {
    return { data: result.data as Data, refusal: null };
  }
  const refusal = refusalOf(result.error, texts);
  if (refusal.code === 'UNAUTHENTICATED' || refusal.code === 'CSRF_TOKEN_INVALID') {
    onSignedOut();
  }
  return { data: null, refusal };
}
