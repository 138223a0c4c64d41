// What has been written so far, is it kept, and is it on its way?
import { useCallback, useEffect, useMemo, useState } from 'react';

import { dropDraft, readDraft, saveDraft } from '../pure/drafts';
import { storage } from '../pure/memory';
import { draftOf, type Errors, type FieldSpec, type FormValues, type Value } from './spec';

const PAUSE = 500;

export interface Form {
  values: FormValues;
  set: (name: string, value: Value) => void;
  errors: Errors;
  setErrors: (errors: Errors) => void;
  /** Was something found that had been written before? */
  restored: boolean;
  /** Forget what was written. */
  discard: () => void;
  /** It was sent: nothing is left to keep. */
  finish: () => void;
}

/** `kept` names the draft in the drawer; null keeps none. */
export function useForm(
  fields: readonly FieldSpec[],
  initial: FormValues,
  kept: string | null,
  drawer: Storage = storage('local'),
): Form {
  const [draft] = useState(() => (kept === null ? null : (readDraft(drawer, kept, Date.now()) as FormValues | null)));
  const [values, setValues] = useState<FormValues>({ ...initial, ...draft });
  const [restored, setRestored] = useState(draft !== null);
  const [errors, setErrors] = useState<Errors>({});
  const [touched, setTouched] = useState(false);

  const set = useCallback((name: string, value: Value) => {
    setTouched(true);
    setValues((before) => ({ ...before, [name]: value }));
    setErrors((before) => {
      const { [name]: gone, ...rest } = before;
      return gone === undefined ? before : rest;
    });
  }, []);

  useEffect(() => {
    if (kept === null || !touched) {
      return;
    }
    const timer = setTimeout(() => {
      const worth = draftOf(fields, values, initial);
      if (Object.keys(worth).length > 0) {
        saveDraft(drawer, kept, worth, Date.now());
      } else {
        dropDraft(drawer, kept);
      }
    }, PAUSE);
    return () => clearTimeout(timer);
    // Only what was written decides; `fields` and `initial` are made anew with every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [values, kept, touched, drawer]);

  const finish = useCallback(() => {
    setTouched(false);
    if (kept !== null) {
      dropDraft(drawer, kept);
    }
  }, [drawer, kept]);
  const discard = useCallback(() => {
    finish();
    setValues(initial);
    setRestored(false);
    setErrors({});
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [finish]);

  return useMemo(
    () => ({ values, set, errors, setErrors, restored, discard, finish }),
    [values, set, errors, restored, discard, finish],
  );
}
