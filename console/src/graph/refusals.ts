// What did the service refuse, and how is that said to the person in front of the screen?
import type { CombinedError } from '@urql/core';

import type { Texts } from '../texts/id';

export interface Refusal {
  /** NETWORK when no answer arrived: then nobody knows whether it was done, and sending again is safe. */
  code: string;
  message: string;
  /** The input field that is meant, in the spelling of the interface. */
  field: string | null;
}

interface Told {
  message?: string;
  extensions?: { code?: string; messageId?: string; field?: string };
}

/** One refusal out of what urql makes of an answer, or of the lack of one. */
export function refusalOf(error: CombinedError, texts: Texts): Refusal {
  const [first] = error.graphQLErrors;
  if (first !== undefined) {
    return toldOf(first, texts);
  }
  const status = (error.response as Response | undefined)?.status;
  const unreachable = status === undefined || status >= 500;
  return { code: unreachable ? 'NETWORK' : 'REFUSED', message: texts.app.noNetwork, field: null };
}

/** The refusal in the body of one of the small JSON endpoints. */
export function refusalIn(body: unknown, texts: Texts): Refusal {
  const [first] = (body as { errors?: Told[] } | null)?.errors ?? [];
  return first === undefined ? { code: 'REFUSED', message: texts.app.refusedPlain, field: null } : toldOf(first, texts);
}

export function unreachable(texts: Texts): Refusal {
  return { code: 'NETWORK', message: texts.app.noNetwork, field: null };
}

function toldOf(told: Told, texts: Texts): Refusal {
  const { code, messageId, field } = told.extensions ?? {};
  const message = texts.code === 'id' ? (messageId ?? told.message) : told.message;
  return {
    code: code ?? 'REFUSED',
    message: message ?? texts.app.refusedPlain,
    field: field?.replace(/^input\./, '') ?? null,
  };
}
