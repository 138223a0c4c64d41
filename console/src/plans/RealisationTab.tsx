// One month of a plan: how complete it is, what each level came to, the unit's own rows to fill in, and the table.
import { useMemo, useState } from 'react';

import { useZone } from '../app/viewer';
import { askingFor } from '../documents/wanted';
import { useAsked } from '../graph/asking';
import {
  PredikatScalesDocument,
  RealisationDocument,
  type MonthTableFragment,
  type PredikatScalesQuery,
} from '../graph/generated/graphql';
import { Button, ButtonLink, IconButton } from '../kit/Button';
import { SelectField } from '../kit/fields';
import { Empty, Notice, Refused, Waiting } from '../kit/Notice';
import { useNow } from '../kit/now';
import { nearestMonth, neighbour } from '../pure/branches';
import { shownIn } from '../pure/figures';
import { today } from '../pure/moments';
import { monthName } from '../pure/months';
import { nearestPlanned } from '../pure/tree';
import { useTexts } from '../texts/texts';
import { MonthSheet } from './MonthSheet';
import type { Plan } from './PlanPage';
import { ReportForm } from './ReportForm';
import { Predikat } from './signs';

export type Scale = PredikatScalesQuery['predikatScales'][number];

type At = { year: number; month: number };

interface RealisationProps {
  plan: Plan;
  /** The month to begin with; null where nothing was ever planned. */
  opening: At | null;
  planned: readonly At[];
}

export function RealisationTab({ plan, opening, planned }: RealisationProps) {
  const now = today(useNow(), useZone());
  const [at, setAt] = useState(() => opening ?? nearestMonth(plan.firstYear, plan.lastYear, now));
  const [filling, setFilling] = useState(false);
  const variables = useMemo(() => ({ plan: plan.id, ...at }), [plan.id, at]);
  const { data, refusal, again } = useAsked(RealisationDocument, variables);
  const pemda = plan.pemda?.code ?? null;
  const scales = useAsked(
    PredikatScalesDocument,
    useMemo(() => ({ pemda }), [pemda]),
  );
  const table = data?.realisationTable ?? null;
  const scale = scales.data?.predikatScales.find((one) => one.number === table?.scale) ?? null;
  const month = `${at.year}-${String(at.month).padStart(2, '0')}`;
  const begun = month <= now.slice(0, 7);
  const newer = plan.supersededOn !== null && month > plan.supersededOn.slice(0, 7);
  const go = (next: typeof at) => {
    setFilling(false);
    setAt(next);
  };
  return (
    <div className="realisation">
      <MonthPicker plan={plan} at={at} onAt={go} />
      {refusal && <Refused refusal={refusal} again={again} />}
      {table === null && !refusal && <Waiting lines={8} />}
      {table?.rows.length === 0 && <EmptyMonth near={nearestPlanned(at, planned)} onAt={go} />}
      {table !== null && table.rows.length > 0 && (
        <Month
          plan={plan}
          of={table}
          scale={scale}
          begun={begun}
          newer={newer}
          filling={filling}
          onFill={setFilling}
          onConflict={again}
          onReported={() => {
            setFilling(false);
            again();
          }}
        />
      )}
    </div>
  );
}

function EmptyMonth({ near, onAt }: { near: At | null; onAt: (at: At) => void }) {
  const texts = useTexts();
  const t = texts.plans;
  return (
    <Empty icon="calendar" title={t.emptyMonth} hint={near === null ? t.emptyPlanHint : t.emptyMonthHint}>
      {near && (
        <Button onClick={() => onAt({ year: near.year, month: near.month })}>
          {t.openMonth(`${monthName(near.month, texts.locale)} ${near.year}`)}
        </Button>
      )}
    </Empty>
  );
}

interface PickerProps {
  plan: Plan;
  at: At;
  onAt: (at: At) => void;
}

function MonthPicker({ plan, at, onAt }: PickerProps) {
  const texts = useTexts();
  const t = texts.plans;
  const years = Array.from({ length: plan.lastYear - plan.firstYear + 1 }, (_, n) => String(plan.firstYear + n));
  const months = Array.from({ length: 12 }, (_, n) => [String(n + 1), monthName(n + 1, texts.locale)] as const);
  const before = neighbour(at, -1, plan.firstYear, plan.lastYear);
  const after = neighbour(at, 1, plan.firstYear, plan.lastYear);
  return (
    <div className="month-picker">
      <IconButton
        icon="chevronLeft"
        label={t.monthBefore}
        disabled={before === null}
        onClick={() => before && onAt(before)}
      />
      <SelectField
        bare
        label={t.month}
        value={String(at.month)}
        options={months}
        onChange={(month) => onAt({ ...at, month: Number(month) })}
      />
      <SelectField
        bare
        label={t.year}
        value={String(at.year)}
        options={years.map((year) => [year, year] as const)}
        onChange={(year) => onAt({ ...at, year: Number(year) })}
      />
      <IconButton
        icon="chevronRight"
        label={t.monthAfter}
        disabled={after === null}
        onClick={() => after && onAt(after)}
      />
    </div>
  );
}

interface MonthProps {
  plan: Plan;
  of: MonthTableFragment;
  scale: Scale | null;
  begun: boolean;
  /** Does the month belong to a newer version? */
  newer: boolean;
  filling: boolean;
  onFill: (filling: boolean) => void;
  onConflict: () => void;
  onReported: () => void;
}

function Month(props: MonthProps) {
  const { plan, of, scale, begun, newer, filling, onFill, onConflict, onReported } = props;
  const texts = useTexts();
  const t = texts.plans;
  const when = `${monthName(of.month, texts.locale)} ${of.year}`;
  const mine = new Set(plan.nodes.filter((node) => node.viewerCanReport).map((node) => node.code));
  const own = of.rows.filter((row) => mine.has(row.code));
  const ask = askingFor('MONTHLY_REALISATION', plan.id, of);
  return (
    <>
      <div className="completeness">
        <progress value={of.filled} max={of.needed} aria-label={t.completeness} />
        <strong>{t.cells(of.filled, of.needed)}</strong>
      </div>
      {!of.complete && <Notice tone="warn">{t.incomplete}</Notice>}
      {own.length > 0 && begun && !newer && !filling && (
        <Button look="primary" icon="pen" onClick={() => onFill(true)}>
          {t.fillIn(own.length)}
        </Button>
      )}
      {own.length > 0 && !begun && <p className="soft">{t.notBegun(when)}</p>}
      {own.length > 0 && newer && <p className="soft">{t.newerVersion}</p>}
      {filling && (
        <ReportForm
          key={when}
          plan={plan.id}
          of={of}
          rows={own}
          when={when}
          onConflict={onConflict}
          onDone={onReported}
          onCancel={() => onFill(false)}
        />
      )}
      <h2>{t.levels}</h2>
      <Levels of={of} />
      <h2>{t.table(when)}</h2>
      <MonthSheet of={of} scale={scale} />
      {scale && <p className="hint">{t.scaleOf(scale.source)}</p>}
      <ButtonLink to={ask} icon="file">
        {t.askMonth}
      </ButtonLink>
    </>
  );
}

function Levels({ of }: { of: MonthTableFragment }) {
  const texts = useTexts();
  const t = texts.plans;
  const figure = (value: string) => shownIn(texts.locale, value);
  return (
    <ul className="levels-sum">
      {of.levels.map((level) => (
        <li key={level.kind} className="card">
          <span className="soft">{texts.words.planNode[level.kind]}</span>
          {level.predikat === null || level.average === null ? (
            <strong className="levels-open">{t.noPredikat}</strong>
          ) : (
            <>
              <strong>{figure(level.average)} %</strong>
              <Predikat colour={level.colour}>{`${level.predikat}: ${level.predikatLabel ?? ''}`}</Predikat>
            </>
          )}
          <span className="soft">{t.items(level.complete, level.items)}</span>
          <span className="soft">{t.cells(level.filled, level.needed)}</span>
        </li>
      ))}
      <li className="card">
        <span className="soft">{t.money}</span>
        {of.budget.predikat === null || of.budget.absorbed === null ? (
          <strong className="levels-open">{t.noPredikat}</strong>
        ) : (
          <>
            <strong>{figure(of.budget.absorbed)} %</strong>
            <Predikat colour={of.budget.colour}>{`${of.budget.predikat}: ${of.budget.predikatLabel ?? ''}`}</Predikat>
          </>
        )}
        <span className="soft">{t.spentOf(figure(of.budget.spent), figure(of.budget.cashBudget))}</span>
        <span className="soft">{t.cells(of.budget.filled, of.budget.needed)}</span>
      </li>
    </ul>
  );
}
