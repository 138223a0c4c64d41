// Until when, and why until then: the clocks of a case with their sums; those that stopped are folded away.
import './clocks.css';

import { useId } from 'react';

import type { ClockState, ClockSumFragment } from '../graph/generated/graphql';
import { Icon, type IconName } from '../kit/icons';
import { useNow } from '../kit/now';
import { today } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { ClockStrip } from './ClockStrip';
import { sentence } from './words';

const SIGN: Record<ClockState, IconName> = {
  RUNNING: 'clock',
  PAUSED: 'pause',
  OVERDUE: 'alert',
  MET: 'check',
  MISSED: 'alert',
  ENDED: 'archive',
};
const TONE: Record<ClockState, string> = {
  RUNNING: 'brand',
  PAUSED: 'soon',
  OVERDUE: 'late',
  MET: 'good',
  MISSED: 'late',
  ENDED: 'calm',
};

export function Clocks({ clocks, zone }: { clocks: readonly ClockSumFragment[]; zone: string }) {
  const texts = useTexts();
  const title = useId();
  const open = clocks.filter((one) => one.stoppedAt === null).sort(byUrgency);
  const past = clocks.filter((one) => one.stoppedAt !== null).reverse();
  if (clocks.length === 0) {
    return null;
  }
  return (
    <section className="card clocks" aria-labelledby={title}>
      <h2 id={title}>{texts.clocks.title}</h2>
      {open.map((one, index) => (
        <ClockSum key={keyOf(one)} of={one} zone={zone} open={index === 0} />
      ))}
      {past.length > 0 && (
        <details className="clocks-past">
          <summary>{texts.clocks.past(past.length)}</summary>
          {past.map((one) => (
            <ClockSum key={keyOf(one)} of={one} zone={zone} open={false} />
          ))}
        </details>
      )}
    </section>
  );
}

function keyOf(of: ClockSumFragment): string {
  return `${of.clock} ${of.handling?.id ?? ''} ${of.startedAt}`;
}

/** The case's own before those of supporting units, then by deadline; what is paused comes last. */
function byUrgency(one: ClockSumFragment, other: ClockSumFragment): number {
  const place = (of: ClockSumFragment) => `${of.handling === null ? 0 : 1} ${of.dueAt ?? '9999'}`;
  return place(one) < place(other) ? -1 : 1;
}

function ClockSum({ of, zone, open }: { of: ClockSumFragment; zone: string; open: boolean }) {
  const texts = useTexts();
  const t = texts.clocks;
  const now = useNow();
  const name = texts.words.clock[of.clock];
  const unit = of.handling?.unit?.name;
  return (
    <details className={`clock clock-${TONE[of.state]}`} open={open}>
      <summary>
        <span className="clock-head">
          <strong>{name}</strong>
          {unit && <span className="soft">{t.ofHandling(unit)}</span>}
          <span className={`chip chip-${TONE[of.state]}`}>
            <Icon name={SIGN[of.state]} size={14} />
            {texts.words.clockState[of.state]}
          </span>
        </span>
        <span className="clock-words">{sentence(of, texts, zone, now)}.</span>
      </summary>
      <ClockStrip strip={of.strip} today={today(now, zone)} ends={of.dueAt !== null} label={`${name}: ${t.sum}`} />
      <p className="clock-rule">
        {t.rule(of.rule.text, of.rule.source)}
        {of.rule.version > 0 && ` (${t.version(of.rule.version)})`}
      </p>
    </details>
  );
}
