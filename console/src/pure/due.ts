// How far away is a deadline, in calendar days of the pemda's own time zone?

export type Tone = 'late' | 'today' | 'soon' | 'calm';

export interface Distance {
  /** Negative when the deadline has passed. */
  days: number;
  tone: Tone;
}

const DAY = 86_400_000;
/** From here on a deadline is far enough away to be shown calmly. */
const SOON = 3;

/** The calendar day of a moment in a time zone, counted from 1970. */
export function dayNumber(moment: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(moment);
  return Math.round(Date.parse(`${parts}T00:00:00Z`) / DAY);
}

/** A deadline is the last second of a day, so days are counted from date to date, not in 24 hours. */
export function distance(dueAt: string, now: Date, zone: string): Distance {
  const due = new Date(dueAt);
  const days = dayNumber(due, zone) - dayNumber(now, zone);
  if (due.getTime() < now.getTime()) {
    return { days: Math.min(days, 0), tone: 'late' };
  }
  return { days, tone: days <= 0 ? 'today' : days <= SOON ? 'soon' : 'calm' };
}
