// The priority sheet: what is circled for every category, 1 the most urgent, ties allowed, each with its reasons.
import { useMemo, useState } from 'react';

import { useOwner, useZone } from '../app/viewer';
import { askingFor } from '../documents/wanted';
import { FormFields } from '../forms/FormFields';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type FieldSpec, type FormValues } from '../forms/spec';
import { SetPrioritiesDocument, type CampaignFragment } from '../graph/generated/graphql';
import { Button, ButtonLink } from '../kit/Button';
import { Empty } from '../kit/Notice';
import { useToast } from '../kit/toasts';
import { shownIn } from '../pure/figures';
import { momentOf } from '../pure/moments';
import { useTexts } from '../texts/texts';

const LOWEST = 5;
const PLACES = ['1', '2', '3', '4', '5'] as const;

interface PrioritiesProps {
  of: CampaignFragment;
  onChanged: () => void;
}

export function PrioritiesTab({ of, onChanged }: PrioritiesProps) {
  const texts = useTexts();
  const t = texts.assessments;
  const [changing, setChanging] = useState(false);
  const settable = of.viewerCan.includes('MANAGE') && of.status === 'CHECKING';
  if (changing) {
    return (
      <PrioritiesForm
        of={of}
        onCancel={() => setChanging(false)}
        onDone={() => {
          setChanging(false);
          onChanged();
        }}
      />
    );
  }
  const empty = of.priorities.length === 0;
  return (
    <div className="result">
      {empty ? <Empty icon="flag" title={t.noPriorities} hint={t.noPrioritiesHint} /> : <Sheet of={of} />}
      <div className="form-foot">
        {settable && (
          <Button look={empty ? 'primary' : 'plain'} icon="pen" onClick={() => setChanging(true)}>
            {empty ? t.setPriorities : t.changePriorities}
          </Button>
        )}
        {!empty && (
          <ButtonLink to={askingFor('ASSESSMENT_PRIORITIES', of.id)} icon="file">
            {t.askPriorities}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}

function Sheet({ of }: { of: CampaignFragment }) {
  const texts = useTexts();
  const t = texts.assessments;
  const zone = useZone();
  const nameOf = (code: string) => of.questionSet.categories.find((one) => one.code === code)?.name ?? code;
  const [first] = of.priorities;
  return (
    <>
      <ol className="priorities">
        {of.priorities.map((one) => (
          <li key={one.category} className="card">
            <p>
              <span className="urgency-place">
                <span className="visually-hidden">{t.place} </span>
                {one.place}
              </span>{' '}
              <strong>{nameOf(one.category)}</strong>
              {of.priorities.filter((other) => other.place === one.place).length > 1 && (
                <span className="soft"> · {t.tied}</span>
              )}
            </p>
            <p className="long-text">{one.reasons}</p>
          </li>
        ))}
      </ol>
      {first && <p className="soft">{t.by(first.setTitle, momentOf(first.setAt, texts.locale, zone))}</p>}
    </>
  );
}

function PrioritiesForm({ of, onDone, onCancel }: { of: CampaignFragment; onDone: () => void; onCancel: () => void }) {
  const texts = useTexts();
  const t = texts.assessments;
  const toast = useToast();
  const owner = useOwner();
  const categories = of.questionSet.categories;
  const groups = useMemo(
    () =>
      categories.map((category) => {
        const computed = of.result?.categories.find((one) => one.category.code === category.code);
        const hint = computed && t.computed(shownIn(texts.locale, computed.score.shown), computed.place, computed.tied);
        const options = PLACES.map((place) => [place, place] as const);
        const fields: FieldSpec[] = [
          {
            kind: 'radio',
            name: `place.${category.code}`,
            label: t.circled,
            ...(hint ? { hint } : {}),
            required: true,
            inline: true,
            options,
          },
          {
            kind: 'area',
            name: `reasons.${category.code}`,
            label: t.reasons,
            required: true,
            min: 5,
            max: 4000,
            rows: 3,
          },
        ];
        return { category, fields };
      }),
    [categories, of.result, t, texts.locale],
  );
  const fields = useMemo(() => groups.flatMap((group) => group.fields), [groups]);
  const initial = useMemo<FormValues>(() => initialOf(of), [of]);
  return (
    <MoveForm
      fields={fields}
      initial={initial}
      scope={[owner, of.id, 'PRIORITIES']}
      document={SetPrioritiesDocument}
      input={(values) => ({
        assessment: of.id,
        priorities: categories.map(({ code }) => ({
          category: code,
          place: Number(textOf(values, `place.${code}`)),
          reasons: textOf(values, `reasons.${code}`),
        })),
      })}
      layout={(form) => (
        <>
          <p className="soft">{t.prioritiesLead}</p>
          {groups.map((group) => (
            <section key={group.category.code} className="card priority-fields" aria-label={group.category.name}>
              <h3>{group.category.name}</h3>
              <FormFields fields={group.fields} form={form} />
            </section>
          ))}
        </>
      )}
      send={t.savePriorities}
      icon="check"
      onCancel={onCancel}
      onDone={() => {
        toast(t.prioritiesSaved);
        onDone();
      }}
    />
  );
}

/** What was circled before; else what the scores say. */
function initialOf(of: CampaignFragment): FormValues {
  const values: FormValues = {};
  for (const { place, category } of of.result?.categories ?? []) {
    values[`place.${category.code}`] = String(Math.min(place, LOWEST));
  }
  for (const { category, place, reasons } of of.priorities) {
    values[`place.${category}`] = String(place);
    values[`reasons.${category}`] = reasons;
  }
  return values;
}
