// Choosing one thing out of many by typing: a text field with a list, as ARIA's combobox pattern has it.
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';

import { useTexts } from '../texts/texts';
import { Field, type Frame } from './fields';
import { Icon } from './icons';

export interface Picked {
  id: string;
  label: string;
  hint?: string | undefined;
}

interface ComboProps extends Frame {
  value: Picked | null;
  onChange: (value: Picked | null) => void;
  /** What is offered for these words; for none, what is worth seeing first. */
  find: (words: string) => Promise<Picked[]>;
  placeholder?: string | undefined;
}

const PAUSE = 200;

export function Combo({ value, onChange, find, placeholder, ...frame }: ComboProps) {
  const texts = useTexts();
  const list = useId();
  const [words, setWords] = useState<string | null>(null);
  const [options, setOptions] = useState<Picked[] | null>(null);
  const [at, setAt] = useState(0);
  const open = words !== null;
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (words === null) {
      return;
    }
    let current = true;
    const timer = setTimeout(
      () =>
        void find(words).then((found) => {
          if (current) {
            setOptions(found);
            setAt(0);
          }
        }),
      words === '' ? 0 : PAUSE,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [words, find]);

  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const shut = () => setWords(null);
  const pick = (option: Picked | undefined) => {
    if (option) {
      onChange(option);
      shut();
    }
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) {
        setWords('');
        return;
      }
      const count = options?.length ?? 0;
      setAt((before) => (count === 0 ? 0 : (before + (event.key === 'ArrowDown' ? 1 : count - 1)) % count));
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      pick(options?.[at]);
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      shut();
    }
  };

  return (
    <Field {...frame}>
      {(tied) => (
        <div
          className="combo"
          ref={box}
          onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && shut()}
        >
          <input
            {...tied}
            className="input"
            role="combobox"
            autoComplete="off"
            aria-expanded={open}
            aria-controls={open ? list : undefined}
            aria-activedescendant={open && options?.[at] ? `${list}-${at}` : undefined}
            aria-autocomplete="list"
            placeholder={placeholder ?? texts.form.searchHint}
            value={words ?? value?.label ?? ''}
            onFocus={(event) => event.target.select()}
            onClick={() => setWords((before) => before ?? '')}
            onChange={(event) => setWords(event.target.value)}
            onKeyDown={onKey}
          />
          {value && !open ? (
            <button
              type="button"
              className="combo-clear"
              aria-label={`${texts.app.cancel}: ${value.label}`}
              onClick={() => onChange(null)}
            >
              <Icon name="close" size={16} />
            </button>
          ) : (
            <span className="combo-sign">
              <Icon name="search" size={16} />
            </span>
          )}
          {open && (
            <ul id={list} role="listbox" aria-label={frame.label} className="combo-list">
              {options?.map((option, index) => (
                <li
                  key={option.id}
                  id={`${list}-${index}`}
                  role="option"
                  aria-selected={index === at}
                  className="combo-option"
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => pick(option)}
                >
                  <span>{option.label}</span>
                  {option.hint && <span className="combo-hint">{option.hint}</span>}
                </li>
              ))}
              {options?.length === 0 && (
                <li className="combo-none" role="option" aria-selected="false" aria-disabled="true">
                  {texts.form.nothingFound}
                </li>
              )}
              {options === null && (
                <li className="combo-none" role="option" aria-selected="false" aria-disabled="true">
                  {texts.app.loading}
                </li>
              )}
            </ul>
          )}
        </div>
      )}
    </Field>
  );
}
