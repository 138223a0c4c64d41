// Which of these happened on the same day, in the zone of whoever reads?
import { today } from './moments';

export interface DayOf<Item> {
  /** YYYY-MM-DD */
  day: string;
  items: Item[];
}

/** In the order in which they come; a day is opened wherever it changes. */
export function byDay<Item extends { at: string }>(items: readonly Item[], zone: string): DayOf<Item>[] {
  const days: DayOf<Item>[] = [];
  for (const item of items) {
    const day = today(new Date(item.at), zone);
    const last = days[days.length - 1];
    if (last?.day === day) {
      last.items.push(item);
    } else {
      days.push({ day, items: [item] });
    }
  }
  return days;
}

/** 0 today, 1 yesterday, and so on. */
export function daysAgo(day: string, now: Date, zone: string): number {
  return Math.round((Date.parse(today(now, zone)) - Date.parse(day)) / 86_400_000);
}
