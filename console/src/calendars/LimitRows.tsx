// A row for each step and each level: what holds, what it shall be, what the nation allows.
import type { FieldSpec, FormValues } from '../forms/spec';
import type { Form } from '../forms/useForm';
import type { LimitSetFragment, LimitUnit } from '../graph/generated/graphql';
import { Icon } from '../kit/icons';
import { bounds, unitsOf } from '../pure/limits';
import { useTexts } from '../texts/texts';
import type { Texts } from '../texts/id';

const text = (values: FormValues, name: string) => {
  const value = values[name];
  return typeof value === 'string' ? value : '';
};

/** The same rows as fields, for what is wrong with them. */
export function limitFields(
  base: LimitSetFragment,
  nation: LimitSetFragment,
  values: FormValues,
  texts: Texts,
): FieldSpec[] {
  return [
    ...base.limits.map((limit): FieldSpec => {
      const [low, high] = bounds(limit, text(values, `unit.${limit.term}`) as LimitUnit);
      const label = texts.times.amountOf(texts.words.term[limit.term]);
      return { kind: 'number', name: `amount.${limit.term}`, label, required: true, low, high };
    }),
    ...base.ladder.map(({ level }): FieldSpec => {
      const high = nation.ladder.find((one) => one.level === level)?.workingDays ?? 30;
      return {
        kind: 'number',
        name: `rung.${level}`,
        label: texts.words.level[level],
        required: true,
        low: 0,
        high,
      };
    }),
  ];
}

interface RowsProps {
  base: LimitSetFragment;
  nation: LimitSetFragment;
  form: Form;
}

export function LimitRows({ base, nation, form }: RowsProps) {
  const texts = useTexts();
  const t = texts.times;
  return (
    <>
      <fieldset className="limit-rows">
        <legend className="field-label">{t.limits}</legend>
        {base.limits.map((limit) => {
          const { term } = limit;
          const unit = text(form.values, `unit.${term}`) as LimitUnit;
          const [low, high] = bounds(limit, unit);
          return (
            <div key={term} className="limit-row">
              <span className="limit-name">
                {texts.words.term[term]}
                <span className="soft">
                  {low}–{high} {texts.words.limitUnit[unit]}
                </span>
              </span>
              <NumberBox form={form} name={`amount.${term}`} label={t.amountOf(texts.words.term[term])} />
              <div className="select">
                <select
                  className="input"
                  aria-label={t.unitOf(texts.words.term[term])}
                  value={unit}
                  onChange={(event) => form.set(`unit.${term}`, event.target.value)}
                >
                  {unitsOf(term).map((one) => (
                    <option key={one} value={one}>
                      {texts.words.limitUnit[one]}
                    </option>
                  ))}
                </select>
                <Icon name="chevronDown" size={16} />
              </div>
              <Wrong form={form} name={`amount.${term}`} />
            </div>
          );
        })}
      </fieldset>
      <fieldset className="limit-rows">
        <legend className="field-label">{t.ladder}</legend>
        {base.ladder.map(({ level }) => (
          <div key={level} className="limit-row">
            <span className="limit-name">
              {texts.words.level[level]}
              <span className="soft">0–{nation.ladder.find((one) => one.level === level)?.workingDays ?? 30}</span>
            </span>
            <NumberBox form={form} name={`rung.${level}`} label={`${texts.words.level[level]}: ${t.rungUnit}`} />
            <span className="soft">{t.rungUnit}</span>
            <Wrong form={form} name={`rung.${level}`} />
          </div>
        ))}
      </fieldset>
    </>
  );
}

function NumberBox({ form, name, label }: { form: Form; name: string; label: string }) {
  const wrong = form.errors[name] !== undefined;
  return (
    <input
      className="input"
      type="number"
      inputMode="numeric"
      name={name}
      aria-label={label}
      aria-invalid={wrong ? true : undefined}
      aria-describedby={wrong ? `${name}-error` : undefined}
      value={text(form.values, name)}
      onChange={(event) => form.set(name, event.target.value)}
    />
  );
}

function Wrong({ form, name }: { form: Form; name: string }) {
  const said = form.errors[name];
  return said === undefined ? null : (
    <p id={`${name}-error`} className="field-error">
      <Icon name="alert" size={15} />
      {said}
    </p>
  );
}
