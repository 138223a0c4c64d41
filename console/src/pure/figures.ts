// How does an exact figure of the service look to a reader?

/** "2.71" is "2,71" in Indonesia: the digits stay as they are, nothing is rounded again. */
export function shownIn(locale: string, shown: string): string {
  return locale.startsWith('id') ? shown.replace('.', ',') : shown;
}
