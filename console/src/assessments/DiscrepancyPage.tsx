// What was printed as the result of an assessment, figure by figure, and which of it is not what the answers come to.
import '../calendars/calendars.css';
import './assessments.css';

import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';

import { useOwner } from '../app/viewer';
import { textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import { useForm, type Form } from '../forms/useForm';
import { useAsk, useAsked } from '../graph/asking';
import {
  DiscrepanciesDocument,
  OneAssessmentDocument,
  type CampaignFragment,
  type DiscrepanciesQuery,
  type PublishedResultInput,
} from '../graph/generated/graphql';
import { only } from '../graph/nodes';
import type { Refusal } from '../graph/refusals';
import { Button } from '../kit/Button';
import { Icon } from '../kit/icons';
import { Empty, Notice, Refused, Waiting } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { draftKey } from '../pure/drafts';
import { shownIn } from '../pure/figures';
import type { Texts } from '../texts/id';
import { useTexts } from '../texts/texts';
import { campaignPath } from './paths';

const SCORE = /^\d{1,3}([.,]\d{1,4})?$/;
const PLACE = /^([1-9]|1\d|20)$/;
const ANSWER = /^[1-4]$/;
const NOTHING: FormValues = {};

type Found = NonNullable<
  NonNullable<Extract<DiscrepanciesQuery['node'], { result: unknown }>>['result']
>['discrepancies'];

export default function DiscrepancyPage() {
  const texts = useTexts();
  const t = texts.assessments;
  const { id = '' } = useParams();
  const variables = useMemo(() => ({ id }), [id]);
  const { data, refusal, loading, again } = useAsked(OneAssessmentDocument, variables);
  const of = only(data?.node);
  useTitle(t.discrepancies, of ? t.ofYear(of.year) : t.title);
  return (
    <div className="narrow assessments">
      <Link to={campaignPath(id)} className="crumb">
        <Icon name="arrowLeft" size={16} /> {of ? t.ofYear(of.year) : t.title}
      </Link>
      <h1>{t.discrepancies}</h1>
      <p className="lead">{t.discrepanciesLead}</p>
      {refusal && <Refused refusal={refusal} again={again} />}
      {of === null && loading && <Waiting lines={10} />}
      {of !== null && of.result === null && <Empty icon="chart" title={t.noResult} hint={t.noResultHint} />}
      {of?.result && <Comparing of={of} />}
    </div>
  );
}

function Comparing({ of }: { of: CampaignFragment }) {
  const texts = useTexts();
  const t = texts.assessments;
  const owner = useOwner();
  const ask = useAsk();
  const names = useMemo(() => namesOf(of), [of]);
  const fields = useMemo(() => names.map((name): FieldSpec => ({ kind: 'line', name, label: '', max: 8 })), [names]);
  const form = useForm(fields, NOTHING, draftKey(owner, of.id, 'SELISIH'));
  const [found, setFound] = useState<Found | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const compare = async () => {
    const errors = wrongIn(form.values, names, texts);
    form.setErrors(errors);
    setRefusal(null);
    if (Object.keys(errors).length > 0) {
      return;
    }
    setBusy(true);
    const answer = await ask(DiscrepanciesDocument, { id: of.id, published: publishedIn(form.values, of) });
    setBusy(false);
    setRefusal(answer.refusal);
    setFound(only(answer.data?.node)?.result?.discrepancies ?? null);
  };
  const wrong = Object.keys(form.errors).length;
  return (
    <form
      className="result printed"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void compare();
      }}
    >
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
      <PrintedTotals of={of} form={form} />
      <h2>{t.printedPerUnit}</h2>
      <p className="soft">{t.printedPerUnitHint}</p>
      {of.result?.units.map((unit) => (
        <PrintedUnit key={unit.sheet} of={of} sheet={unit.sheet} name={unit.unitName} form={form} />
      ))}
      {wrong > 0 && (
        <Notice tone="warn" urgent>
          {texts.form.fix(wrong)} {t.printedHow}
        </Notice>
      )}
      {refusal && <Refused refusal={refusal} />}
      <div className="form-foot">
        <Button type="submit" look="primary" icon="scales" busy={busy}>
          {t.compare}
        </Button>
      </div>
      {found && <Report of={of} found={found} />}
    </form>
  );
}

/** Averages and order, category by category. */
function PrintedTotals({ of, form }: { of: CampaignFragment; form: Form }) {
  const t = useTexts().assessments;
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t.category}</th>
            <th scope="col">{t.printedAverage}</th>
            <th scope="col">{t.printedPlace}</th>
          </tr>
        </thead>
        <tbody>
          {of.questionSet.categories.map(({ code, name }) => (
            <tr key={code}>
              <th scope="row">{name}</th>
              <td>
                <Cell form={form} name={`average.${code}`} label={`${t.printedAverage}: ${name}`} />
              </td>
              <td>
                <Cell form={form} name={`place.${code}`} label={`${t.printedPlace}: ${name}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface PrintedUnitProps {
  of: CampaignFragment;
  sheet: string;
  name: string;
  form: Form;
}

function PrintedUnit({ of, sheet, name, form }: PrintedUnitProps) {
  const t = useTexts().assessments;
  const filled = namesOf(of).filter((one) => one.includes(`.${sheet}.`) && textOf(form.values, one) !== '').length;
  return (
    <details className="card printed-unit">
      <summary>
        {name} {filled > 0 && <span className="soft">{t.printedFilled(filled)}</span>}
      </summary>
      <div className="printed-cells">
        {of.questionSet.categories.map((category) => (
          <label key={category.code}>
            <span className="soft">{category.name}</span>
            <Cell form={form} name={`score.${sheet}.${category.code}`} label={`${name}: ${category.name}`} />
          </label>
        ))}
      </div>
      <p className="soft">{t.printedAnswers}</p>
      <div className="printed-cells printed-answers">
        {questionsOf(of).map((number) => (
          <label key={number}>
            <span className="soft">{number}</span>
            <Cell form={form} name={`answer.${sheet}.${number}`} label={`${name}: ${t.questionNumber(number)}`} />
          </label>
        ))}
      </div>
    </details>
  );
}

function Cell({ form, name, label }: { form: Form; name: string; label: string }) {
  return (
    <input
      className="input"
      inputMode="decimal"
      maxLength={8}
      aria-label={label}
      aria-invalid={form.errors[name] ? true : undefined}
      title={form.errors[name]}
      value={textOf(form.values, name)}
      onChange={(event) => form.set(name, event.target.value)}
    />
  );
}

function Report({ of, found }: { of: CampaignFragment; found: Found }) {
  const texts = useTexts();
  const t = texts.assessments;
  const top = useRef<HTMLElement>(null);
  useEffect(() => top.current?.scrollIntoView({ block: 'start' }), [found]);
  const nameOf = (code: string | null) =>
    of.questionSet.categories.find((category) => category.code === code)?.name ?? code ?? '';
  if (found.length === 0) {
    return <Notice tone="good">{t.noDiscrepancies}</Notice>;
  }
  return (
    <section ref={top} aria-label={t.discrepanciesFound(found.length)}>
      <h2>{t.discrepanciesFound(found.length)}</h2>
      <div className="table-scroll" role="region" aria-label={t.discrepancies} tabIndex={0}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t.figureOf}</th>
              <th scope="col">{t.printedIs}</th>
              <th scope="col">{t.computedIs}</th>
              <th scope="col">{t.fault}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((one, at) => (
              <tr key={at}>
                <th scope="row">
                  {t.figureNames[one.figure]}
                  <span className="soft printed-about">
                    {[
                      one.unit,
                      one.category && nameOf(one.category),
                      one.question !== null && t.questionNumber(one.question),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </th>
                <td>{shownIn(texts.locale, one.printed)}</td>
                <td>{shownIn(texts.locale, whole(one.figure, one.computed.shown))}</td>
                <td>
                  {t.faults[one.fault]}
                  {one.other && ` ${nameOf(one.other)}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Answers and places have no decimals. */
function whole(figure: Found[number]['figure'], shown: string): string {
  return figure === 'ANSWER' || figure === 'PRIORITY' ? shown.replace(/\.0+$/, '') : shown;
}

function questionsOf(of: CampaignFragment): number[] {
  const count = Math.max(0, ...of.sheets.map((sheet) => sheet.items.length));
  return Array.from({ length: count }, (_, at) => at + 1);
}

function namesOf(of: CampaignFragment): string[] {
  const codes = of.questionSet.categories.map((category) => category.code);
  const sheets = of.result?.units.map((unit) => unit.sheet) ?? [];
  return [
    ...codes.flatMap((code) => [`average.${code}`, `place.${code}`]),
    ...sheets.flatMap((sheet) => [
      ...codes.map((code) => `score.${sheet}.${code}`),
      ...questionsOf(of).map((number) => `answer.${sheet}.${number}`),
    ]),
  ];
}

function wrongIn(values: FormValues, names: readonly string[], texts: Texts): Errors {
  const errors: Errors = {};
  for (const name of names) {
    const text = textOf(values, name);
    const shape = name.startsWith('place.') ? PLACE : name.startsWith('answer.') ? ANSWER : SCORE;
    if (text !== '' && !shape.test(text)) {
      errors[name] = texts.assessments.printedHow;
    }
  }
  return errors;
}

function publishedIn(values: FormValues, of: CampaignFragment): PublishedResultInput {
  const codes = of.questionSet.categories.map((category) => category.code);
  const given = (name: string) => textOf(values, name);
  const units = (of.result?.units ?? []).map(({ sheet }) => ({
    sheet,
    scores: codes
      .filter((code) => given(`score.${sheet}.${code}`) !== '')
      .map((category) => ({ category, score: given(`score.${sheet}.${category}`) })),
    answers: questionsOf(of)
      .filter((number) => given(`answer.${sheet}.${number}`) !== '')
      .map((question) => ({ question, value: Number(given(`answer.${sheet}.${question}`)) })),
  }));
  return {
    units: units.filter((unit) => unit.scores.length + unit.answers.length > 0),
    averages: codes
      .filter((code) => given(`average.${code}`) !== '')
      .map((category) => ({ category, score: given(`average.${category}`) })),
    priorities: codes
      .filter((code) => given(`place.${code}`) !== '')
      .map((category) => ({ category, place: Number(given(`place.${category}`)) })),
  };
}
