// In which language does the console speak?
import { createContext, use, useCallback, useEffect, useState, type ReactNode } from 'react';

import { storage } from '../pure/memory';
import { id, type Texts } from './id';

export type Language = 'id' | 'en';
const KEPT = 'tuntas.bahasa';

const TextsContext = createContext<Texts>(id);
const SwitchContext = createContext<(language: Language) => void>(() => undefined);

/** Indonesian is there at once; English is fetched by those who choose it. */
export function Speaking({ children }: { children: ReactNode }) {
  const [texts, setTexts] = useState<Texts>(id);
  const speak = useCallback((language: Language) => {
    storage('local').setItem(KEPT, language);
    if (language === 'id') {
      setTexts(id);
    } else {
      void import('./en').then((module) => setTexts(module.en));
    }
  }, []);
  useEffect(() => {
    if (storage('local').getItem(KEPT) === 'en') {
      speak('en');
    }
  }, [speak]);
  useEffect(() => {
    document.documentElement.lang = texts.code;
  }, [texts]);
  return (
    <SwitchContext value={speak}>
      <TextsContext value={texts}>{children}</TextsContext>
    </SwitchContext>
  );
}

export function useTexts(): Texts {
  return use(TextsContext);
}

export function useSpeak(): (language: Language) => void {
  return use(SwitchContext);
}
