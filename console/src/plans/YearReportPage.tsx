// One yearly report as it was issued: every figure stands as it stood that day.
import '../assessments/assessments.css';
import './plans.css';

import { useMemo } from 'react';
import { Link, useParams } from 'react-router';

import { useZone } from '../app/viewer';
import { useAsked } from '../graph/asking';
import {
  OneYearReportDocument,
  PredikatScalesDocument,
  type MonthTableFragment,
  type OneYearReportQuery,
} from '../graph/generated/graphql';
import { only } from '../graph/nodes';
import { Button } from '../kit/Button';
import { Icon } from '../kit/icons';
import { Empty, Notice, Refused, Waiting } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { shownIn } from '../pure/figures';
import { momentOf, plainDay } from '../pure/moments';
import { monthName } from '../pure/months';
import { useTexts } from '../texts/texts';
import { MonthSheet } from './MonthSheet';
import type { Scale } from './RealisationTab';
import { Predikat } from './signs';

type Report = Extract<NonNullable<OneYearReportQuery['node']>, { sha256: string }>;

export default function YearReportPage() {
  const texts = useTexts();
  const t = texts.plans;
  const { id = '', report = '' } = useParams();
  const variables = useMemo(() => ({ id: report }), [report]);
  const { data, refusal, loading, again } = useAsked(OneYearReportDocument, variables);
  const of = only<Report>(data?.node);
  useTitle(of ? t.yearReportOf(of.year, of.number) : t.yearReports);
  return (
    <div className="narrow plans plan year-report">
      <Link to={`/meja/renaksi/${encodeURIComponent(id)}`} className="crumb no-print">
        <Icon name="arrowLeft" size={16} /> {t.title}
      </Link>
      {refusal && <Refused refusal={refusal} again={again} />}
      {of === null && loading && <Waiting lines={10} />}
      {of === null && !loading && !refusal && <Empty icon="search" title={t.noSuchReport} />}
      {of && <Shown of={of} />}
    </div>
  );
}

function Shown({ of }: { of: Report }) {
  const texts = useTexts();
  const t = texts.plans;
  const zone = useZone();
  const scales = useAsked(
    PredikatScalesDocument,
    useMemo(() => ({ pemda: null }), []),
  );
  const months = of.months.filter((month) => month.rows.length > 0);
  return (
    <>
      <h1>{t.yearReportOf(of.year, of.number)}</h1>
      <p className="lead">{t.addressedTo(of.addressee)}</p>
      <p className="soft">
        {of.decree && `${of.decree} · `}
        {t.issuedBy(of.by, momentOf(of.at, texts.locale, zone))}
      </p>
      <Notice tone={of.intact ? 'good' : 'bad'}>
        {of.intact ? t.intact : t.notIntact}
        <span className="code fingerprint">{of.sha256}</span>
      </Notice>
      <p className="no-print">
        <Button icon="print" onClick={() => window.print()}>
          {t.print}
        </Button>
      </p>
      <h2>{t.indicators}</h2>
      <IndicatorTable of={of} />
      <h2>{t.monitoring}</h2>
      {of.monitorings.length === 0 && <p className="soft">{t.noMonitorings}</p>}
      <ul className="rows">
        {of.monitorings.map((one, at) => (
          <li key={at} className="row">
            <strong>
              {t.halfOf(one.half, of.year)} · {plainDay(one.heldOn, texts.locale)}
            </strong>
            <span className="long-text">{one.summary}</span>
            <span className="soft">{t.findingsCount(one.findings)}</span>
          </li>
        ))}
      </ul>
      <h2>{t.realisation}</h2>
      {months.length === 0 && <p className="soft">{t.noMonths}</p>}
      {months.map((month) => (
        <Month
          key={month.month}
          of={month}
          scale={scales.data?.predikatScales.find((one) => one.number === month.scale) ?? null}
        />
      ))}
    </>
  );
}

function IndicatorTable({ of }: { of: Report }) {
  const texts = useTexts();
  const t = texts.plans;
  const figure = (value: string | null) => (value === null ? '–' : shownIn(texts.locale, value));
  if (of.indicators.length === 0) {
    return <p className="soft">{t.noIndicators}</p>;
  }
  return (
    <div className="table-scroll" role="region" aria-label={t.indicators} tabIndex={0}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t.indicatorName}</th>
            <th scope="col">{t.target}</th>
            <th scope="col">{t.actual}</th>
            <th scope="col">{t.achieved}</th>
          </tr>
        </thead>
        <tbody>
          {of.indicators.map((one) => (
            <tr key={one.name}>
              <th scope="row">{one.name}</th>
              <td>
                {figure(one.target)} {one.unit}
              </td>
              <td>{figure(one.actual)}</td>
              <td>{one.achieved === null ? '–' : `${figure(one.achieved)} %`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Month({ of, scale }: { of: MonthTableFragment; scale: Scale | null }) {
  const texts = useTexts();
  const t = texts.plans;
  const earned = of.levels.filter((level) => level.predikat !== null);
  return (
    <details className="card report-of-month">
      <summary>
        <strong>{monthName(of.month, texts.locale)}</strong>{' '}
        <span className="soft">{t.cells(of.filled, of.needed)}</span>{' '}
        {earned.map((level) => (
          <Predikat key={level.kind} colour={level.colour}>
            {`${texts.words.planNode[level.kind]} ${level.predikat ?? ''}`}
          </Predikat>
        ))}
      </summary>
      <MonthSheet of={of} scale={scale} />
    </details>
  );
}
