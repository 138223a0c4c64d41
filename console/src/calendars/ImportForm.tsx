// A file of days off, pasted or chosen; a wrong line is shown as it stands in the file.
import { useMemo, useState, type ChangeEvent } from 'react';

import { useOwner } from '../app/viewer';
import { FormFields } from '../forms/FormFields';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type FieldSpec } from '../forms/spec';
import type { Form } from '../forms/useForm';
import { ImportDaysOffDocument } from '../graph/generated/graphql';
import { Icon } from '../kit/icons';
import { useToast } from '../kit/toasts';
import { useTexts } from '../texts/texts';
import { kindsOf, noteField } from './DayForms';

/** Characters that one import takes. */
const LONGEST = 200_000;

export function ImportForm({ nation, onDone }: { nation: boolean; onDone: () => void }) {
  const texts = useTexts();
  const t = texts.times;
  const toast = useToast();
  const owner = useOwner();
  const fields = useMemo<FieldSpec[]>(
    () => [
      {
        kind: 'radio',
        name: 'format',
        label: t.format,
        required: true,
        options: Object.entries(t.formats).map(([key, words]) => [key, words, t.formatHints[key] ?? ''] as const),
      },
      {
        kind: 'area',
        name: 'content',
        label: t.content,
        hint: t.contentHint,
        required: true,
        min: 10,
        max: LONGEST,
        rows: 7,
        personal: true, // too long to be kept as a draft
      },
      {
        kind: 'radio',
        inline: true,
        name: 'kind',
        label: t.kind,
        hint: t.kindHint,
        required: true,
        options: kindsOf(nation, texts),
      },
      noteField(texts),
    ],
    [t, texts, nation],
  );
  const initial = useMemo(() => ({ format: 'CSV' }), []);
  const [wrong, setWrong] = useState<number | null>(null);
  return (
    <>
      <p className="soft">{t.importLead}</p>
      <MoveForm
        fields={fields}
        initial={initial}
        scope={[owner, 'impor-libur']}
        document={ImportDaysOffDocument}
        input={(values) => ({
          format: textOf(values, 'format'),
          content: textOf(values, 'content'),
          kind: textOf(values, 'kind'),
          note: textOf(values, 'note'),
        })}
        layout={(form) => (
          <>
            <FormFields fields={fields.slice(0, 2)} form={form} />
            <WrongLine form={form} line={wrong} />
            <PickFile form={form} />
            <FormFields fields={fields.slice(2)} form={form} />
          </>
        )}
        send={t.import}
        onRefused={(refusal) => setWrong(Number(/^(?:Baris|Line) (\d+)/.exec(refusal.message)?.[1]) || null)}
        onDone={(data) => {
          const { added, known } = data.importDaysOff;
          toast(t.imported(added, known));
          onDone();
        }}
      />
    </>
  );
}

/** The line that was refused, as long as it is still written like that. */
function WrongLine({ form, line }: { form: Form; line: number | null }) {
  const texts = useTexts();
  if (line === null || form.errors.content === undefined) {
    return null;
  }
  // The service counts the lines of what was sent, which was trimmed.
  const text = textOf(form.values, 'content').split('\n')[line - 1];
  return (
    <p className="wrong-line">
      <span>{texts.times.wrongLine(line)}</span> <code>{text}</code>
    </p>
  );
}

function PickFile({ form }: { form: Form }) {
  const texts = useTexts();
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    const file = input.files?.[0];
    if (file) {
      form.set('content', (await file.text()).slice(0, LONGEST));
      form.set('format', /\.ics$/i.test(file.name) ? 'ICAL' : 'CSV');
      input.value = '';
    }
  };
  return (
    <label className="btn btn-plain btn-small file-add">
      <Icon name="upload" size={16} />
      <span>{texts.times.pickFile}</span>
      <input
        type="file"
        className="visually-hidden"
        accept=".csv,.ics,text/csv,text/calendar"
        onChange={(event) => void read(event)}
      />
    </label>
  );
}
