// What stands above the documents of this pemda, and who signs them.
import { useMemo } from 'react';

import { useOwner } from '../app/viewer';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type FieldSpec, type FormValues } from '../forms/spec';
import { useAsked } from '../graph/asking';
import { LetterheadDocument, SetLetterheadDocument, type LetterheadQuery } from '../graph/generated/graphql';
import { Refused, Waiting } from '../kit/Notice';
import { useToast } from '../kit/toasts';
import { useTexts } from '../texts/texts';

const NO_VARIABLES = {};
const LINES = ['office', 'address', 'place', 'signerTitle', 'signerName', 'signerNumber'] as const;
const LONGEST: Record<(typeof LINES)[number], number> = {
  office: 150,
  address: 300,
  place: 80,
  signerTitle: 150,
  signerName: 120,
  signerNumber: 60,
};

export function LetterheadForm({ onDone }: { onDone: () => void }) {
  const { data, refusal, again } = useAsked(LetterheadDocument, NO_VARIABLES);
  if (refusal) {
    return <Refused refusal={refusal} again={again} />;
  }
  return data === null ? <Waiting lines={6} /> : <Lines of={data.letterhead} onDone={onDone} />;
}

function Lines({ of, onDone }: { of: LetterheadQuery['letterhead']; onDone: () => void }) {
  const texts = useTexts();
  const t = texts.documents;
  const owner = useOwner();
  const toast = useToast();
  const fields = useMemo<FieldSpec[]>(
    () =>
      LINES.map((name) => ({
        kind: 'line',
        name,
        label: t.letterhead[name],
        max: LONGEST[name],
        ...(name === 'office' ? { min: 3 } : {}),
        required: name === 'office',
        // Who signs is named on paper, not in the storage of a shared computer.
        personal: name === 'signerName' || name === 'signerNumber',
      })),
    [t],
  );
  const initial = useMemo<FormValues>(() => Object.fromEntries(LINES.map((name) => [name, of?.[name] ?? ''])), [of]);
  return (
    <>
      <p className="soft paper-lead">{t.letterheadLead}</p>
      <MoveForm
        fields={fields}
        initial={initial}
        scope={[owner, 'kop-surat']}
        document={SetLetterheadDocument}
        input={(values) => Object.fromEntries(LINES.map((name) => [name, textOf(values, name)]))}
        send={t.saveLetterhead}
        icon="check"
        onDone={() => {
          toast(t.letterheadSaved);
          onDone();
        }}
      />
    </>
  );
}
