// How one is told: what besides the console goes by e-mail, and when one is left alone.
import './notifications.css';

import { useEffect, useMemo, useState } from 'react';
import { Link } from 'react-router';

import { useOwner } from '../app/viewer';
import { FormFields } from '../forms/FormFields';
import { MoveForm } from '../forms/MoveForm';
import { flagOf, textOf, type FieldSpec, type FormValues } from '../forms/spec';
import { useAsked } from '../graph/asking';
import {
  NotificationSettingsDocument,
  SetNotificationSettingsDocument,
  type SettingsFragment,
} from '../graph/generated/graphql';
import { Chip } from '../kit/chips';
import { Notice, Refused, Waiting } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { useToast } from '../kit/toasts';
import { changedChoices, isMailed } from '../pure/choices';
import { useTexts } from '../texts/texts';
import type { Texts } from '../texts/id';

const NO_VARIABLES = {};

interface SettingsPageProps {
  /** Where the list is. */
  list: string;
  /** Has the reader a desk that is summed up in the morning? */
  digest: boolean;
}

export default function SettingsPage({ list, digest }: SettingsPageProps) {
  const texts = useTexts();
  const t = texts.notices;
  const { data, refusal, again } = useAsked(NotificationSettingsDocument, NO_VARIABLES);
  const [saved, setSaved] = useState<SettingsFragment | null>(null);
  useEffect(() => setSaved(data?.notificationSettings ?? null), [data]);
  useTitle(t.settingsTitle);
  return (
    <div className="narrow notices">
      <p>
        <Link to={list}>← {t.title}</Link>
      </p>
      <h1>{t.settingsTitle}</h1>
      <p className="lead">{t.settingsLead}</p>
      {refusal && <Refused refusal={refusal} again={again} />}
      {saved === null && !refusal && <Waiting lines={10} />}
      {saved && <SettingsForm of={saved} digest={digest} onSaved={setSaved} />}
    </div>
  );
}

interface SettingsFormProps {
  of: SettingsFragment;
  digest: boolean;
  onSaved: (of: SettingsFragment) => void;
}

/** Marked as personal: what is set here is never kept as a draft. */
function fieldsOf(of: SettingsFragment, digest: boolean, texts: Texts) {
  const t = texts.notices;
  const none = of.email === null;
  const when: FieldSpec[] = [
    {
      kind: 'radio',
      name: 'quiet',
      label: t.quiet,
      hint: t.quietHint,
      required: true,
      personal: true,
      options: Object.entries(texts.words.quiet).map(([key, words]) => [key, words, t.quietHints[key] ?? ''] as const),
    },
  ];
  const summary: FieldSpec[] = digest
    ? [{ kind: 'flag', name: 'digest', label: t.digest, hint: t.digestHint, personal: true, fixed: none }]
    : [];
  const mailed: FieldSpec[] = of.choices.map(({ kind }) => ({
    kind: 'flag',
    name: kind,
    label: texts.words.notice[kind],
    personal: true,
    fixed: none,
  }));
  return { when, summary, mailed };
}

function SettingsForm({ of, digest, onSaved }: SettingsFormProps) {
  const texts = useTexts();
  const t = texts.notices;
  const toast = useToast();
  const owner = useOwner();
  const { when, summary, mailed } = useMemo(() => fieldsOf(of, digest, texts), [of, digest, texts]);
  const fields = useMemo(() => [...mailed, ...summary, ...when], [mailed, summary, when]);
  const [initial] = useState<FormValues>(() => ({
    quiet: of.quiet,
    digest: of.digest,
    ...Object.fromEntries(of.choices.map((choice) => [choice.kind, isMailed(choice)])),
  }));
  return (
    <MoveForm
      fields={fields}
      initial={initial}
      scope={[owner, 'pemberitahuan']}
      document={SetNotificationSettingsDocument}
      input={(values) => ({
        quiet: textOf(values, 'quiet'),
        ...(digest ? { digest: flagOf(values, 'digest') } : {}),
        choices: changedChoices(of.choices, (kind) => flagOf(values, kind)),
      })}
      layout={(form) => (
        <>
          <fieldset className="card settings-part">
            <legend>{t.byMail}</legend>
            {of.email === null ? (
              <Notice tone="warn">{t.noMail}</Notice>
            ) : (
              <p className="soft">{t.byMailHint(of.email)}</p>
            )}
            <ul className="settings-kinds">
              {mailed.map((field) => (
                <li key={field.name}>
                  <FormFields fields={[field]} form={form} />
                  {of.choices.find((choice) => choice.kind === field.name)?.urgent && (
                    <Chip icon="alert" tone="late">
                      {t.urgent}
                    </Chip>
                  )}
                </li>
              ))}
            </ul>
          </fieldset>
          {summary.length > 0 && (
            <div className="card settings-part">
              <FormFields fields={summary} form={form} />
            </div>
          )}
          <div className="card settings-part">
            <FormFields fields={when} form={form} />
          </div>
        </>
      )}
      send={t.save}
      icon="check"
      onDone={(data) => {
        toast(t.saved);
        onSaved(data.setNotificationSettings);
      }}
    />
  );
}
