// One case: as it was read, as our own moves leave it, and whether others have moved it since.
import { useCallback, useEffect, useRef, useState } from 'react';

import { useNews } from '../desk/NewsFeed';
import { useAsk } from '../graph/asking';
import { CaseDocument, FindByCodeDocument, type CaseFragment, type Move } from '../graph/generated/graphql';
import type { Refusal } from '../graph/refusals';

export interface CaseState {
  /** Undefined while it is read; null when it is not there (any more) for this desk. */
  found: CaseFragment | null | undefined;
  refusal: Refusal | null;
  /** Somebody else moved it while something was being written here. */
  changed: { move: Move | null } | null;
  reload: () => void;
  replace: (next: CaseFragment) => void;
}

/** `busy`: something is being written, so nothing may change under it. */
export function useCase(code: string, known: string | null, busy: boolean): CaseState {
  const ask = useAsk();
  const [found, setFound] = useState<CaseFragment | null | undefined>(undefined);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [changed, setChanged] = useState<{ move: Move | null } | null>(null);
  const [round, setRound] = useState(0);
  const id = useRef(known);

  useEffect(() => {
    let current = true;
    const read = async () => {
      if (id.current === null) {
        const { data, refusal: refused } = await ask(FindByCodeDocument, { code });
        if (refused !== null) {
          return { data: null, refusal: refused };
        }
        id.current = data.complaintByCode?.id ?? null;
      }
      return id.current === null ? { data: { complaint: null }, refusal: null } : ask(CaseDocument, { id: id.current });
    };
    void read().then((answer) => {
      if (!current) {
        return;
      }
      setRefusal(answer.refusal);
      if (answer.refusal === null) {
        setFound(answer.data.complaint);
        setChanged(null);
      }
    });
    return () => {
      current = false;
    };
  }, [ask, code, round]);

  const reload = useCallback(() => setRound((value) => value + 1), []);
  const replace = useCallback((next: CaseFragment) => {
    setChanged(null);
    setFound(next);
  }, []);

  useNews((news) => {
    const about = news?.complaint;
    const ours = !about || about.id === found?.id;
    if (!found || !ours || (news?.version != null && news.version <= found.version)) {
      return;
    }
    if (busy) {
      if (about) {
        setChanged({ move: news.move });
      }
    } else {
      reload();
    }
  });

  return { found, refusal, changed, reload, replace };
}
