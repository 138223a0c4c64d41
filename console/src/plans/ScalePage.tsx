// By which scale predikat are given: the one in force, those before it, and another one from a month on.
import '../assessments/assessments.css';
import './plans.css';

import { useMemo, useState } from 'react';
import { Link } from 'react-router';

import { useMay, useOwner, useViewer, useZone } from '../app/viewer';
import { FormField, FormFields } from '../forms/FormFields';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import type { Form } from '../forms/useForm';
import { useAsked } from '../graph/asking';
import { PredikatScalesDocument, SetPredikatScaleDocument } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Chip } from '../kit/chips';
import { Icon } from '../kit/icons';
import { Refused, Waiting } from '../kit/Notice';
import { useNow } from '../kit/now';
import { useTitle } from '../kit/title';
import { useToast } from '../kit/toasts';
import { figureOf, shownIn, writtenIn } from '../pure/figures';
import { today } from '../pure/moments';
import { monthName } from '../pure/months';
import { countOf, isThere, rowsIn } from '../pure/rows';
import type { Texts } from '../texts/id';
import { useTexts } from '../texts/texts';
import type { Scale } from './RealisationTab';
import { Predikat } from './signs';

const MOST = 10;
const FEWEST = 2;
const HIGHEST = 1000;
const AHEAD = 12;
const GREY = '#94a3b8';

export default function ScalePage() {
  const texts = useTexts();
  const t = texts.plans;
  const { pemda } = useViewer();
  const manages = useMay('predikat_scale:manage');
  const variables = useMemo(() => ({ pemda: pemda?.code ?? null }), [pemda]);
  const { data, refusal, again } = useAsked(PredikatScalesDocument, variables);
  const [setting, setSetting] = useState(false);
  useTitle(t.scales, t.title);
  const scales = data?.predikatScales ?? [];
  const inForce = scales.find((one) => one.inForce);
  return (
    <div className="narrow plans">
      <Link to="/meja/renaksi" className="crumb">
        <Icon name="arrowLeft" size={16} /> {t.title}
      </Link>
      <h1>{t.scales}</h1>
      <p className="lead">{t.scalesLead}</p>
      {refusal && <Refused refusal={refusal} again={again} />}
      {data === null && !refusal && <Waiting lines={8} />}
      {manages && inForce && !setting && (
        <Button icon="pen" onClick={() => setSetting(true)}>
          {t.setScale}
        </Button>
      )}
      {setting && inForce && (
        <ScaleForm
          from={inForce}
          onCancel={() => setSetting(false)}
          onDone={() => {
            setSetting(false);
            again();
          }}
        />
      )}
      <ul className="rows">
        {scales.map((one) => (
          <li key={one.number} className="card scale">
            <h2>
              {one.fromDate === null ? t.scaleDefault : t.scaleFrom(monthOf(one.fromDate, texts))}{' '}
              {one.inForce && (
                <Chip icon="check" tone="good">
                  {t.inForce}
                </Chip>
              )}
            </h2>
            <p className="soft">{one.source}</p>
            <Bands of={one} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function monthOf(day: string, texts: Texts): string {
  return `${monthName(Number(day.slice(5, 7)), texts.locale)} ${day.slice(0, 4)}`;
}

function Bands({ of }: { of: Scale }) {
  const texts = useTexts();
  const t = texts.plans;
  return (
    <ul className="bands">
      {of.bands.map((band, at) => (
        <li key={band.code}>
          <Predikat colour={band.colour}>{`${band.code}: ${band.label}`}</Predikat>
          <span className="soft">
            {band.lower === null
              ? t.bandBelow(shownIn(texts.locale, of.bands[at - 1]?.lower ?? ''))
              : t.bandFrom(shownIn(texts.locale, band.lower))}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface ScaleFormProps {
  from: Scale;
  onDone: () => void;
  onCancel: () => void;
}

function ScaleForm({ from, onDone, onCancel }: ScaleFormProps) {
  const texts = useTexts();
  const t = texts.plans;
  const owner = useOwner();
  const toast = useToast();
  const now = today(useNow(), useZone());
  const fields = useMemo(() => fieldsOf(texts, now), [texts, now]);
  const initial = useMemo<FormValues>(() => valuesOf(from, texts.locale), [from, texts.locale]);
  return (
    <section className="card scale-form" aria-label={t.setScale}>
      <p className="soft">{t.setScaleLead}</p>
      <MoveForm
        fields={fields}
        initial={initial}
        scope={[owner, 'SKALA']}
        document={SetPredikatScaleDocument}
        check={(values) => wrongBands(values, texts)}
        input={(values) => {
          const rows = rowsIn(values);
          return {
            fromDate: textOf(values, 'fromDate'),
            source: textOf(values, 'source'),
            bands: rows.map((row, at) => ({
              code: textOf(values, `${row}.code`).toUpperCase(),
              label: textOf(values, `${row}.label`),
              colour: textOf(values, `${row}.colour`).toLowerCase(),
              lower: at === rows.length - 1 ? null : figureOf(texts.locale, textOf(values, `${row}.lower`)),
            })),
          };
        }}
        fieldOf={(path, values) => {
          const [name = path, row = '0', part = 'code'] = path.split('.');
          return name === 'bands' ? `${rowsIn(values)[Number(row)] ?? 0}.${part}` : name;
        }}
        layout={(form) => <BandRows form={form} fields={fields} />}
        send={t.saveScale}
        icon="check"
        onCancel={onCancel}
        onDone={() => {
          toast(t.scaleSaved);
          onDone();
        }}
      />
    </section>
  );
}

function BandRows({ form, fields }: { form: Form; fields: readonly FieldSpec[] }) {
  const t = useTexts().plans;
  const rows = rowsIn(form.values);
  const count = countOf(form.values);
  const named = (name: string) => fields.filter((field) => field.name === name);
  return (
    <>
      <FormFields fields={[...named('fromDate'), ...named('source')]} form={form} />
      {rows.map((row, at) => (
        <fieldset key={row} className="band-row">
          <legend className="visually-hidden">{t.bandNumber(at + 1)}</legend>
          <label className="band-colour">
            <span className="field-label">{t.bandColour}</span>
            <input
              type="color"
              value={textOf(form.values, `${row}.colour`) || GREY}
              onChange={(event) => form.set(`${row}.colour`, event.target.value)}
            />
          </label>
          <FormFields fields={[...named(`${row}.code`), ...named(`${row}.label`)]} form={form} />
          {at < rows.length - 1 ? (
            named(`${row}.lower`).map((field) => <FormField key={field.name} field={field} form={form} />)
          ) : (
            <p className="soft band-rest">{t.bandRest}</p>
          )}
          {rows.length > FEWEST && (
            <Button
              small
              look="quiet"
              icon="close"
              aria-label={t.dropBand(at + 1)}
              onClick={() => form.set(`${row}.gone`, true)}
            >
              {t.drop}
            </Button>
          )}
        </fieldset>
      ))}
      {count < MOST && (
        <div>
          <Button
            small
            icon="plus"
            onClick={() => {
              form.set(`${count}.colour`, GREY);
              form.set('count', String(count + 1));
            }}
          >
            {t.addBand}
          </Button>
        </div>
      )}
    </>
  );
}

/** The first days of the months to come: those that have begun keep their scale. */
function firstsAfter(now: string): string[] {
  const [year = 0, month = 0] = now.split('-').map(Number);
  return Array.from({ length: AHEAD }, (_, at) => new Date(Date.UTC(year, month + at, 1)).toISOString().slice(0, 10));
}

function fieldsOf(texts: Texts, now: string): FieldSpec[] {
  const t = texts.plans;
  return [
    {
      kind: 'select',
      name: 'fromDate',
      label: t.scaleBegins,
      hint: t.scaleBeginsHint,
      required: true,
      options: firstsAfter(now).map((day) => [day, monthOf(day, texts)] as const),
    },
    { kind: 'line', name: 'source', label: t.scaleSource, required: true, min: 5, max: 300 },
    { kind: 'line', name: 'count', label: '', max: 3 },
    ...Array.from({ length: MOST }, (_, row) => row).flatMap((row): FieldSpec[] => {
      const when = (values: FormValues) => isThere(values, row);
      return [
        { kind: 'flag', name: `${row}.gone`, label: '' },
        { kind: 'line', name: `${row}.colour`, label: t.bandColour, max: 7, when },
        { kind: 'line', name: `${row}.code`, label: t.bandCode, required: true, max: 4, when },
        { kind: 'line', name: `${row}.label`, label: t.bandLabel, required: true, min: 2, max: 60, when },
        {
          kind: 'line',
          name: `${row}.lower`,
          label: t.bandLower,
          required: true,
          max: 20,
          when: (values) => when(values) && rowsIn(values).at(-1) !== row,
        },
      ];
    }),
  ];
}

function valuesOf(from: Scale, locale: string): FormValues {
  const values: FormValues = { count: String(from.bands.length) };
  from.bands.forEach((band, row) => {
    values[`${row}.code`] = band.code;
    values[`${row}.label`] = band.label;
    values[`${row}.colour`] = band.colour;
    values[`${row}.lower`] = band.lower === null ? '' : writtenIn(locale, band.lower);
  });
  return values;
}

/** What the service would refuse: codes that are there twice, bounds that do not fall. */
function wrongBands(values: FormValues, texts: Texts): Errors {
  const t = texts.plans;
  const errors: Errors = {};
  const codes = new Set<string>();
  let above = HIGHEST + 1;
  const rows = rowsIn(values);
  rows.forEach((row, at) => {
    const code = textOf(values, `${row}.code`).toUpperCase();
    if (!/^[A-Z]{1,4}$/.test(code)) {
      errors[`${row}.code`] = t.bandCodeWrong;
    } else if (codes.has(code)) {
      errors[`${row}.code`] = t.bandCodeTwice;
    }
    codes.add(code);
    if (at === rows.length - 1) {
      return;
    }
    const figure = figureOf(texts.locale, textOf(values, `${row}.lower`));
    if (figure === null) {
      errors[`${row}.lower`] = t.badFigure;
      return;
    }
    if (Number(figure) >= above) {
      errors[`${row}.lower`] = at === 0 ? t.boundTooHigh(HIGHEST) : t.boundsFall;
    }
    above = Number(figure);
  });
  return errors;
}
