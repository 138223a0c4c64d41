// A receiver is added, gets another secret, or is removed.
import { useMemo } from 'react';

import { useOwner } from '../app/viewer';
import { FormFields } from '../forms/FormFields';
import { MoveForm } from '../forms/MoveForm';
import { flagOf, textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import {
  AddWebhookDocument,
  RemoveWebhookDocument,
  RotateWebhookSecretDocument,
  type ReceiverFragment,
} from '../graph/generated/graphql';
import { useToast } from '../kit/toasts';
import { useTexts } from '../texts/texts';
import { TOLD } from './told';

const EVERYTHING: FormValues = { which: 'ALL' };
const NO_FIELDS: FieldSpec[] = [];

export function AddForm({ onDone }: { onDone: (secret: string | null) => void }) {
  const texts = useTexts();
  const t = texts.webhooks;
  const owner = useOwner();
  const head = useMemo<FieldSpec[]>(
    () => [
      { kind: 'line', name: 'url', label: t.url, hint: t.urlHint, required: true, min: 10, max: 500 },
      {
        kind: 'radio',
        name: 'which',
        label: t.which,
        required: true,
        options: [
          ['ALL', t.everything, t.everythingHint],
          ['SOME', t.some],
        ],
      },
    ],
    [t],
  );
  const kinds = useMemo<FieldSpec[]>(
    () =>
      TOLD.map((move) => ({
        kind: 'flag',
        name: move,
        label: texts.words.move[move],
        when: (values) => textOf(values, 'which') === 'SOME',
      })),
    [texts],
  );
  const fields = useMemo(() => [...head, ...kinds], [head, kinds]);
  const chosen = (values: FormValues) =>
    textOf(values, 'which') === 'SOME' ? TOLD.filter((move) => flagOf(values, move)) : [];
  const check = (values: FormValues): Errors =>
    textOf(values, 'which') === 'SOME' && chosen(values).length === 0 ? { which: t.chooseSome } : {};
  return (
    <MoveForm
      fields={fields}
      initial={EVERYTHING}
      scope={[owner, 'webhook']}
      document={AddWebhookDocument}
      check={check}
      input={(values) => ({ url: textOf(values, 'url'), kinds: chosen(values) })}
      layout={(form) => (
        <>
          <FormFields fields={head} form={form} />
          {textOf(form.values, 'which') === 'SOME' && (
            <div className="webhook-kinds" role="group" aria-label={t.some}>
              <FormFields fields={kinds} form={form} />
            </div>
          )}
        </>
      )}
      send={t.add}
      icon="plus"
      onDone={(data) => onDone(data.addWebhook.secret)}
    />
  );
}

interface OneProps<Done extends unknown[]> {
  of: ReceiverFragment;
  onDone: (...done: Done) => void;
}

export function RotateForm({ of, onDone }: OneProps<[secret: string | null]>) {
  const texts = useTexts();
  const t = texts.webhooks;
  const owner = useOwner();
  return (
    <>
      <p className="webhook-url">{of.url}</p>
      <p className="soft webhook-lead">{t.rotateLead}</p>
      <MoveForm
        fields={NO_FIELDS}
        scope={[owner, of.id, 'ROTATE']}
        document={RotateWebhookSecretDocument}
        input={() => ({ webhook: of.id })}
        send={t.rotate}
        icon="key"
        onDone={(data) => onDone(data.rotateWebhookSecret.secret)}
      />
    </>
  );
}

export function RemoveForm({ of, onDone }: OneProps<[]>) {
  const texts = useTexts();
  const t = texts.webhooks;
  const toast = useToast();
  const owner = useOwner();
  return (
    <>
      <p className="webhook-url">{of.url}</p>
      <p className="soft webhook-lead">{t.removeLead}</p>
      <MoveForm
        fields={NO_FIELDS}
        scope={[owner, of.id, 'REMOVE']}
        document={RemoveWebhookDocument}
        input={() => ({ webhook: of.id })}
        send={t.remove}
        look="danger"
        icon="close"
        onDone={() => {
          toast(t.removed);
          onDone();
        }}
      />
    </>
  );
}
