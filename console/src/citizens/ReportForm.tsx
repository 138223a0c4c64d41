// The form of a report, in three parts: what, where, who.
import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useCallback, useMemo, useState, type ReactNode } from 'react';

import { FormFields } from '../forms/FormFields';
import { MoveForm } from '../forms/MoveForm';
import type { FormValues } from '../forms/spec';
import type { Form } from '../forms/useForm';
import type { SubmitMutation } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Icon } from '../kit/icons';
import { useTexts } from '../texts/texts';
import { nameless, reportInput, sections } from './report';

export type Filed = SubmitMutation['submitComplaint'];

interface ReportFormProps<Data> {
  office: boolean;
  zone: string;
  scope: readonly string[];
  initial: FormValues;
  keep?: 'local' | 'session';
  document: TypedDocumentNode<Data, AnyVariables>;
  onDone: (data: Data) => void;
  /** Beside the title: what may be the same. */
  similar?: (values: FormValues) => ReactNode;
  /** Somebody whom the account names already. */
  known?: string | null;
}

export function ReportForm<Data>(props: ReportFormProps<Data>) {
  const { office, zone, scope, initial, document, onDone, similar, known = null, keep = 'local' } = props;
  const texts = useTexts();
  const t = texts.citizen;
  const parts = useMemo(() => sections(texts, office, zone, known !== null), [texts, office, zone, known]);
  const fields = useMemo(() => [...parts.what, ...parts.where, ...parts.who], [parts]);
  const check = useCallback((values: FormValues) => nameless(values, texts), [texts]);
  const layout = (form: Form, onUploading: (busy: boolean) => void) => {
    const shown = (names: keyof typeof parts) => (
      <FormFields fields={parts[names]} form={form} onUploading={onUploading} />
    );
    return (
      <>
        <Part number={1} title={office ? t.officeWhat : t.stepWhat}>
          {shown('what')}
          {similar?.(form.values)}
        </Part>
        <Part number={2} title={office ? t.officeWhere : t.stepWhere}>
          {shown('where')}
          {!office && <Point form={form} />}
        </Part>
        <Part number={3} title={office ? t.officeWho : t.stepWho} hint={office ? t.officeWhoHint : t.stepWhoHint}>
          {known && <p>{texts.door.signedInAs(known)}</p>}
          {shown('who')}
        </Part>
      </>
    );
  };
  return (
    <MoveForm
      fields={fields}
      initial={initial}
      scope={scope}
      keep={keep}
      document={document}
      input={reportInput}
      check={check}
      send={office ? t.officeSend : t.send}
      onDone={onDone}
      layout={layout}
    />
  );
}

function Part(props: { number: number; title: string; hint?: string; children: ReactNode }) {
  return (
    <section className="card part">
      <h2>
        <span className="how-number">{props.number}</span>
        {props.title}
      </h2>
      {props.hint && <p className="soft">{props.hint}</p>}
      {props.children}
    </section>
  );
}

function Point({ form }: { form: Form }) {
  const texts = useTexts();
  const [failed, setFailed] = useState(false);
  const point = form.values.point;
  if (!('geolocation' in navigator)) {
    return null;
  }
  if (typeof point === 'string' && point !== '') {
    return (
      <p className="point">
        <Icon name="pin" /> {texts.citizen.locationOn} ({point})
        <Button small look="quiet" onClick={() => form.set('point', '')}>
          {texts.citizen.removeLocation}
        </Button>
      </p>
    );
  }
  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => form.set('point', `${coords.latitude.toFixed(5)},${coords.longitude.toFixed(5)}`),
      () => setFailed(true),
      { timeout: 10_000, maximumAge: 60_000 },
    );
  return (
    <div>
      <Button small icon="pin" onClick={locate}>
        {texts.citizen.useLocation}
      </Button>
      {failed && (
        <p className="field-error" role="status">
          {texts.citizen.locationFailed}
        </p>
      )}
    </div>
  );
}
