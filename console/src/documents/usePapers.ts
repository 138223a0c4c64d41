// Which documents were asked for, and how far is each now? What is being written is looked after every few seconds.
import { useEffect, useMemo, useRef, useState } from 'react';

import { useAsk } from '../graph/asking';
import {
  DocumentsDocument,
  DocumentsNowDocument,
  type DocumentsQuery,
  type PaperFragment,
} from '../graph/generated/graphql';
import { only } from '../graph/nodes';
import { usePages } from '../kit/usePages';

const NO_VARIABLES = {};
const EVERY = 2500;
const MOST = 20;
const pageOf = (data: DocumentsQuery) => data.documents;

export function isUnderWay(paper: PaperFragment): boolean {
  return paper.state === 'WAITING' || paper.state === 'RUNNING';
}

export function usePapers(onFinished: (paper: PaperFragment) => void) {
  const ask = useAsk();
  const { nodes, refusal, loading, again, foot } = usePages(DocumentsDocument, NO_VARIABLES, pageOf);
  const [fresh, setFresh] = useState<Record<string, PaperFragment>>({});
  const [asked, setAsked] = useState<PaperFragment[]>([]);
  const papers = useMemo(() => {
    const listed = new Set(nodes.map((paper) => paper.id));
    const mine = asked.filter((paper) => !listed.has(paper.id));
    return [...mine, ...nodes].map((paper) => fresh[paper.id] ?? paper);
  }, [nodes, asked, fresh]);
  const waiting = papers.filter(isUnderWay).slice(0, MOST);
  const key = waiting.map((paper) => paper.id).join(' ');
  const finished = useRef(onFinished);
  useEffect(() => {
    finished.current = onFinished;
  });
  useEffect(() => {
    if (key === '') {
      return;
    }
    const ids = key.split(' ');
    const look = async () => {
      if (document.hidden) {
        return;
      }
      const { data } = await ask(DocumentsNowDocument, { ids });
      const found = (data?.nodes ?? []).map(only).filter((node) => node !== null);
      setFresh((before) => ({ ...before, ...Object.fromEntries(found.map((paper) => [paper.id, paper])) }));
      found.filter((paper) => !isUnderWay(paper)).forEach((paper) => finished.current(paper));
    };
    const timer = setInterval(() => void look(), EVERY);
    return () => clearInterval(timer);
  }, [ask, key]);
  const add = (paper: PaperFragment) => setAsked((before) => [paper, ...before]);
  return { papers, refusal, loading, again, foot, add };
}
