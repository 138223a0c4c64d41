// A whole list for a choice, fetched page after page: what lies behind the first page can be chosen as well.
import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useEffect, useState } from 'react';

import { useAsk } from '../graph/asking';

/** Twenty pages of a hundred: a select of more helps nobody. */
const MOST_PAGES = 20;

interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** Grows while its pages arrive; stays empty where it is not `wanted`. */
export function useAll<Data, Node, Variables extends { after?: string | null | undefined }>(
  document: TypedDocumentNode<Data, Variables>,
  wanted: boolean,
  pageOf: (data: Data) => Page<Node>,
): Node[] {
  const ask = useAsk();
  const [nodes, setNodes] = useState<Node[]>([]);
  useEffect(() => {
    const turn = { current: wanted };
    const isCurrent = () => turn.current;
    const read = async () => {
      let after: string | null = null;
      const found: Node[] = [];
      for (let page = 0; isCurrent() && page < MOST_PAGES; page += 1) {
        const { data }: { data: Data | null } = await ask(document as TypedDocumentNode<Data, AnyVariables>, { after });
        if (data === null || !isCurrent()) {
          return;
        }
        const { nodes: more, pageInfo } = pageOf(data);
        found.push(...more);
        setNodes([...found]);
        if (!pageInfo.hasNextPage) {
          return;
        }
        after = pageInfo.endCursor;
      }
    };
    void read();
    return () => {
      turn.current = false;
    };
  }, [ask, document, wanted, pageOf]);
  return nodes;
}
