// The sheet of one unit: answered question by question, submitted, checked by a second person, and read afterwards.
import '../calendars/calendars.css';
import './assessments.css';

import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';

import { useZone } from '../app/viewer';
import { useAsked } from '../graph/asking';
import { OneSheetDocument, type CampaignHeadFragment, type SheetFragment } from '../graph/generated/graphql';
import { only } from '../graph/nodes';
import { Icon } from '../kit/icons';
import { Empty, Notice, Refused, Waiting } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { grouped } from '../pure/answers';
import { shownIn } from '../pure/figures';
import { momentOf } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { AnswerForm } from './AnswerForm';
import { CheckForm } from './CheckForm';
import { campaignPath } from './paths';
import { Question } from './Question';
import { SheetChip } from './signs';

export default function SheetPage() {
  const texts = useTexts();
  const t = texts.assessments;
  const { id = '', sheet: sheetId = '' } = useParams();
  const variables = useMemo(() => ({ assessment: id, sheet: sheetId }), [id, sheetId]);
  const { data, refusal, loading, again } = useAsked(OneSheetDocument, variables);
  const campaign = only(data?.assessment);
  const sheet = only(data?.sheet);
  const missing = data !== null && (campaign === null || sheet === null);
  useTitle(sheet?.unit?.name, t.title);
  return (
    <div className="narrow assessments">
      <Link to={campaignPath(id)} className="crumb">
        <Icon name="arrowLeft" size={16} /> {campaign ? t.ofYear(campaign.year) : t.title}
      </Link>
      {refusal && <Refused refusal={refusal} again={again} />}
      {data === null && loading && <Waiting lines={10} />}
      {missing && <Empty icon="search" title={t.notFound} hint={t.notFoundHint} />}
      {campaign && sheet && <Shown key={sheet.id} campaign={campaign} found={sheet} again={again} />}
    </div>
  );
}

interface ShownProps {
  campaign: CampaignHeadFragment;
  found: SheetFragment;
  again: () => void;
}

function Shown({ campaign, found, again }: ShownProps) {
  const texts = useTexts();
  const t = texts.assessments;
  const zone = useZone();
  /** As it is after what was answered here; what is read anew comes first again. */
  const [kept, setKept] = useState({ from: found, sheet: found });
  const sheet = kept.from === found ? kept.sheet : found;
  const at = (moment: string | null) => (moment ? momentOf(moment, texts.locale, zone) : '');
  const answers = answerable(campaign, sheet);
  const checks = sheet.status === 'SUBMITTED' && sheet.viewerCan.includes('CHECK');
  return (
    <>
      <h1>{sheet.unit?.name ?? t.goneUnit}</h1>
      <p className="chips sheet-chips">
        <SheetChip of={sheet.status} />
        {sheet.answeredTitle && <span className="soft">{t.answeredBy(sheet.answeredTitle, at(sheet.answeredAt))}</span>}
        {sheet.checkedTitle && (
          <span className="soft">
            {(sheet.status === 'EXCUSED' ? t.excusedBy : t.checkedBy)(sheet.checkedTitle, at(sheet.checkedAt))}
          </span>
        )}
      </p>
      {sheet.note && (
        <Notice tone={sheet.status === 'RETURNED' ? 'warn' : 'info'}>
          {t.note}: {sheet.note}
        </Notice>
      )}
      {answers ? (
        <AnswerForm
          campaign={campaign}
          sheet={sheet}
          onKept={(next) => setKept({ from: found, sheet: next })}
          onSubmitted={again}
        />
      ) : (
        <>
          <Scores of={sheet} />
          <Answered campaign={campaign} sheet={sheet} />
        </>
      )}
      {checks && <CheckForm of={sheet} onDone={again} />}
    </>
  );
}

function answerable(campaign: CampaignHeadFragment, sheet: SheetFragment): boolean {
  const returned = sheet.status === 'RETURNED';
  const open = campaign.status === 'OPEN' && (returned || sheet.status === 'BLANK' || sheet.status === 'STARTED');
  return sheet.viewerCan.includes('ANSWER') && (open || (campaign.status === 'CHECKING' && returned));
}

function Answered({ campaign, sheet }: Omit<ShownProps, 'found' | 'again'> & { sheet: SheetFragment }) {
  const t = useTexts().assessments;
  const categories = campaign.questionSet.categories;
  const groups = grouped(
    sheet.items,
    categories.map((one) => one.code),
  );
  return groups.map((group) => (
    <section key={group.category ?? '-'} className="question-group">
      <h2>{categories.find((one) => one.code === group.category)?.name ?? t.noCategory}</h2>
      <ol className="questions">
        {group.items.map((item) => (
          <Question key={item.question.number} of={item} group={group.category} categories={categories} />
        ))}
      </ol>
    </section>
  ));
}

function Scores({ of }: { of: SheetFragment }) {
  const texts = useTexts();
  if (of.scores.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby="sheet-scores">
      <h2 id="sheet-scores" className="visually-hidden">
        {texts.assessments.scores}
      </h2>
      <dl className="sheet-scores">
        {of.scores.map((one) => (
          <div key={one.category.code}>
            <dt>{one.category.name}</dt>
            <dd>{shownIn(texts.locale, one.score.shown)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
