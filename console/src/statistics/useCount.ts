// How are numbers written here?
import { shownIn } from '../pure/figures';
import { useTexts } from '../texts/texts';

/** How many, with the separators of the language. */
export function useCount(): (value: number) => string {
  const { locale } = useTexts();
  return (value) => shownIn(locale, String(value));
}
