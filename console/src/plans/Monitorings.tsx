// What was looked at every six months: which halves are still missing, what was found, and what should be done.
import { useMemo, useState } from 'react';

import { useOwner, useZone } from '../app/viewer';
import { FormFields } from '../forms/FormFields';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type Errors, type FieldSpec, type FormValues } from '../forms/spec';
import type { Form } from '../forms/useForm';
import { useAsked } from '../graph/asking';
import { PlanReportsDocument, RecordMonitoringDocument, type PlanReportsQuery } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Icon } from '../kit/icons';
import { Empty, Refused, Waiting } from '../kit/Notice';
import { useNow } from '../kit/now';
import { useToast } from '../kit/toasts';
import { momentOf, plainDay, today } from '../pure/moments';
import { countOf, isThere, rowsIn } from '../pure/rows';
import type { Texts } from '../texts/id';
import { useTexts } from '../texts/texts';
import type { Plan } from './PlanPage';

type Monitoring = PlanReportsQuery['actionPlan']['monitorings'][number];

const MOST = 20;

interface Half {
  year: number;
  half: number;
}

export function Monitorings({ of }: { of: Plan }) {
  const texts = useTexts();
  const t = texts.plans;
  const now = today(useNow(), useZone());
  const variables = useMemo(() => ({ id: of.id }), [of.id]);
  const { data, refusal, again } = useAsked(PlanReportsDocument, variables);
  const [writing, setWriting] = useState<Half | null>(null);
  if (data === null) {
    return refusal ? <Refused refusal={refusal} again={again} /> : <Waiting lines={5} />;
  }
  const held = [...data.actionPlan.monitorings].reverse();
  const halves = begunHalves(of, now);
  const monitors = of.viewerCan.includes('MONITOR') && halves.length > 0;
  const next = halves.findLast((one) => !held.some((other) => isOf(other, one))) ?? halves.at(-1);
  return (
    <div className="plan-tab">
      <p className="soft">{t.monitoringLead}</p>
      <ul className="halves" aria-label={t.halves}>
        {halves.map((one) => {
          const found = held.filter((other) => isOf(other, one));
          return (
            <li key={`${one.year}-${one.half}`} className={found.length > 0 ? 'half half-held' : 'half'}>
              <Icon name={found.length > 0 ? 'check' : 'clock'} size={15} />
              {t.halfOf(one.half, one.year)}
              <span className="soft">{found.length > 0 ? t.heldTimes(found.length) : t.notHeld}</span>
            </li>
          );
        })}
      </ul>
      {monitors && !writing && next && (
        <Button look="primary" icon="pen" onClick={() => setWriting(next)}>
          {t.recordMonitoring}
        </Button>
      )}
      {writing && (
        <MonitoringForm
          of={of}
          halves={halves}
          at={writing}
          now={now}
          onCancel={() => setWriting(null)}
          onDone={() => {
            setWriting(null);
            again();
          }}
        />
      )}
      {held.length === 0 && !writing && <Empty icon="eye" title={t.noMonitorings} />}
      <ol className="rows">
        {held.map((one) => (
          <Held key={one.at} of={one} plan={of} texts={texts} />
        ))}
      </ol>
    </div>
  );
}

function isOf(one: Monitoring, half: Half): boolean {
  return one.year === half.year && one.half === half.half;
}

function begunHalves(of: Plan, now: string): Half[] {
  const found: Half[] = [];
  for (let year = of.firstYear; year <= of.lastYear; year += 1) {
    for (const half of [1, 2]) {
      if (firstDay({ year, half }) <= now) {
        found.push({ year, half });
      }
    }
  }
  return found;
}

function firstDay({ year, half }: Half): string {
  return `${year}-${half === 1 ? '01' : '07'}-01`;
}

function Held({ of, plan, texts }: { of: Monitoring; plan: Plan; texts: Texts }) {
  const t = texts.plans;
  const zone = useZone();
  const titleOf = (code: string) => plan.nodes.find((node) => node.code === code)?.title ?? '';
  return (
    <li className="row">
      <strong>
        {t.halfOf(of.half, of.year)} · {plainDay(of.heldOn, texts.locale)}
      </strong>
      <span className="long-text">{of.summary}</span>
      {of.findings.length > 0 && (
        <ul className="findings">
          {of.findings.map((one, at) => (
            <li key={at}>
              {one.code && (
                <p className="soft">
                  <span className="code">{one.code}</span> {titleOf(one.code)}
                </p>
              )}
              <p className="long-text">{one.finding}</p>
              {one.recommendation && (
                <p className="long-text soft">
                  {t.recommendation}: {one.recommendation}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      <span className="soft">
        {of.by}, {momentOf(of.at, texts.locale, zone)}
      </span>
    </li>
  );
}

interface MonitoringFormProps {
  of: Plan;
  halves: readonly Half[];
  at: Half;
  now: string;
  onDone: () => void;
  onCancel: () => void;
}

const halfKey = ({ year, half }: Half) => `${year}-${half}`;

function MonitoringForm({ of, halves, at, now, onDone, onCancel }: MonitoringFormProps) {
  const texts = useTexts();
  const t = texts.plans;
  const owner = useOwner();
  const toast = useToast();
  const head = useMemo(() => headFields(texts, halves, now), [texts, halves, now]);
  const fields = useMemo(() => [...head, ...findingFields(texts, of)], [head, texts, of]);
  const initial = useMemo<FormValues>(() => ({ half: halfKey(at), count: '0' }), [at]);
  const check = (values: FormValues): Errors => {
    const half = halfIn(values);
    const heldOn = textOf(values, 'heldOn');
    return heldOn !== '' && heldOn < firstDay(half) ? { heldOn: t.heldTooEarly(t.halfOf(half.half, half.year)) } : {};
  };
  return (
    <section className="card" aria-label={t.recordMonitoring}>
      <MoveForm
        fields={fields}
        initial={initial}
        scope={[owner, of.id, 'PEMANTAUAN']}
        document={RecordMonitoringDocument}
        check={check}
        input={(values) => ({
          plan: of.id,
          ...halfIn(values),
          heldOn: textOf(values, 'heldOn'),
          summary: textOf(values, 'summary'),
          findings: rowsIn(values).map((row) => ({
            code: textOf(values, `${row}.code`),
            finding: textOf(values, `${row}.finding`),
            recommendation: textOf(values, `${row}.recommendation`),
          })),
        })}
        fieldOf={(path, values) => {
          const [name = path, row = '0', part = ''] = path.split('.');
          return name === 'findings' ? `${rowsIn(values)[Number(row)] ?? 0}.${part}` : name === 'year' ? 'half' : name;
        }}
        layout={(form) => <Written form={form} head={head} fields={fields} />}
        send={t.saveMonitoring}
        icon="check"
        onCancel={onCancel}
        onDone={() => {
          toast(t.monitoringSaved);
          onDone();
        }}
      />
    </section>
  );
}

function Written({ form, head, fields }: { form: Form; head: FieldSpec[]; fields: FieldSpec[] }) {
  const t = useTexts().plans;
  const count = countOf(form.values);
  return (
    <>
      <FormFields fields={head} form={form} />
      {rowsIn(form.values).map((row, at) => (
        <fieldset key={row} className="card action-row">
          <legend>{t.findingNumber(at + 1)}</legend>
          <FormFields
            fields={fields.filter(({ name }) => name.startsWith(`${row}.`) && name !== `${row}.gone`)}
            form={form}
          />
          <div>
            <Button small look="quiet" icon="close" onClick={() => form.set(`${row}.gone`, true)}>
              {t.dropFinding}
            </Button>
          </div>
        </fieldset>
      ))}
      {count < MOST && (
        <div>
          <Button icon="plus" onClick={() => form.set('count', String(count + 1))}>
            {t.addFinding}
          </Button>
        </div>
      )}
    </>
  );
}

function halfIn(values: FormValues): Half {
  const [year = 0, half = 0] = textOf(values, 'half').split('-').map(Number);
  return { year, half };
}

function headFields(texts: Texts, halves: readonly Half[], now: string): FieldSpec[] {
  const t = texts.plans;
  return [
    {
      kind: 'select',
      name: 'half',
      label: t.half,
      required: true,
      options: [...halves].reverse().map((one) => [halfKey(one), t.halfOf(one.half, one.year)] as const),
    },
    { kind: 'date', name: 'heldOn', label: t.heldOn, required: true, notAfter: now },
    { kind: 'area', name: 'summary', label: t.summary, required: true, min: 5, max: 5000, rows: 4 },
  ];
}

function findingFields(texts: Texts, of: Plan): FieldSpec[] {
  const t = texts.plans;
  const nodes = of.nodes.map((node) => [node.code, `${node.code} ${node.title}`] as const);
  return [
    { kind: 'line', name: 'count', label: '', max: 3 },
    ...Array.from({ length: MOST }, (_, row) => row).flatMap((row): FieldSpec[] => {
      const when = (values: FormValues) => isThere(values, row);
      return [
        { kind: 'flag', name: `${row}.gone`, label: '' },
        { kind: 'select', name: `${row}.code`, label: t.aboutRow, hint: t.aboutRowHint, options: nodes, when },
        {
          kind: 'area',
          name: `${row}.finding`,
          label: t.finding,
          required: true,
          min: 5,
          max: 2000,
          rows: 2,
          when,
        },
        { kind: 'area', name: `${row}.recommendation`, label: t.recommendation, max: 2000, rows: 2, when },
      ];
    }),
  ];
}
