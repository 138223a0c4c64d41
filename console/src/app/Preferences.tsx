// Language and light, for whoever looks at the page.
import { useId } from 'react';

import { useSpeak, useTexts, type Language } from '../texts/texts';
import { choose, useChoice, type Choice } from './scheme';

export function Preferences() {
  const texts = useTexts();
  const speak = useSpeak();
  const choice = useChoice();
  const id = useId();
  return (
    <div className="preferences">
      <label htmlFor={`${id}-language`} className="visually-hidden">
        {texts.app.language}
      </label>
      <select id={`${id}-language`} value={texts.code} onChange={(event) => speak(event.target.value as Language)}>
        {Object.entries(texts.app.languageNames).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-scheme`} className="visually-hidden">
        {texts.app.scheme}
      </label>
      <select id={`${id}-scheme`} value={choice} onChange={(event) => choose(event.target.value as Choice)}>
        {Object.entries(texts.app.schemes).map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
