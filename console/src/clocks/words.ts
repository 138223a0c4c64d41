// A clock's sum in one sentence, for everybody who cannot or does not want to count cells.
import type { ClockSumFragment } from '../graph/generated/graphql';
import { longMoment, today } from '../pure/moments';
import { daysOff, daysWaited, total } from '../pure/strip';
import type { Texts } from '../texts/id';

/** A number as it is read: no decimals for days, one at most for office hours. */
export function figure(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
}

/** "Tenggat Jumat, 23 Jan 2026, 23.59 WIB — tersisa 3 hari kerja dari 14; 2 hari libur tidak dihitung" */
export function sentence(of: ClockSumFragment, texts: Texts, zone: string, now: Date): string {
  const t = texts.clocks;
  const off = daysOff(of.strip);
  const waited = daysWaited(of.strip);
  return [
    standing(of, texts, zone, now),
    off > 0 && t.off(off),
    waited > 0 && of.state !== 'PAUSED' && t.waited(waited),
  ]
    .filter(Boolean)
    .join('; ');
}

function standing(of: ClockSumFragment, texts: Texts, zone: string, now: Date): string {
  const t = texts.clocks;
  const { locale } = texts;
  const moment = (at: string | null) => (at === null ? '' : longMoment(at, locale, zone));
  const { value = 0, unit = 'WORKING_DAY' } = of.remaining ?? {};
  const words = (amount: number) => t.amount(figure(amount, locale), texts.words.limitUnit[unit]);
  switch (of.state) {
    case 'PAUSED':
      return t.paused(words(value), figure(total(of.strip) + value, locale));
    case 'MET':
      return t.met(moment(of.stoppedAt), moment(of.dueAt));
    case 'MISSED':
      return t.missed(moment(of.stoppedAt), moment(of.dueAt));
    case 'ENDED':
      return t.ended(moment(of.stoppedAt));
    case 'OVERDUE':
      return `${t.due(moment(of.dueAt))} — ${value < 0 ? t.over(words(-value)) : t.overNow}`;
    case 'RUNNING': {
      const last = of.dueAt !== null && today(new Date(of.dueAt), zone) === today(now, zone);
      const left = last && unit !== 'HOUR' ? t.leftLast : t.left;
      return `${t.due(moment(of.dueAt))} — ${left(words(value), figure(total(of.strip), locale))}`;
    }
  }
}
