// What is answered on a sheet, kept question by question: on this device at once, in the service as soon as it answers.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import { useOwner } from '../app/viewer';
import { useSend } from '../graph/asking';
import { AnswerAssessmentDocument, type SheetFragment } from '../graph/generated/graphql';
import type { Refusal } from '../graph/refusals';
import { changed, revived, sendable, unsent, type Answer, type Answers } from '../pure/answers';
import { draftKey, dropDraft, readDraft, saveDraft } from '../pure/drafts';
import { fulfilled, intentKey } from '../pure/intents';
import { storage } from '../pure/memory';

/** After the last letter of what proves an answer. */
const PAUSE = 1200;
/** Before another attempt, while there is no network. */
const REST = 15_000;

export type Saving = 'kept' | 'sending' | 'waiting' | 'refused';

export interface Answering {
  answerOf: (number: number) => Answer;
  isPending: (number: number) => boolean;
  set: (number: number, patch: Partial<Answer>) => void;
  saving: Saving;
  refusal: Refusal | null;
  /** Everything that can be sent, now. */
  flush: () => void;
}

const NOTHING: Answer = { value: null, evidence: '', link: '' };

export function useAnswers(sheet: SheetFragment, onKept: (sheet: SheetFragment) => void): Answering {
  const owner = useOwner();
  const send = useSend();
  const drawer = storage('local');
  const name = draftKey(owner, sheet.id, 'isian');
  const kept = useMemo<Answers>(() => keptOf(sheet), [sheet]);
  const [pending, setPending] = useState<Answers>(() => revived(readDraft(drawer, name, Date.now())));
  const [saving, setSaving] = useState<Saving>('kept');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const latest = useRef({ pending, onKept });
  const sending = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const put = useCallback(
    (next: Answers) => {
      latest.current.pending = next;
      setPending(next);
      if (Object.keys(next).length > 0) {
        saveDraft(drawer, name, next, Date.now());
      } else {
        dropDraft(drawer, name);
      }
    },
    [drawer, name],
  );

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    if (sending.current) {
      return; // what is on its way looks for more when it arrives
    }
    sending.current = true;
    const scope = `${owner}:${sheet.id}:isian`;
    let state: Saving = 'kept';
    let told: Refusal | null = null;
    for (let answers = sendable(latest.current.pending); answers.length > 0;) {
      setSaving('sending');
      const given = { sheet: sheet.id, answers, submit: false };
      const input = { ...given, clientKey: await intentKey(drawer, scope, given) };
      const { data, refusal: refused } = await send(AnswerAssessmentDocument, { input });
      if (data === null) {
        told = refused;
        state = refused.code === 'NETWORK' ? 'waiting' : 'refused';
        break;
      }
      fulfilled(drawer, scope);
      latest.current.onKept(data.answerAssessment);
      put(unsent(latest.current.pending, answers));
      answers = sendable(latest.current.pending);
    }
    sending.current = false;
    setSaving(state);
    setRefusal(state === 'refused' ? told : null);
  }, [drawer, owner, put, send, sheet.id]);

  useEffect(() => {
    latest.current.onKept = onKept;
  });
  useEffect(() => {
    const now = () => void flush();
    // What an earlier visit could not send goes first.
    now();
    window.addEventListener('online', now);
    return () => {
      window.removeEventListener('online', now);
      clearTimeout(timer.current);
    };
  }, [flush]);
  useEffect(() => {
    if (saving !== 'waiting') {
      return;
    }
    const again = setInterval(() => void flush(), REST);
    return () => clearInterval(again);
  }, [saving, flush]);

  const set = useCallback(
    (number: number, patch: Partial<Answer>) => {
      put(changed(kept, latest.current.pending, number, patch));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), patch.value === undefined ? PAUSE : 0);
    },
    [kept, put, flush],
  );
  const answerOf = (number: number) => pending[number] ?? kept[number] ?? NOTHING;
  const isPending = (number: number) => pending[number] !== undefined;
  const shown = saving === 'kept' ? stateOf(pending) : saving;
  return { answerOf, isPending, set, saving: shown, refusal, flush: () => void flush() };
}

/** Between two requests: what is to be sent is about to be; what cannot be stays here. */
function stateOf(pending: Answers): Saving {
  if (Object.keys(pending).length === 0) {
    return 'kept';
  }
  return sendable(pending).length > 0 ? 'sending' : 'waiting';
}

/** As the service has them. */
function keptOf(sheet: SheetFragment): Answers {
  return Object.fromEntries(
    sheet.items
      .filter((item) => item.value !== null)
      .map(({ question, value, evidence, link }) => [question.number, { value, evidence, link }]),
  );
}
