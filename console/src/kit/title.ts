// What is the page called in the window's title and in the browser's history?
import { useEffect } from 'react';

import { useTexts } from '../texts/texts';

export function useTitle(...parts: (string | null | undefined)[]): void {
  const texts = useTexts();
  const title = [...parts.filter(Boolean), texts.app.name].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
