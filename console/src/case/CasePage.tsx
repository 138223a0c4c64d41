// A case: what was reported, what was said and done, and what can be done now.
import './case.css';

import { useCallback, useEffect, useRef, useState } from 'react';

import { useOwner } from '../app/viewer';
import { useAround } from '../desk/deskContext';
import type { FormValues } from '../forms/spec';
import type { CaseFragment } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Empty, Notice, Refused, Waiting } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { useToast } from '../kit/toasts';
import { useTexts } from '../texts/texts';
import { ActionBar } from './ActionBar';
import { CaseAside } from './CaseAside';
import { CaseHead } from './CaseHead';
import { CaseTabs } from './CaseTabs';
import { ExtensionAsked } from './ExtensionAsked';
import { MovePanel } from './MovePanel';
import { offered, specOf } from './moves/catalogue';
import type { MoveKey } from './moves/spec';
import { useCase } from './useCase';

/** Who reported, once that was opened. */
export type Identity = NonNullable<CaseFragment['reporter']>;

/** An action whose form is open; `part` is a handling or a unit, `values` what it begins with. */
export interface Opened {
  key: MoveKey;
  part?: string | undefined;
  values?: FormValues | undefined;
}

export function CasePage({ code, known }: { code: string; known: string | null }) {
  const texts = useTexts();
  const [opened, setOpened] = useState<Opened | null>(null);
  const state = useCase(code, known, opened !== null);
  const { found, refusal, changed, reload } = state;
  useTitle(found?.title);
  if (refusal && !found) {
    return <Refused refusal={refusal} again={reload} />;
  }
  if (found === undefined) {
    return <Waiting lines={12} />;
  }
  if (found === null) {
    return <Missing />;
  }
  return (
    <article className="case" aria-labelledby="case-title">
      {changed && (
        <Notice
          tone="warn"
          urgent
          action={
            <Button small icon="refresh" onClick={reload}>
              {texts.case.showChange}
            </Button>
          }
        >
          {changed.move ? texts.case.changedBy(texts.words.move[changed.move]) : texts.case.changed}
        </Notice>
      )}
      <Moving of={found} opened={opened} onOpen={setOpened} onReload={reload} onMoved={state.replace} />
    </article>
  );
}

interface MovingProps {
  of: CaseFragment;
  opened: Opened | null;
  onOpen: (opened: Opened | null) => void;
  onReload: () => void;
  onMoved: (next: CaseFragment) => void;
}

function Moving({ of, opened, onOpen, onReload, onMoved }: MovingProps) {
  const texts = useTexts();
  const toast = useToast();
  const around = useAround();
  const owner = useOwner();
  const [identity, setIdentity] = useState<Identity | null>(null);
  const [conflict, setConflict] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  const moves = offered(of, texts);

  const done = useCallback(
    (key: MoveKey, data: object) => {
      toast(texts.moves[key].done);
      setConflict(false);
      const answer: unknown = Object.values(data)[0];
      const next = (
        key === 'OPEN_IDENTITY' ? (answer as { complaint: CaseFragment }).complaint : answer
      ) as CaseFragment;
      if (key === 'TRANSFER' || key === 'RETURN_TO_NATION') {
        onOpen(null);
        around.reload();
        around.shut();
        return;
      }
      if (key === 'OPEN_IDENTITY') {
        setIdentity((answer as { identity: Identity | null }).identity);
      }
      around.replace(next);
      onMoved(next);
      const [first] = offered(next, texts);
      onOpen(key === 'VERIFY' && next.verified && first?.blocked === null ? { key: first.spec.key } : null);
      requestAnimationFrame(() => bar.current?.focus());
    },
    [toast, texts, around, onMoved, onOpen],
  );

  const open = useCallback(
    (next: Opened | null) => {
      setConflict(false);
      onOpen(next);
    },
    [onOpen],
  );
  useEffect(() => setIdentity(null), [of.id]);

  return (
    <>
      <CaseHead of={of} />
      <ActionBar ref={bar} moves={moves} opened={opened?.key ?? null} onOpen={open} />
      <ExtensionAsked of={of} decides={moves.some((move) => move.spec.key === 'GRANT_EXTENSION')} />
      {conflict && (
        <Notice tone="warn" urgent>
          {texts.case.conflict}
        </Notice>
      )}
      <div className={opened ? 'case-body case-moving' : 'case-body'}>
        {opened && (
          <MovePanel
            key={`${opened.key} ${opened.part ?? ''}`}
            spec={specOf(opened.key)}
            subject={{ texts, case: of, part: opened.part }}
            values={opened.values}
            owner={owner}
            onDone={(data) => done(opened.key, data)}
            onConflict={() => {
              setConflict(true);
              onReload();
              around.reload();
            }}
            onCancel={() => open(null)}
          />
        )}
        <div className="case-main">
          <CaseTabs of={of} onOpen={open} />
        </div>
        <CaseAside of={of} identity={identity} onOpen={open} />
      </div>
    </>
  );
}

function Missing() {
  const texts = useTexts();
  const { shut } = useAround();
  return (
    <Empty icon="search" title={texts.case.missing} hint={texts.case.missingHint}>
      <Button icon="arrowLeft" onClick={shut}>
        {texts.case.backToList}
      </Button>
    </Empty>
  );
}
