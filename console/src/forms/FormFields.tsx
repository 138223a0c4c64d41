// How each kind of field is shown.
import { AreaField, FlagField, RadioField, SelectField, TextField } from '../kit/fields';
import { CasePicker, PemdaPicker, TopicPicker, UnitPicker } from '../kit/pickers';
import { FilesField } from './FilesField';
import type { Chosen, FieldSpec, Uploaded } from './spec';
import type { Form } from './useForm';

export function FormFields({ fields, form, onUploading }: Shown & { fields: readonly FieldSpec[] }) {
  return fields
    .filter((field) => field.when?.(form.values) !== false)
    .map((field) => <FormField key={field.name} field={field} form={form} onUploading={onUploading} />);
}

interface Shown {
  form: Form;
  onUploading?: ((busy: boolean) => void) | undefined;
}

export function FormField({ field, form, onUploading }: Shown & { field: FieldSpec }) {
  const value = form.values[field.name] ?? null;
  const text = typeof value === 'string' ? value : '';
  const chosen = value as Chosen | null;
  const set = (next: string) => form.set(field.name, next);
  const pick = (next: Chosen | null) => form.set(field.name, next);
  const frame = {
    label: field.label,
    hint: field.hint,
    error: form.errors[field.name],
    required: field.required ?? false,
    name: field.name,
  };
  switch (field.kind) {
    case 'line':
      return (
        <TextField
          {...frame}
          type={field.type ?? 'text'}
          inputMode={field.digits === undefined ? undefined : 'numeric'}
          maxLength={field.max}
          autoComplete={field.personal ? undefined : 'off'}
          value={text}
          onChange={set}
        />
      );
    case 'area':
      return <AreaField {...frame} maxLength={field.max} rows={field.rows ?? 4} value={text} onChange={set} />;
    case 'radio':
      return (
        <RadioField {...frame} options={field.options} inline={field.inline ?? false} value={text} onChange={set} />
      );
    case 'select':
      return <SelectField {...frame} options={field.options} value={text} onChange={set} />;
    case 'flag':
      return (
        <FlagField
          label={field.label}
          hint={field.hint}
          disabled={field.fixed ?? false}
          value={value === true}
          onChange={(next) => form.set(field.name, next)}
        />
      );
    case 'number':
      return (
        <TextField
          {...frame}
          type="number"
          inputMode="numeric"
          min={field.low}
          max={field.high}
          value={text}
          onChange={set}
        />
      );
    case 'date':
      return (
        <TextField {...frame} type="date" min={field.notBefore} max={field.notAfter} value={text} onChange={set} />
      );
    case 'time':
      return <TextField {...frame} type="time" value={text} onChange={set} />;
    case 'moment':
      return <TextField {...frame} type="datetime-local" value={text} onChange={set} />;
    case 'unit':
      return <UnitPicker {...frame} except={field.except ?? []} value={chosen} onChange={pick} />;
    case 'pemda':
      return <PemdaPicker {...frame} connectedOnly={field.connectedOnly ?? false} value={chosen} onChange={pick} />;
    case 'topic':
      return <TopicPicker {...frame} pemda={field.pemda ?? null} value={chosen} onChange={pick} />;
    case 'case':
      return <CasePicker {...frame} near={field.near} value={chosen} onChange={pick} />;
    case 'files':
      return (
        <FilesField
          {...frame}
          value={(value as Uploaded[] | null) ?? []}
          onChange={(next) => form.set(field.name, next)}
          onBusy={onUploading ?? (() => undefined)}
        />
      );
  }
}
