// The form of one action, above the text that it is about.
import { useCallback, useEffect, useMemo, useRef } from 'react';

import { MoveForm } from '../forms/MoveForm';
import type { FormValues } from '../forms/spec';
import type { Refusal } from '../graph/refusals';
import { IconButton } from '../kit/Button';
import { useTexts } from '../texts/texts';
import type { MoveSpec, Subject } from './moves/spec';

interface MovePanelProps {
  spec: MoveSpec;
  subject: Subject;
  values?: FormValues | undefined;
  owner: string;
  onDone: (data: object) => void;
  onConflict: () => void;
  onCancel: () => void;
}

export function MovePanel({ spec, subject, values, owner, onDone, onConflict, onCancel }: MovePanelProps) {
  const texts = useTexts();
  const { case: of, part = '' } = subject;
  const panel = useRef<HTMLElement>(null);
  const scope = useMemo(() => [owner, of.id, spec.key, part], [owner, of.id, spec.key, part]);
  const fields = useMemo(() => spec.fields(subject), [spec, subject]);
  const initial = useMemo(
    () => ({ ...spec.initial?.(subject), ...values }),
    // What a form begins with does not change while it is open.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [],
  );
  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('input:not([type=file]):not(:disabled), textarea, select')?.focus();
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const input = useCallback(
    (written: FormValues) => ({ complaint: of.id, version: of.version, ...spec.input(written, subject) }),
    [of, spec, subject],
  );
  const check = useCallback((written: FormValues) => spec.check?.(written, subject) ?? {}, [spec, subject]);
  const refused = useCallback(
    (refusal: Refusal) => {
      if (refusal.code === 'CONFLICT') {
        onConflict();
      }
    },
    [onConflict],
  );
  return (
    <section
      ref={panel}
      className={`panel ${spec.danger ? 'panel-danger' : ''}`}
      aria-label={texts.moves[spec.key].title}
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && onCancel()}
    >
      <header className="panel-head">
        <h2>{texts.moves[spec.key].title}</h2>
        <IconButton icon="close" label={texts.app.close} onClick={onCancel} />
      </header>
      <MoveForm
        fields={fields}
        initial={initial}
        scope={scope}
        document={spec.document}
        input={input}
        check={check}
        send={texts.moves[spec.key].send}
        look={spec.danger ? 'danger' : 'primary'}
        onDone={onDone}
        onRefused={refused}
        onCancel={onCancel}
      />
    </section>
  );
}
