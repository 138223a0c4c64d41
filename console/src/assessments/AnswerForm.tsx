// A unit answers: each level is kept as soon as it is chosen, evidence as soon as it is written; then all is submitted.
import { Modal } from '@mantine/core';
import { useState } from 'react';

import { useOwner } from '../app/viewer';
import { MoveForm } from '../forms/MoveForm';
import type { FieldSpec } from '../forms/spec';
import {
  AnswerAssessmentDocument,
  type CampaignHeadFragment,
  type SheetFragment,
  type SheetItemFragment,
} from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { AreaField, RadioField, TextField } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Refused } from '../kit/Notice';
import { useToast } from '../kit/toasts';
import { grouped, isLink, LEVELS } from '../pure/answers';
import { useTexts } from '../texts/texts';
import { Beside } from './Question';
import { useAnswers, type Answering } from './useAnswers';

const NO_FIELDS: FieldSpec[] = [];

interface AnswerFormProps {
  campaign: CampaignHeadFragment;
  sheet: SheetFragment;
  onKept: (sheet: SheetFragment) => void;
  onSubmitted: () => void;
}

export function AnswerForm({ campaign, sheet, onKept, onSubmitted }: AnswerFormProps) {
  const t = useTexts().assessments;
  const answering = useAnswers(sheet, onKept);
  const [submitting, setSubmitting] = useState(false);
  const numbers = sheet.items.map((item) => item.question.number);
  const open = numbers.filter((number) => answering.answerOf(number).value === null);
  const pending = numbers.some(answering.isPending);
  const categories = campaign.questionSet.categories;
  const groups = grouped(
    sheet.items,
    categories.map((one) => one.code),
  );
  const inOrder = groups.flatMap((group) => group.items.map((item) => item.question.number));
  const next = inOrder.find((number) => open.includes(number));
  return (
    <>
      <p className="soft">{t.answerLead}</p>
      <Progress done={numbers.length - open.length} of={numbers.length} answering={answering} next={next} />
      {answering.refusal && <Refused refusal={answering.refusal} again={answering.flush} />}
      {groups.map((group) => (
        <section key={group.category ?? '-'} className="question-group">
          <h2>{categories.find((one) => one.code === group.category)?.name ?? t.noCategory}</h2>
          <ol className="questions">
            {group.items.map((item) => (
              <li
                key={item.question.number}
                id={`pertanyaan-${item.question.number}`}
                className="card question"
                data-answered={!open.includes(item.question.number) || undefined}
              >
                <OneAnswer of={item} answering={answering} />
                <Beside of={item} group={group.category} categories={categories} />
              </li>
            ))}
          </ol>
        </section>
      ))}
      <section className="card sheet-end" aria-label={t.submit}>
        <p>{open.length > 0 ? t.openQuestions(open.join(', ')) : pending ? t.stillSaving : t.readyToSubmit}</p>
        <Button look="primary" icon="send" disabled={open.length > 0 || pending} onClick={() => setSubmitting(true)}>
          {t.submit}
        </Button>
      </section>
      <SubmitModal of={sheet} opened={submitting} onShut={() => setSubmitting(false)} onDone={onSubmitted} />
    </>
  );
}

interface ProgressProps {
  done: number;
  of: number;
  answering: Answering;
  /** The first question without an answer. */
  next: number | undefined;
}

function Progress({ done, of, answering, next }: ProgressProps) {
  const t = useTexts().assessments;
  const { saving } = answering;
  const goOn = () => {
    const there = document.getElementById(`pertanyaan-${next}`);
    there?.scrollIntoView({ block: 'center' });
    there?.querySelector<HTMLElement>('input')?.focus({ preventScroll: true });
  };
  return (
    <div className="sheet-progress">
      <progress value={done} max={of} aria-label={t.progress(done, of)} />
      <span className="sheet-progress-words">{t.progress(done, of)}</span>
      <span className={`sheet-saving sheet-saving-${saving}`} role="status">
        <Icon name={saving === 'kept' ? 'check' : saving === 'sending' ? 'refresh' : 'alert'} size={15} />
        {t.saving[saving]}
      </span>
      {saving === 'waiting' && (
        <Button small icon="refresh" onClick={answering.flush}>
          {t.saveNow}
        </Button>
      )}
      {next !== undefined && (
        <Button small look="quiet" after="arrowRight" onClick={goOn}>
          {t.nextQuestion}
        </Button>
      )}
    </div>
  );
}

function OneAnswer({ of, answering }: { of: SheetItemFragment; answering: Answering }) {
  const t = useTexts().assessments;
  const { number, text } = of.question;
  const answer = answering.answerOf(number);
  const chosen = answer.value !== null;
  const badLink = !isLink(answer.link.trim());
  return (
    <>
      <div className="levels">
        <RadioField
          label={`${number}. ${text}`}
          name={`q${number}`}
          required
          value={chosen ? String(answer.value) : ''}
          onChange={(value) => answering.set(number, { value: Number(value) })}
          options={LEVELS.map((level) => [String(level), `${level} ${t.levels[level]}`] as const)}
        />
      </div>
      {(chosen || answer.evidence !== '' || answer.link !== '') && (
        <div className="evidence">
          <AreaField
            label={t.evidence}
            name={`q${number}-evidence`}
            rows={2}
            maxLength={2000}
            value={answer.evidence}
            onChange={(evidence) => answering.set(number, { evidence })}
          />
          <TextField
            label={t.link}
            name={`q${number}-link`}
            type="url"
            inputMode="url"
            placeholder="https://"
            autoComplete="off"
            maxLength={500}
            error={badLink ? t.badLink : undefined}
            value={answer.link}
            onChange={(link) => answering.set(number, { link })}
          />
        </div>
      )}
      {answering.isPending(number) && !badLink && chosen && (
        <p className="hint question-pending">
          <Icon name="clock" size={14} /> {t.onThisDevice}
        </p>
      )}
    </>
  );
}

interface SubmitModalProps {
  of: SheetFragment;
  opened: boolean;
  onShut: () => void;
  onDone: () => void;
}

function SubmitModal({ of, opened, onShut, onDone }: SubmitModalProps) {
  const texts = useTexts();
  const t = texts.assessments;
  const toast = useToast();
  const owner = useOwner();
  return (
    <Modal opened={opened} onClose={onShut} title={t.submit} closeButtonProps={{ 'aria-label': texts.app.close }}>
      <p className="step-lead">{t.submitHint}</p>
      <MoveForm
        fields={NO_FIELDS}
        scope={[owner, of.id, 'SUBMIT']}
        document={AnswerAssessmentDocument}
        input={() => ({ sheet: of.id, answers: [], submit: true })}
        send={t.submit}
        onDone={() => {
          toast(t.submitted);
          onShut();
          onDone();
        }}
      />
    </Modal>
  );
}
