// Who sits in front of the screen, and in which position do they act?
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';

import { storage } from '../pure/memory';
import { useTexts } from '../texts/texts';
import { Door, type Said, type SeatTold, type SessionTold } from './door';

export interface Person {
  name: string;
  isStaff: boolean;
  positions: SeatTold[];
}

interface Session {
  /** Undefined until the service has told; null for a visitor. */
  person: Person | null | undefined;
  position: string | null;
  /** Did the session end while somebody was at work? */
  ended: boolean;
  actIn: (position: string) => void;
  signIn: (email: string, password: string) => Promise<Said<SessionTold>>;
  signOut: () => Promise<void>;
  /** The service said that the session holds no longer. */
  lose: () => void;
}

const KEPT = 'tuntas.jabatan';
const SessionContext = createContext<Session | null>(null);

export function SignedIn({ children }: { children: ReactNode }) {
  const texts = useTexts();
  const door = useMemo(() => new Door(texts), [texts]);
  const [person, setPerson] = useState<Person | null | undefined>(undefined);
  const [chosen, setChosen] = useState<string | null>(() => storage('local').getItem(KEPT));
  const [ended, setEnded] = useState(false);

  useEffect(() => {
    // Once: another language does not change who is here.
    void new Door(texts).session().then(({ told }) => setPerson(told === null ? null : personOf(told)));
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const actIn = useCallback((position: string) => {
    storage('local').setItem(KEPT, position);
    setChosen(position);
  }, []);
  const signIn = useCallback(
    async (email: string, password: string) => {
      const said = await door.signIn(email, password);
      if (said.told !== null) {
        setEnded(false);
        setPerson(personOf(said.told));
      }
      return said;
    },
    [door],
  );
  const signOut = useCallback(async () => {
    await door.signOut();
    setPerson(null);
  }, [door]);
  const lose = useCallback(() => {
    setEnded(true);
    setPerson(null);
  }, []);

  const positions = person?.positions ?? [];
  const position = positions.find((seat) => seat.id === chosen)?.id ?? positions[0]?.id ?? null;
  const session = useMemo(
    () => ({ person, position, ended, actIn, signIn, signOut, lose }),
    [person, position, ended, actIn, signIn, signOut, lose],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) {
    throw new Error('asked outside of <SignedIn>');
  }
  return session;
}

function personOf(told: SessionTold): Person | null {
  if (!told.signedIn || told.account === undefined) {
    return null;
  }
  const positions = told.positions ?? [];
  return { name: told.account.name, isStaff: told.account.kind === 'STAFF' || positions.length > 0, positions };
}
