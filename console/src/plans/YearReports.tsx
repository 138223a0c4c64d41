// The yearly reports of a plan to the Minister: issued once and frozen, each with its number.
import { Modal } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';

import { useOwner, useZone } from '../app/viewer';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type FieldSpec, type FormValues } from '../forms/spec';
import { useAsked } from '../graph/asking';
import { IssueYearReportDocument, PlanReportsDocument } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Empty, Notice, Refused, Waiting } from '../kit/Notice';
import { useNow } from '../kit/now';
import { useToast } from '../kit/toasts';
import { momentOf, today } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { yearsOf } from './NodeForm';
import type { Plan } from './PlanPage';

export function YearReports({ of }: { of: Plan }) {
  const texts = useTexts();
  const t = texts.plans;
  const zone = useZone();
  const thisYear = Number(today(useNow(), zone).slice(0, 4));
  const variables = useMemo(() => ({ id: of.id }), [of.id]);
  const { data, refusal, again } = useAsked(PlanReportsDocument, variables);
  const [issuing, setIssuing] = useState(false);
  if (data === null) {
    return refusal ? <Refused refusal={refusal} again={again} /> : <Waiting lines={5} />;
  }
  const reports = data.actionPlan.yearReports;
  const years = yearsOf(of).filter((year) => year <= thisYear);
  const issues = of.viewerCan.includes('ISSUE') && years.length > 0;
  return (
    <div className="plan-tab">
      <p className="soft">{t.yearReportsLead}</p>
      {issues && (
        <Button look="primary" icon="send" onClick={() => setIssuing(true)}>
          {t.issue}
        </Button>
      )}
      {reports.length === 0 && <Empty icon="file" title={t.noYearReports} />}
      <ul className="rows">
        {reports.map((one) => (
          <li key={one.id} className="row">
            <Link to={`/meja/renaksi/${encodeURIComponent(of.id)}/laporan/${encodeURIComponent(one.id)}`}>
              <strong>{t.yearReportOf(one.year, one.number)}</strong>
            </Link>
            <span>{t.addressedTo(one.addressee)}</span>
            <span className="soft">
              {one.by}, {momentOf(one.at, texts.locale, zone)}
            </span>
          </li>
        ))}
      </ul>
      <Modal
        opened={issuing}
        onClose={() => setIssuing(false)}
        size="lg"
        title={t.issue}
        closeButtonProps={{ 'aria-label': texts.app.close }}
      >
        <IssueForm of={of} years={years} thisYear={thisYear} />
      </Modal>
    </div>
  );
}

function IssueForm({ of, years, thisYear }: { of: Plan; years: readonly number[]; thisYear: number }) {
  const t = useTexts().plans;
  const owner = useOwner();
  const toast = useToast();
  const navigate = useNavigate();
  const fields = useMemo<FieldSpec[]>(
    () => [
      {
        kind: 'select',
        name: 'year',
        label: t.year,
        required: true,
        options: [...years].reverse().map((year) => [String(year), String(year)] as const),
      },
      { kind: 'area', name: 'addressee', label: t.addressee, required: true, min: 3, max: 200, rows: 2 },
    ],
    [t, years],
  );
  const over = years.filter((year) => year < thisYear);
  const initial = useMemo<FormValues>(
    () => ({ year: String(over.at(-1) ?? years.at(-1) ?? ''), addressee: t.minister }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `over` follows from the years
    [years, t],
  );
  return (
    <>
      <p className="step-lead">{t.issueHint}</p>
      <MoveForm
        fields={fields}
        initial={initial}
        scope={[owner, of.id, 'LAPORAN-TAHUNAN']}
        document={IssueYearReportDocument}
        input={(values) => ({
          plan: of.id,
          year: Number(textOf(values, 'year')),
          addressee: textOf(values, 'addressee'),
        })}
        send={t.issue}
        onDone={(data) => {
          toast(t.issued);
          void navigate(
            `/meja/renaksi/${encodeURIComponent(of.id)}/laporan/${encodeURIComponent(data.issueYearReport.id)}`,
          );
        }}
      />
      {years.includes(thisYear) && <Notice>{t.yearRunning(thisYear)}</Notice>}
    </>
  );
}
