// How does a year lie on paper: months in weeks, Monday first?

export interface Month {
  /** 0 is January. */
  month: number;
  /** Weeks of seven dates (YYYY-MM-DD); null where the month has not begun or has ended. */
  weeks: (string | null)[][];
}

export function monthsOf(year: number): Month[] {
  return Array.from({ length: 12 }, (_, month) => ({ month, weeks: weeksOf(year, month) }));
}

function weeksOf(year: number, month: number): (string | null)[][] {
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const before = (new Date(Date.UTC(year, month, 1)).getUTCDay() + 6) % 7;
  return Array.from({ length: Math.ceil((before + length) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, column) => {
      const day = week * 7 + column - before + 1;
      return day < 1 || day > length ? null : new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
    }),
  );
}

/** Every day from one to another, both included; at most `most` of them. */
export function daysBetween(from: string, to: string, most: number): string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += 86_400_000) {
    if (days.length === most) {
      break;
    }
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

/** "Maret", for 3. */
export function monthName(month: number, locale: string): string {
  const first = new Date(Date.UTC(2024, month - 1, 1));
  return new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(first);
}
