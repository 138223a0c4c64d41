// Which days does a choice of time mean, and what stood where on the line of a figure?
export type Span = { firstDay: string; lastDay: string };
export type Choice = 'MONTH' | 'LAST_MONTH' | 'YEAR' | 'LAST_YEAR';

const day = (year: number, month: number, date: number) =>
  new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);

/** The days of a choice, seen from today. */
export function spanOf(choice: Choice, today: string): Span {
  const [year = 0, month = 1] = today.split('-').map(Number);
  switch (choice) {
    case 'MONTH':
      return { firstDay: day(year, month - 1, 1), lastDay: day(year, month, 0) };
    case 'LAST_MONTH':
      return { firstDay: day(year, month - 2, 1), lastDay: day(year, month - 1, 0) };
    case 'YEAR':
      return { firstDay: day(year, 0, 1), lastDay: day(year, 11, 31) };
    case 'LAST_YEAR':
      return { firstDay: day(year - 1, 0, 1), lastDay: day(year - 1, 11, 31) };
  }
}

/** The twelve months that end with this one. */
export function twelveMonths(today: string): Span {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return { firstDay: day(year, month - 12, 1), lastDay: day(year, month, 0) };
}
