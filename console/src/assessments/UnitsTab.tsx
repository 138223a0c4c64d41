// The sheets of the units: how far each is, who has it now, and who takes no part.
import { Modal } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';

import { useOwner, useZone } from '../app/viewer';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type FieldSpec } from '../forms/spec';
import { ExcuseUnitDocument, type CampaignFragment, type SheetLineFragment } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Empty } from '../kit/Notice';
import { useToast } from '../kit/toasts';
import { momentOf } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { sheetPath } from './paths';
import { SheetChip } from './signs';
import { isSettled, mayLead } from './stages';

interface UnitsProps {
  of: CampaignFragment;
  onChanged: () => void;
}

export function UnitsTab({ of, onChanged }: UnitsProps) {
  const texts = useTexts();
  const t = texts.assessments;
  const [excused, setExcused] = useState<SheetLineFragment | null>(null);
  const leads = mayLead(of);
  if (of.sheets.length === 0) {
    return <Empty icon="people" title={t.noSheets} />;
  }
  return (
    <>
      <ul className="rows">
        {of.sheets.map((sheet) => (
          <Line key={sheet.id} of={sheet} campaign={of.id} onExcuse={leads ? setExcused : null} />
        ))}
      </ul>
      <Modal
        opened={excused !== null}
        onClose={() => setExcused(null)}
        title={excused && t.excuseTitle(excused.unit?.name ?? '')}
        closeButtonProps={{ 'aria-label': texts.app.close }}
      >
        {excused && (
          <ExcuseForm
            of={excused}
            onDone={() => {
              setExcused(null);
              onChanged();
            }}
          />
        )}
      </Modal>
    </>
  );
}

interface LineProps {
  of: SheetLineFragment;
  campaign: string;
  onExcuse: ((of: SheetLineFragment) => void) | null;
}

function Line({ of, campaign, onExcuse }: LineProps) {
  const texts = useTexts();
  const t = texts.assessments;
  const zone = useZone();
  const answered = of.items.filter((item) => item.value !== null).length;
  const at = (moment: string | null) => (moment ? momentOf(moment, texts.locale, zone) : '');
  const closed = isSettled(of.status);
  return (
    <li className="row sheet-line">
      <p className="sheet-line-head">
        <Link to={sheetPath(campaign, of.id)}>{of.unit?.name ?? t.goneUnit}</Link>
        <SheetChip of={of.status} />
      </p>
      {of.status !== 'EXCUSED' && (
        <p className="sheet-line-progress">
          <progress value={answered} max={of.items.length} aria-label={t.progressOf(of.unit?.name ?? '')} />
          <span className="soft">{t.progress(answered, of.items.length)}</span>
        </p>
      )}
      {of.answeredTitle && <p className="soft">{t.answeredBy(of.answeredTitle, at(of.answeredAt))}</p>}
      {of.checkedTitle && (
        <p className="soft">
          {(of.status === 'EXCUSED' ? t.excusedBy : t.checkedBy)(of.checkedTitle, at(of.checkedAt))}
        </p>
      )}
      {of.note && <p className="sheet-note">{of.note}</p>}
      {onExcuse && !closed && (
        <p>
          <Button
            small
            look="quiet"
            icon="close"
            aria-label={`${t.excuse}: ${of.unit?.name ?? t.goneUnit}`}
            onClick={() => onExcuse(of)}
          >
            {t.excuse}
          </Button>
        </p>
      )}
    </li>
  );
}

function ExcuseForm({ of, onDone }: { of: SheetLineFragment; onDone: () => void }) {
  const texts = useTexts();
  const t = texts.assessments;
  const toast = useToast();
  const owner = useOwner();
  const fields = useMemo<FieldSpec[]>(
    () => [{ kind: 'area', name: 'reason', label: t.excuseReason, required: true, min: 5, max: 2000 }],
    [t],
  );
  return (
    <>
      <p className="soft step-lead">{t.excuseLead}</p>
      <MoveForm
        fields={fields}
        scope={[owner, of.id, 'EXCUSE']}
        document={ExcuseUnitDocument}
        input={(values) => ({ sheet: of.id, reason: textOf(values, 'reason') })}
        send={t.excuse}
        onDone={() => {
          toast(t.excused);
          onDone();
        }}
      />
    </>
  );
}
