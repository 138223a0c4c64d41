// A second person finds a unit's answers right, or gives them back with what is to be changed.
import { useMemo } from 'react';

import { useOwner } from '../app/viewer';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import { CheckAnswersDocument, type SheetFragment } from '../graph/generated/graphql';
import { useToast } from '../kit/toasts';
import { useTexts } from '../texts/texts';

export function CheckForm({ of, onDone }: { of: SheetFragment; onDone: () => void }) {
  const texts = useTexts();
  const t = texts.assessments;
  const toast = useToast();
  const owner = useOwner();
  const fields = useMemo<FieldSpec[]>(
    () => [
      {
        kind: 'radio',
        name: 'accept',
        label: t.verdict,
        required: true,
        options: [
          ['YES', t.accept, t.acceptHint],
          ['NO', t.giveBack, t.giveBackHint],
        ],
      },
      { kind: 'area', name: 'note', label: t.note, hint: t.noteHint, max: 2000 },
    ],
    [t],
  );
  const accepted = (values: FormValues) => textOf(values, 'accept') === 'YES';
  const check = (values: FormValues): Errors =>
    textOf(values, 'accept') === 'NO' && textOf(values, 'note') === '' ? { note: t.noteNeeded } : {};
  return (
    <section className="card check-sheet" aria-labelledby="check-sheet">
      <h2 id="check-sheet">{t.check}</h2>
      <p className="soft">{t.checkHint}</p>
      <MoveForm
        fields={fields}
        scope={[owner, of.id, 'CHECK']}
        document={CheckAnswersDocument}
        check={check}
        input={(values) => ({ sheet: of.id, accept: accepted(values), note: textOf(values, 'note') })}
        send={t.sendCheck}
        icon="check"
        onDone={() => {
          toast(t.checkDone);
          onDone();
        }}
      />
    </section>
  );
}
