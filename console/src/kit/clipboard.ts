// How do words get onto the clipboard? Browsers offer it to secure pages only; offices are often served over plain HTTP.

export async function copy(words: string): Promise<boolean> {
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard !== undefined) {
    try {
      await clipboard.writeText(words);
      return true;
    } catch {
      // Forbidden here: the old way may still work.
    }
  }
  const field = document.createElement('textarea');
  field.value = words;
  field.setAttribute('readonly', '');
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.select();
  // The only way there is outside of secure pages.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const done = document.execCommand('copy');
  field.remove();
  return done;
}
