// As whom, and in which position, does this page ask?
import { Client, fetchExchange, type TypedDocumentNode } from '@urql/core';

export interface Receipt {
  code: string;
  secret: string;
}

export interface Asker {
  /** The id of the position that is acted in. */
  position?: string | null;
  /** Makes the asker the reporter of one complaint, whoever is signed in. */
  receipt?: Receipt | null;
}

export const ENDPOINT = '/graphql';

/** The token that only pages of this origin can read; the service compares it with the session's. */
export function csrfToken(): string {
  return /(?:^|; )tuntas_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? '';
}

export function headersOf(asker: Asker): Record<string, string> {
  const token = csrfToken();
  return {
    ...(token ? { 'X-CSRF-Token': token } : {}),
    ...(asker.receipt ? { 'X-Receipt': `${asker.receipt.code} ${asker.receipt.secret}` } : {}),
    ...(asker.position && !asker.receipt ? { 'X-Position': asker.position } : {}),
  };
}

export function clientFor(asker: Asker): Client {
  return new Client({
    url: ENDPOINT,
    exchanges: [fetchExchange],
    fetchOptions: () => ({ headers: headersOf(asker), credentials: 'same-origin' }),
    preferGetMethod: false,
    fetchSubscriptions: true,
    requestPolicy: 'network-only',
  });
}

/** What graphql-codegen leaves of a document: the id under which the service knows its text. */
interface Trusted {
  __meta__: { documentId: string };
}

/** The document as urql sends it: by its id, without any text. */
export function trusted<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
): TypedDocumentNode<Data, Variables> {
  const { documentId } = (document as unknown as Trusted).__meta__;
  return { kind: 'Document', definitions: [], documentId } as unknown as TypedDocumentNode<Data, Variables>;
}
