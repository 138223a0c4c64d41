// A form that sends one mutation, once: checked here first, kept while it is written, safe to send again.
import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useCallback, useId, useRef, useState, type SubmitEvent, type ReactNode } from 'react';

import { useSend } from '../graph/asking';
import type { Refusal } from '../graph/refusals';
import { Button } from '../kit/Button';
import type { IconName } from '../kit/icons';
import { Notice } from '../kit/Notice';
import { draftKey } from '../pure/drafts';
import { fulfilled, intentKey } from '../pure/intents';
import { storage } from '../pure/memory';
import { useTexts } from '../texts/texts';
import { FormFields } from './FormFields';
import { shortcomings, type Errors, type FieldSpec, type FormValues } from './spec';
import { useForm, type Form } from './useForm';

interface MoveFormProps<Data> {
  fields: readonly FieldSpec[];
  initial?: FormValues;
  /** Names the draft and the intent: who, which case, which action. */
  scope: readonly string[];
  /** Where drafts lie: with the person, or, for who has no account, only as long as the tab is open. */
  keep?: 'local' | 'session';
  document: TypedDocumentNode<Data, { input: never }>;
  /** The input without its client key. */
  input: (values: FormValues) => object;
  /** What only several fields together show. */
  check?: (values: FormValues) => Errors;
  send: string;
  look?: 'primary' | 'plain' | 'danger';
  icon?: IconName;
  onDone: (data: Data) => void;
  onRefused?: (refusal: Refusal) => void;
  /** Which field a refusal means, where the input is not built field by field. */
  fieldOf?: (path: string, values: FormValues) => string;
  onCancel?: () => void;
  /** Shown instead of the plain list of fields. */
  layout?: (form: Form, onUploading: (busy: boolean) => void) => ReactNode;
}

const NOTHING: FormValues = {};

export function MoveForm<Data>(props: MoveFormProps<Data>) {
  const { fields, initial = NOTHING, scope, keep = 'local', send: words, onCancel, layout } = props;
  const { look = 'primary', icon = 'send' } = props;
  const texts = useTexts();
  const form = useForm(fields, initial, draftKey(...scope), storage(keep));
  const [uploading, setUploading] = useState(false);
  const { attempt, refusal, submit } = useSending(props, form, uploading);
  const wrong = Object.keys(form.errors).length;
  const title = useId();
  const busy = attempt > 0;
  return (
    <form className="form" noValidate onSubmit={(event) => void submit(event)} aria-labelledby={title}>
      {form.restored && (
        <Notice
          action={
            <Button small look="quiet" onClick={form.discard}>
              {texts.form.discard}
            </Button>
          }
        >
          {texts.form.draftFound}
        </Notice>
      )}
      {layout ? layout(form, setUploading) : <FormFields fields={fields} form={form} onUploading={setUploading} />}
      {refusal && (
        <Notice tone="bad" urgent>
          {refusal.message}
        </Notice>
      )}
      {wrong > 0 && !refusal && (
        <Notice tone="warn" urgent>
          {texts.form.fix(wrong)}
        </Notice>
      )}
      <div className="form-foot">
        <Button type="submit" look={look} icon={icon} busy={busy} id={title}>
          {busy ? (attempt > 1 ? texts.form.sendingAgain(attempt) : texts.form.sending) : words}
        </Button>
        {onCancel && (
          <Button look="quiet" onClick={onCancel} disabled={busy}>
            {texts.app.cancel}
          </Button>
        )}
      </div>
    </form>
  );
}

function useSending<Data>(props: MoveFormProps<Data>, form: Form, uploading: boolean) {
  const { fields, scope, keep = 'local', document, input, check, onDone, onRefused, fieldOf } = props;
  const texts = useTexts();
  const send = useSend();
  const [attempt, setAttempt] = useState(0);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const sending = useRef(false);

  const submit = useCallback(
    async (event: SubmitEvent<HTMLFormElement>) => {
      event.preventDefault();
      const page = event.currentTarget;
      if (sending.current) {
        return;
      }
      const errors = { ...check?.(form.values), ...shortcomings(fields, form.values, texts) };
      if (uploading) {
        errors.attachments = texts.form.waitUploads;
      }
      setRefusal(null);
      form.setErrors(errors);
      if (Object.keys(errors).length > 0) {
        focusWrong(page);
        return;
      }
      sending.current = true;
      const drawer = storage(keep);
      const name = scope.join(':');
      const given = input(form.values);
      const variables = { input: { ...given, clientKey: await intentKey(drawer, name, given) } };
      const answer = await send(document as TypedDocumentNode<Data, AnyVariables>, variables, setAttempt);
      sending.current = false;
      setAttempt(0);
      if (answer.refusal === null) {
        fulfilled(drawer, name);
        form.finish();
        onDone(answer.data);
        return;
      }
      const path = answer.refusal.field;
      const meant = path !== null && fieldOf ? fieldOf(path, form.values) : path;
      const at = fields.find((field) => field.name === meant);
      if (at) {
        form.setErrors({ [at.name]: answer.refusal.message });
        focusWrong(page);
      } else {
        setRefusal(answer.refusal);
      }
      onRefused?.(answer.refusal);
    },
    [form, fields, scope, keep, document, input, check, onDone, onRefused, fieldOf, send, texts, uploading],
  );
  return { attempt, refusal, submit };
}

/** Take whoever fills it in to the first thing that is wrong. */
function focusWrong(page: HTMLFormElement): void {
  requestAnimationFrame(() => {
    const first = page.querySelector<HTMLElement>('[aria-invalid="true"], .field-wrong input');
    first?.focus();
    first?.scrollIntoView({ block: 'center' });
  });
}
