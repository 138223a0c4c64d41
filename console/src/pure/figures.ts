// How does an exact figure of the service look to a reader, and what did a writer mean?
//
// Figures travel as text with a point, such as 1250.50. Nothing is rounded again here: digits are only grouped.

const GROUPS = /\B(?=(\d{3})+(?!\d))/g;

/** "1250.50" is "1.250,50" in Indonesia. */
export function shownIn(locale: string, shown: string): string {
  const [whole = '', part] = shown.split('.');
  const [group, point] = signs(locale);
  return whole.replace(GROUPS, group) + (part === undefined ? '' : point + part);
}

/** The same without decimals that say nothing, for what is written into a field. */
export function writtenIn(locale: string, shown: string): string {
  return shownIn(locale, shown.includes('.') ? shown.replace(/\.?0+$/, '') : shown);
}

/** What somebody wrote, as the service takes it; null when it is no figure. "1.500" are fifteen hundred in Indonesia. */
export function figureOf(locale: string, text: string): string | null {
  const [group, point] = signs(locale);
  const [whole = '', part, more] = text.replace(/\s|Rp|%/g, '').split(point);
  const grouped = new RegExp(`^\\d{1,3}(\\${group}\\d{3})+$`).test(whole);
  const digits = grouped ? whole.split(group).join('') : whole;
  const fits = /^\d{1,14}$/.test(digits) && (part === undefined || /^\d{1,4}$/.test(part)) && more === undefined;
  return fits ? digits + (part === undefined ? '' : `.${part}`) : null;
}

function signs(locale: string): [group: string, point: string] {
  return locale.startsWith('id') ? ['.', ','] : [',', '.'];
}
