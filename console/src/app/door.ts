// How does a person come in and go out? The small JSON endpoints outside of GraphQL.
import { csrfToken } from '../graph/client';
import { refusalIn, unreachable, type Refusal } from '../graph/refusals';
import type { Texts } from '../texts/id';

export interface SeatTold {
  id: string;
  title: string;
  role: string;
  pemda: string;
}

export interface SessionTold {
  signedIn: boolean;
  account?: { name: string; kind: string };
  positions?: SeatTold[];
}

export type Said<Told> = { told: Told; refusal: null } | { told: null; refusal: Refusal };

export class Door {
  constructor(private readonly texts: Texts) {}

  session(): Promise<Said<SessionTold>> {
    return this.say<SessionTold>('/session', null);
  }

  signIn(email: string, password: string): Promise<Said<SessionTold>> {
    return this.say<SessionTold>('/sign-in', { email, password });
  }

  signOut(): Promise<Said<SessionTold>> {
    return this.say<SessionTold>('/sign-out', {});
  }

  register(name: string, email: string, password: string): Promise<Said<unknown>> {
    return this.say('/register', { name, email, password });
  }

  accept(code: string, password: string): Promise<Said<unknown>> {
    return this.say('/invitation', { code, password });
  }

  private async say<Told>(path: string, members: Record<string, string> | null): Promise<Said<Told>> {
    const token = csrfToken();
    try {
      const response = await fetch(path, {
        method: members === null ? 'GET' : 'POST',
        credentials: 'same-origin',
        headers: {
          Accept: 'application/json',
          ...(members === null ? {} : { 'Content-Type': 'application/json' }),
          ...(token ? { 'X-CSRF-Token': token } : {}),
        },
        ...(members === null ? {} : { body: JSON.stringify(members) }),
      });
      const body: unknown = await response.json();
      return response.ok ? { told: body as Told, refusal: null } : { told: null, refusal: refusalIn(body, this.texts) };
    } catch {
      return { told: null, refusal: unreachable(this.texts) };
    }
  }
}
