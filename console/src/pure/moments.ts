// Which words and figures show a moment or a size to a reader?

const made = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  const known = made.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  made.set(key, known);
  return known;
}

/** "Sen, 23 Nov 2026" */
export function dayOf(moment: string, locale: string, zone: string): string {
  return formatter(locale, zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(
    new Date(moment),
  );
}

/** "23 Nov", with the year when it is another one. */
export function shortDay(moment: string, locale: string, zone: string, now: Date): string {
  const then = new Date(moment);
  const year = formatter('en-CA', zone, { year: 'numeric' });
  const same = year.format(then) === year.format(now);
  return formatter(locale, zone, { day: 'numeric', month: 'short', ...(same ? {} : { year: 'numeric' }) }).format(then);
}

/** "23 Nov 2026, 08.30 WIB" */
export function momentOf(moment: string, locale: string, zone: string): string {
  return formatter(locale, zone, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(moment));
}

/** "Senin, 23 Nov 2026, 08.30 WIB" */
export function longMoment(moment: string, locale: string, zone: string): string {
  return formatter(locale, zone, {
    weekday: 'long',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(moment));
}

/** A calendar day in a row of days of the same year: "23 Nov" */
export function dayMonth(day: string, locale: string): string {
  return formatter(locale, 'UTC', { day: 'numeric', month: 'short' }).format(new Date(`${day}T00:00:00Z`));
}

/** "Senin, 23 Nov" */
export function weekdayMonth(day: string, locale: string): string {
  return formatter(locale, 'UTC', { weekday: 'long', day: 'numeric', month: 'short' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** A calendar day, which has no zone: "23 Nov 2026" */
export function plainDay(day: string, locale: string): string {
  return formatter(locale, 'UTC', { day: 'numeric', month: 'short', year: 'numeric' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** Today's calendar day in a zone, as YYYY-MM-DD. */
export function today(now: Date, zone: string): string {
  return formatter('en-CA', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
}

/** "1,4 MB" */
export function sizeOf(bytes: number, locale: string): string {
  const [value, unit] = bytes >= 1_000_000 ? [bytes / 1_048_576, 'MB'] : [Math.max(1, Math.round(bytes / 1024)), 'kB'];
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)} ${unit}`;
}

/** "08.30" */
export function timeOf(moment: string, locale: string, zone: string): string {
  return formatter(locale, zone, { hour: '2-digit', minute: '2-digit' }).format(new Date(moment));
}
