// Everything a list can be narrowed by.
import { MultiSelect } from '@mantine/core';

import { useViewer } from '../app/viewer';
import { FlagField, SelectField, TextField } from '../kit/fields';
import { TopicPicker, UnitPicker } from '../kit/pickers';
import { useNames } from '../kit/useNames';
import { CHOICES, hasDesk, includesBelow, type DeskFilter } from '../pure/filters';
import { useTexts } from '../texts/texts';

export function DeskFilters({ filter, onChange }: { filter: DeskFilter; onChange: (filter: DeskFilter) => void }) {
  const texts = useTexts();
  const { role, pemda } = useViewer();
  const named = useNames([filter.topic, filter.unit]);
  const put = (change: Partial<DeskFilter>) => onChange({ ...filter, ...change });
  const of = (words: Record<string, string>, values: readonly string[]) =>
    values.map((value) => ({ value, label: words[value] ?? value }));
  const overseer = pemda !== null && (pemda.level === 'PROVINSI' || pemda.level === 'NASIONAL');
  return (
    <div className="filters">
      <MultiSelect
        label={texts.desk.status}
        data={of(texts.words.status, CHOICES.statuses)}
        value={filter.statuses}
        onChange={(values) => put({ statuses: CHOICES.statuses.filter((value) => values.includes(value)) })}
        placeholder={texts.form.choose}
        clearable
      />
      <MultiSelect
        label={texts.desk.kind}
        data={of(texts.words.kind, CHOICES.kinds)}
        value={filter.kinds}
        onChange={(values) => put({ kinds: CHOICES.kinds.filter((value) => values.includes(value)) })}
        placeholder={texts.form.choose}
        clearable
      />
      <MultiSelect
        label={texts.desk.channel}
        data={of(texts.words.channel, CHOICES.channels)}
        value={filter.channels}
        onChange={(values) => put({ channels: CHOICES.channels.filter((value) => values.includes(value)) })}
        placeholder={texts.form.choose}
        clearable
      />
      <TopicPicker
        label={texts.desk.topic}
        bare
        pemda={pemda?.code ?? null}
        value={named(filter.topic)}
        onChange={(picked) => put({ topic: picked?.id ?? null })}
      />
      <UnitPicker
        label={texts.desk.unit}
        bare
        value={named(filter.unit)}
        onChange={(picked) => put({ unit: picked?.id ?? null })}
      />
      <SelectField
        label={texts.desk.order}
        bare
        options={Object.entries(texts.desk.orders)}
        value={filter.order}
        onChange={(order) => put({ order: order === 'NEWEST' ? 'NEWEST' : 'DUE' })}
      />
      <TextField
        label={texts.desk.from}
        bare
        type="date"
        value={filter.from ?? ''}
        onChange={(day) => put({ from: day || null })}
      />
      <TextField
        label={texts.desk.until}
        bare
        type="date"
        value={filter.until ?? ''}
        onChange={(day) => put({ until: day || null })}
      />
      {hasDesk(role) && (
        <SelectField
          label={texts.desk.whose}
          bare
          options={[
            ['saya', texts.desk.mine],
            ['semua', texts.desk.everyone],
          ]}
          value={
            filter.mine === null
              ? ['todo', 'overdue'].includes(filter.view)
                ? 'saya'
                : 'semua'
              : filter.mine
                ? 'saya'
                : 'semua'
          }
          onChange={(value) => put({ mine: value === 'saya' })}
        />
      )}
      {overseer && (
        <SelectField
          label={texts.desk.scope}
          bare
          options={[
            ['ini', texts.desk.scopeOwn],
            ['bawah', texts.desk.scopeBelow],
          ]}
          value={includesBelow(filter, role) ? 'bawah' : 'ini'}
          onChange={(value) => put({ below: value === 'bawah' })}
        />
      )}
      <FlagField label={texts.desk.overdueOnly} value={filter.overdue} onChange={(overdue) => put({ overdue })} />
    </div>
  );
}
