// A list that grows page by page.
import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';

import { useAsk } from '../graph/asking';
import type { Refusal } from '../graph/refusals';
import { Button } from './Button';
import { Waiting } from './Notice';
import { useTexts } from '../texts/texts';

interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

interface Pages<Node, Of extends Page<Node>> {
  nodes: Node[];
  /** The newest page with everything that came beside its nodes. */
  page: Of | null;
  refusal: Refusal | null;
  loading: boolean;
  again: () => void;
  /** What stands below the list: more of it, or that it is on its way. */
  foot: ReactNode;
}

/** `variables` without `after`; another object begins the list anew. */
export function usePages<Data, Node, Of extends Page<Node>, Variables extends { after?: string | null | undefined }>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, 'after'>,
  pageOf: (data: Data) => Of & Page<Node>,
): Pages<Node, Of> {
  const texts = useTexts();
  const ask = useAsk();
  const [page, setPage] = useState<(Of & Page<Node>) | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [loading, setLoading] = useState(true);
  const turn = useRef(0);
  const read = useCallback(
    async (after: string | null) => {
      turn.current += 1;
      const mine = turn.current;
      setLoading(true);
      const answer = await ask(document as TypedDocumentNode<Data, AnyVariables>, { ...variables, after });
      if (mine !== turn.current) {
        return;
      }
      setLoading(false);
      setRefusal(answer.refusal);
      if (answer.data !== null) {
        const next = pageOf(answer.data);
        setPage((before) =>
          after === null || before === null ? next : { ...next, nodes: [...before.nodes, ...next.nodes] },
        );
      }
    },
    [ask, document, variables, pageOf],
  );
  useEffect(() => {
    setPage(null);
    void read(null);
  }, [read]);
  const foot = loading ? (
    <Waiting lines={page === null ? 7 : 2} />
  ) : page?.pageInfo.hasNextPage ? (
    <Button wide onClick={() => void read(page.pageInfo.endCursor)}>
      {texts.app.loadMore}
    </Button>
  ) : null;
  return { nodes: page?.nodes ?? [], page, refusal, loading, again: () => void read(null), foot };
}
