// The self-assessments that somebody may see: their pemda's year by year; a province's regencies side by side.
import '../calendars/calendars.css';
import './assessments.css';

import { Modal } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';

import { useMay, useViewer, useZone } from '../app/viewer';
import { AssessmentsDocument, type AssessmentsQuery, type CampaignLineFragment } from '../graph/generated/graphql';
import { Button, ButtonLink } from '../kit/Button';
import { SelectField } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Empty, Refused } from '../kit/Notice';
import { useNow } from '../kit/now';
import { useTitle } from '../kit/title';
import { usePages } from '../kit/usePages';
import { plainDay, today } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { DraftForm } from './DraftForm';
import { campaignPath } from './paths';
import { SheetChip, StageChip } from './signs';
import { SideBySide } from './SideBySide';

const pageOf = (data: AssessmentsQuery) => data.assessments;
const YEARS = 6;
const ANY = 'ANY';

export default function AssessmentsPage() {
  const texts = useTexts();
  const t = texts.assessments;
  const navigate = useNavigate();
  const { pemda } = useViewer();
  const manages = useMay('assessment:manage') && pemda !== null;
  const seesTrainings = useMay('training:read');
  const [year, setYear] = useState(ANY);
  const [drafting, setDrafting] = useState(false);
  const variables = useMemo(() => ({ year: year === ANY ? null : Number(year) }), [year]);
  const { nodes, refusal, loading, again, foot } = usePages(AssessmentsDocument, variables, pageOf);
  const thisYear = Number(today(useNow(), useZone()).slice(0, 4));
  const years = Array.from({ length: YEARS }, (_, at) => String(thisYear - at));
  const oversees = pemda === null || pemda.level === 'PROVINSI' || pemda.level === 'NASIONAL';
  useTitle(t.title);
  return (
    <div className="narrow assessments">
      <h1>{t.title}</h1>
      <p className="lead">{t.lead}</p>
      <div className="assessments-head">
        {manages && (
          <Button look="primary" icon="plus" onClick={() => setDrafting(true)}>
            {t.draft}
          </Button>
        )}
        {seesTrainings && (
          <ButtonLink icon="people" to="/meja/penilaian/pelatihan">
            {t.trainings}
          </ButtonLink>
        )}
        <div className="assessments-year">
          <SelectField
            bare
            label={t.year}
            value={year}
            onChange={setYear}
            options={[[ANY, t.allYears], ...years.map((one) => [one, one] as const)]}
          />
        </div>
      </div>
      {refusal && <Refused refusal={refusal} again={again} />}
      {!loading && !refusal && nodes.length === 0 && <Empty icon="chart" title={t.none} hint={t.noneHint} />}
      {oversees && nodes.length > 0 ? (
        <SideBySide of={nodes} />
      ) : (
        <ul className="rows">
          {nodes.map((one) => (
            <CampaignRow key={one.id} of={one} />
          ))}
        </ul>
      )}
      {foot}
      <Modal
        opened={drafting}
        onClose={() => setDrafting(false)}
        size="lg"
        title={t.draft}
        closeButtonProps={{ 'aria-label': texts.app.close }}
      >
        <DraftForm thisYear={thisYear} onDone={(id) => void navigate(campaignPath(id))} />
      </Modal>
    </div>
  );
}

function CampaignRow({ of }: { of: CampaignLineFragment }) {
  const texts = useTexts();
  const t = texts.assessments;
  const own = of.sheets.filter((sheet) => sheet.viewerCan.includes('ANSWER'));
  const done = of.sheets.filter((sheet) => sheet.status === 'CHECKED' || sheet.status === 'SUBMITTED').length;
  const counted = of.sheets.filter((sheet) => sheet.status !== 'EXCUSED').length;
  const first = of.result?.categories[0];
  const to = campaignPath(of.id);
  return (
    <li className="card campaign">
      <h2>
        <Link to={to}>{t.ofYear(of.year)}</Link>
      </h2>
      <p className="chips">
        <StageChip of={of.status} />
        {counted > 1 && <span className="soft">{t.answered(done, counted)}</span>}
      </p>
      <p className="soft">
        {of.questionSet.name} · {t.period(plainDay(of.firstDay, texts.locale), plainDay(of.lastDay, texts.locale))}
      </p>
      {first && <p className="soft">{t.mostUrgent(nameOf(of, first.category.code))}</p>}
      {own.map((sheet) => (
        <p key={sheet.id} className="campaign-own">
          <Link to={`${to}/${encodeURIComponent(sheet.id)}`}>
            <Icon name="pen" size={16} /> {t.sheetOf(sheet.unit?.name ?? '')}
          </Link>{' '}
          <SheetChip of={sheet.status} />
        </p>
      ))}
    </li>
  );
}

function nameOf(of: CampaignLineFragment, code: string): string {
  return of.questionSet.categories.find((category) => category.code === code)?.name ?? code;
}
