// What can be filled in. Every field has its words above, its hint and its error below, all three tied to it.
import { useId, type ComponentProps, type ReactNode } from 'react';

import { useTexts } from '../texts/texts';
import { Icon } from './icons';

export interface Frame {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  required?: boolean | undefined;
  /** In a filter, where nothing has to be chosen, it is not said either. */
  bare?: boolean | undefined;
}

interface Tied {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  'aria-required': true | undefined;
}

/** The words around a control; `children` gets what ties the control to them. */
export function Field(props: Frame & { children: (tied: Tied) => ReactNode; note?: ReactNode }) {
  const { label, hint, error, required = false, bare = false, note, children } = props;
  const texts = useTexts();
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={`field ${error ? 'field-wrong' : ''}`}>
      <label htmlFor={id} className="field-label">
        {label}
        {!required && !bare && <span className="field-optional"> ({texts.app.optional})</span>}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
        'aria-required': required ? true : undefined,
      })}
      <div className="field-foot">
        {error && (
          <p id={`${id}-error`} className="field-error">
            <Icon name="alert" size={15} />
            {error}
          </p>
        )}
        {note}
      </div>
    </div>
  );
}

type Written = Frame & { value: string; onChange: (value: string) => void };

export function TextField(props: Written & Omit<ComponentProps<'input'>, 'value' | 'onChange'>) {
  const { label, hint, error, required, bare, value, onChange, ...rest } = props;
  return (
    <Field label={label} hint={hint} error={error} required={required} bare={bare}>
      {(tied) => (
        <input className="input" {...rest} {...tied} value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}

/** Grows with its text; tells how much room is left when that becomes interesting. */
export function AreaField(props: Written & { maxLength: number; rows?: number; name?: string; autoFocus?: boolean }) {
  const { label, hint, error, required, value, onChange, maxLength, rows = 4, ...rest } = props;
  const texts = useTexts();
  const left = maxLength - value.length;
  const note = left < maxLength / 5 && left < 400 && (
    <p className="field-left" aria-live="polite">
      {texts.form.left(left)}
    </p>
  );
  return (
    <Field label={label} hint={hint} error={error} required={required} note={note}>
      {(tied) => (
        <textarea
          className="input area"
          {...rest}
          {...tied}
          rows={rows}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export type Option = readonly [value: string, label: string, hint?: string];

export function SelectField(props: Written & { options: readonly Option[]; name?: string }) {
  const { label, hint, error, required, bare, value, onChange, options, ...rest } = props;
  const texts = useTexts();
  const namesNothing = options.some(([key]) => key === ''); // such as "all" in a filter
  return (
    <Field label={label} hint={hint} error={error} required={required} bare={bare}>
      {(tied) => (
        <div className="select">
          <select
            className="input"
            {...rest}
            {...tied}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          >
            {(!bare || value === '') && !namesNothing && <option value="">{texts.form.choose}</option>}
            {options.map(([key, words]) => (
              <option key={key} value={key}>
                {words}
              </option>
            ))}
          </select>
          <Icon name="chevronDown" size={16} />
        </div>
      )}
    </Field>
  );
}

/** A few choices, all of them in sight. */
export function RadioField(props: Written & { options: readonly Option[]; name: string; inline?: boolean }) {
  const { label, hint, error, required, value, onChange, options, name, inline } = props;
  const id = useId();
  return (
    <fieldset
      className={`field ${error ? 'field-wrong' : ''}`}
      aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined}
      aria-required={required ? true : undefined}
      role="radiogroup"
    >
      <legend className="field-label">{label}</legend>
      {hint && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      <div className={inline ? 'radios radios-inline' : 'radios'}>
        {options.map(([key, words, more]) => (
          <label key={key} className={`radio ${value === key ? 'radio-on' : ''}`}>
            <input type="radio" name={name + id} value={key} checked={value === key} onChange={() => onChange(key)} />
            <span>
              <span className="radio-words">{words}</span>
              {more && <span className="radio-hint">{more}</span>}
            </span>
          </label>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className="field-error">
          <Icon name="alert" size={15} />
          {error}
        </p>
      )}
    </fieldset>
  );
}

export function FlagField(props: {
  label: string;
  hint?: string | undefined;
  value: boolean;
  onChange: (value: boolean) => void;
  disabled?: boolean;
}) {
  const { label, hint, value, onChange, disabled } = props;
  const id = useId();
  return (
    <div className="flag">
      <input
        id={id}
        type="checkbox"
        checked={value}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="field-hint">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
