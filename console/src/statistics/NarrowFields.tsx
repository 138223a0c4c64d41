// Which complaints alone are counted: of a kind, a channel, a priority, a topic?
import { useId } from 'react';

import { SelectField } from '../kit/fields';
import { TopicPicker } from '../kit/pickers';
import { useNames } from '../kit/useNames';
import { CHOICES } from '../pure/filters';
import { narrow, narrowed, type Narrowing, type Question } from '../pure/questions';
import { useTexts } from '../texts/texts';
import type { Asking } from './useQuestion';

export function NarrowFields({ asking }: { asking: Asking }) {
  const texts = useTexts();
  const { question, terms, level, place, change } = asking;
  const named = useNames([question.topic]);
  const hint = useId();
  const put = (to: Partial<Narrowing>) => change(narrow(question, to, terms));
  const known = <Value extends string>(values: readonly Value[], next: string) =>
    values.find((value) => value === next) ?? null;
  const options = <Value extends string>(values: readonly Value[], words: Record<Value, string>) => [
    ['', texts.statistics.everything] as const,
    ...values.map((value) => [value, words[value]] as const),
  ];
  return (
    <div role="group" aria-label={texts.desk.filters} aria-describedby={terms.summed ? hint : undefined}>
      <div className="statistics-filters">
        <SelectField
          bare
          label={texts.desk.kind}
          value={question.kind ?? ''}
          onChange={(next) => put({ kind: known(CHOICES.kinds, next) })}
          options={options(CHOICES.kinds, texts.words.kind)}
        />
        <SelectField
          bare
          label={texts.desk.channel}
          value={question.channel ?? ''}
          onChange={(next) => put({ channel: known(CHOICES.channels, next) })}
          options={options(CHOICES.channels, texts.words.channel)}
        />
        <SelectField
          bare
          label={texts.statistics.priority}
          value={question.priority ?? ''}
          onChange={(next) => put({ priority: known(CHOICES.priorities, next) })}
          options={options(CHOICES.priorities, texts.words.priority)}
        />
        <TopicPicker
          bare
          label={texts.desk.topic}
          // Topics that a pemda added itself mean nothing beside those of others.
          pemda={level === 'PEMDA' ? place.code : null}
          value={named(question.topic)}
          onChange={(picked) => put({ topic: picked?.id ?? null })}
        />
      </div>
      {terms.summed && (
        <p id={hint} className="hint">
          {texts.statistics.oneAtATime}
        </p>
      )}
    </div>
  );
}

/** What the figures are narrowed to, in words: on paper and to whoever was sent the address there are no fields. */
export function NarrowedTo({ question }: { question: Question }) {
  const texts = useTexts();
  const { kind, channel, priority, topic } = question;
  const named = useNames([topic]);
  const said = [
    kind && `${texts.desk.kind}: ${texts.words.kind[kind]}`,
    channel && `${texts.desk.channel}: ${texts.words.channel[channel]}`,
    priority && `${texts.statistics.priority}: ${texts.words.priority[priority]}`,
    topic && `${texts.desk.topic}: ${named(topic)?.label ?? ''}`,
  ].filter(Boolean);
  return narrowed(question) === 0 ? null : <p className="statistics-only">{texts.statistics.only(said.join('; '))}</p>;
}
