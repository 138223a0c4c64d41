// New limits from a day on. They are rehearsed before they can be saved; whatever is changed is rehearsed again.
import { useMemo, useRef, useState, type SubmitEvent } from 'react';

import { useOwner } from '../app/viewer';
import { FormFields } from '../forms/FormFields';
import { shortcomings, textOf, type Errors, type FieldSpec } from '../forms/spec';
import { useForm } from '../forms/useForm';
import { useAsk, useSend } from '../graph/asking';
import {
  RehearseLimitsDocument,
  SetLimitsDocument,
  type LimitSetFragment,
  type RehearseLimitsQuery,
  type TimesFragment,
} from '../graph/generated/graphql';
import type { Refusal } from '../graph/refusals';
import { Button } from '../kit/Button';
import { Notice } from '../kit/Notice';
import { useToast } from '../kit/toasts';
import { fulfilled, intentKey } from '../pure/intents';
import { changedLimits, changedRungs, fieldOf, inForceOn, writtenOf } from '../pure/limits';
import { storage } from '../pure/memory';
import { useTexts } from '../texts/texts';
import { Rehearsal } from './Rehearsal';
import { LimitRows, limitFields } from './LimitRows';

interface LimitsFormProps {
  of: TimesFragment;
  onDone: () => void;
  onCancel: () => void;
}

type Rehearsed = RehearseLimitsQuery['rehearseLimits'];

export function LimitsForm({ of, onDone, onCancel }: LimitsFormProps) {
  const texts = useTexts();
  const t = texts.times;
  const base = inForceOn(of.limitVersions, of.limitsFrom) ?? of.limits;
  const nation = of.limitVersions.find((one) => one.number === 0) ?? of.limits;
  const head = useMemo<FieldSpec[]>(
    () => [
      {
        kind: 'date',
        name: 'fromDate',
        label: t.fromDate,
        hint: t.fromDateHint,
        required: true,
        notBefore: of.limitsFrom,
      },
      { kind: 'line', name: 'source', label: t.source, hint: t.sourceHint, required: true, min: 5, max: 300 },
    ],
    [t, of.limitsFrom],
  );
  const initial = useMemo(() => ({ fromDate: of.limitsFrom, ...writtenOf(base) }), [of.limitsFrom, base]);
  const form = useForm(head, initial, null);
  const fields = [...head, ...limitFields(base, nation, form.values, texts)];
  const { stage, busy, refusal, rehearsed, submit, lacks } = useTwoSteps({ of, base, fields, form, onDone });
  return (
    <form className="form limits-form" noValidate onSubmit={(event) => void submit(event)} aria-label={t.change}>
      <div className="limits-when">
        <FormFields fields={head} form={form} />
      </div>
      <LimitRows base={base} nation={nation} form={form} />
      {rehearsed && <Rehearsal of={rehearsed} />}
      {stage === 'ladder' && <Notice>{texts.rehearsal.onlyLadder}</Notice>}
      {lacks && <Notice tone="warn">{t.nothingChanged}</Notice>}
      {refusal && (
        <Notice tone="bad" urgent>
          {refusal.message}
        </Notice>
      )}
      <div className="form-foot">
        <Button type="submit" look="primary" icon={stage === 'writing' ? 'eye' : 'check'} busy={busy}>
          {stage === 'writing' ? t.rehearse : t.saveLimits}
        </Button>
        <Button look="quiet" onClick={onCancel} disabled={busy}>
          {texts.app.cancel}
        </Button>
      </div>
    </form>
  );
}

interface Steps {
  of: TimesFragment;
  base: LimitSetFragment;
  fields: readonly FieldSpec[];
  form: ReturnType<typeof useForm>;
  onDone: () => void;
}

/** First rehearse, then save exactly what was rehearsed. */
function useTwoSteps({ of, base, fields, form, onDone }: Steps) {
  const texts = useTexts();
  const toast = useToast();
  const owner = useOwner();
  const ask = useAsk();
  const send = useSend();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [lacks, setLacks] = useState(false);
  const [seen, setSeen] = useState<{ key: string; rehearsed: Rehearsed | null } | null>(null);
  const sending = useRef(false);
  // What is not named stays as it is on that day, so the day decides what is a change.
  const from = inForceOn(of.limitVersions, textOf(form.values, 'fromDate')) ?? base;
  const limits = changedLimits(form.values, from);
  const ladder = changedRungs(form.values, from);
  const key = JSON.stringify([limits, ladder]);
  const looked = seen?.key === key ? seen : null;
  const stage = looked === null ? 'writing' : looked.rehearsed === null ? 'ladder' : 'rehearsed';

  const refused = (told: Refusal) => {
    const name = fieldOf(told.field);
    const at = fields.find((field) => field.name === name);
    if (at) {
      form.setErrors({ [at.name]: told.message });
    } else {
      setRefusal(told);
    }
  };
  const rehearse = async () => {
    if (limits.length === 0) {
      setSeen({ key, rehearsed: null });
      return;
    }
    const { data, refusal: told } = await ask(RehearseLimitsDocument, { input: { limits } });
    if (told) {
      refused(told);
    } else {
      setSeen({ key, rehearsed: data.rehearseLimits });
    }
  };
  const save = async () => {
    const drawer = storage('session');
    const scope = `${owner}:batas-waktu`;
    const { fromDate, source } = { fromDate: textOf(form.values, 'fromDate'), source: textOf(form.values, 'source') };
    const given = { fromDate, source, limits, ladder };
    const clientKey = await intentKey(drawer, scope, given);
    const { refusal: told } = await send(SetLimitsDocument, { input: { ...given, clientKey } });
    if (told) {
      refused(told);
      return;
    }
    fulfilled(drawer, scope);
    toast(texts.times.limitsSaved);
    onDone();
  };
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const page = event.currentTarget;
    const errors: Errors = shortcomings(fields, form.values, texts);
    const nothing = limits.length === 0 && ladder.length === 0;
    form.setErrors(errors);
    setRefusal(null);
    setLacks(nothing);
    if (Object.keys(errors).length > 0) {
      requestAnimationFrame(() => page.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    } else if (!nothing && !sending.current) {
      sending.current = true;
      setBusy(true);
      await (stage === 'writing' ? rehearse() : save());
      setBusy(false);
      sending.current = false;
    }
  };
  return { stage, busy, refusal, rehearsed: looked?.rehearsed ?? null, submit, lacks } as const;
}
