// Something that a person should read before going on.
import type { ReactNode } from 'react';

import type { Refusal } from '../graph/refusals';
import { useTexts } from '../texts/texts';
import { Button } from './Button';
import { Icon, type IconName } from './icons';

type Tone = 'info' | 'good' | 'warn' | 'bad';
const SIGN: Record<Tone, IconName> = { info: 'inbox', good: 'check', warn: 'clock', bad: 'alert' };

export function Notice(props: { tone?: Tone; urgent?: boolean; action?: ReactNode; children: ReactNode }) {
  const { tone = 'info', urgent = false, action, children } = props;
  return (
    <div className={`notice notice-${tone}`} role={urgent ? 'alert' : 'status'}>
      <Icon name={SIGN[tone]} size={18} />
      <div className="notice-text">{children}</div>
      {action}
    </div>
  );
}

export function Refused({ refusal, again }: { refusal: Refusal; again?: () => void }) {
  const texts = useTexts();
  return (
    <Notice
      tone="bad"
      urgent
      action={
        again && (
          <Button small icon="refresh" onClick={again}>
            {texts.app.retry}
          </Button>
        )
      }
    >
      {refusal.message}
    </Notice>
  );
}

export function Empty(props: { icon: IconName; title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={props.icon} size={30} />
      <p className="empty-title">{props.title}</p>
      {props.hint && <p className="empty-hint">{props.hint}</p>}
      {props.children}
    </div>
  );
}

/** Grey lines where text will be; said once to those who listen. */
export function Waiting({ lines = 4 }: { lines?: number }) {
  const texts = useTexts();
  return (
    <div className="waiting" role="status">
      <span className="visually-hidden">{texts.app.loading}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="waiting-line" style={{ width: `${92 - ((line * 23) % 46)}%` }} />
      ))}
    </div>
  );
}
