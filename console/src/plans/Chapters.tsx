// The words of a plan, chapter by chapter; written while it is drafted.
import { useMemo, useState } from 'react';

import { useOwner } from '../app/viewer';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type FieldSpec, type FormValues } from '../forms/spec';
import { WriteActionPlanDocument } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Empty } from '../kit/Notice';
import { useToast } from '../kit/toasts';
import { useTexts } from '../texts/texts';
import type { Plan } from './PlanPage';

const NUMBERS = ['I', 'II', 'III', 'IV', 'V'] as const;
const LONGEST = 40_000;

interface ChaptersProps {
  of: Plan;
  onChanged: () => void;
}

export function Chapters({ of, onChanged }: ChaptersProps) {
  const t = useTexts().plans;
  const [writing, setWriting] = useState(false);
  const drafts = of.viewerCan.includes('DRAFT');
  if (writing) {
    return (
      <WriteForm
        of={of}
        onStale={onChanged}
        onCancel={() => setWriting(false)}
        onDone={() => {
          setWriting(false);
          onChanged();
        }}
      />
    );
  }
  return (
    <div className="plan-tab">
      {of.chapters.length === 0 && <Empty icon="note" title={t.noChapters} />}
      {drafts && (
        <Button icon="pen" look={of.chapters.length === 0 ? 'primary' : 'plain'} onClick={() => setWriting(true)}>
          {t.write}
        </Button>
      )}
      {of.chapters.map((chapter) => (
        <details key={chapter.number} className="card chapter" open={of.chapters.length === 1}>
          <summary>{t.chapters[NUMBERS.indexOf(chapter.number as 'I')] ?? chapter.number}</summary>
          <p className="long-text">{chapter.text}</p>
        </details>
      ))}
    </div>
  );
}

interface WriteProps extends ChaptersProps {
  of: Plan;
  onDone: () => void;
  onStale: () => void;
  onCancel: () => void;
}

function WriteForm({ of, onDone, onStale, onCancel }: Omit<WriteProps, 'onChanged'>) {
  const t = useTexts().plans;
  const owner = useOwner();
  const toast = useToast();
  const fields = useMemo<FieldSpec[]>(
    () => [
      { kind: 'line', name: 'title', label: t.planTitle, required: true, min: 5, max: 300 },
      { kind: 'area', name: 'goal', label: t.goal, required: true, min: 5, max: 2000, rows: 3 },
      ...NUMBERS.map((_, at): FieldSpec => ({
        kind: 'area',
        name: `chapter${at + 1}`,
        label: t.chapters[at] ?? '',
        ...(at === 2 ? { hint: t.chapterHint } : {}),
        max: LONGEST,
        rows: 8,
      })),
    ],
    [t],
  );
  const initial = useMemo<FormValues>(
    () => ({
      title: of.title,
      goal: of.goal,
      ...Object.fromEntries(
        NUMBERS.map((number, at) => [
          `chapter${at + 1}`,
          of.chapters.find((chapter) => chapter.number === number)?.text ?? '',
        ]),
      ),
    }),
    [of],
  );
  return (
    <section className="card" aria-label={t.write}>
      <MoveForm
        fields={fields}
        initial={initial}
        scope={[owner, of.id, 'NASKAH']}
        document={WriteActionPlanDocument}
        input={(values) => ({
          plan: of.id,
          revision: of.revision,
          ...Object.fromEntries(fields.map(({ name }) => [name, textOf(values, name)])),
        })}
        onRefused={(refusal) => refusal.code === 'CONFLICT' && onStale()}
        send={t.saveChapters}
        icon="check"
        onCancel={onCancel}
        onDone={() => {
          toast(t.chaptersSaved);
          onDone();
        }}
      />
    </section>
  );
}
