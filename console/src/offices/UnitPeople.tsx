// One unit: its positions, who holds each, and, for who may, appointing and ending appointments.
import { Modal } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';

import { useMay, useOwner, useZone } from '../app/viewer';
import { MoveForm } from '../forms/MoveForm';
import { textOf, type FormValues } from '../forms/spec';
import { useAsked } from '../graph/asking';
import {
  EndAppointmentDocument,
  UnitPeopleDocument,
  type ChairFragment,
  type HolderFragment,
} from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Chip } from '../kit/chips';
import { Empty, Refused, Waiting } from '../kit/Notice';
import { useToast } from '../kit/toasts';
import { dayOf, plainDay } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { AppointForm } from './AppointForm';
import { reason } from '../case/moves/spec';

type Doing = { what: 'appoint'; chair: ChairFragment } | { what: 'end'; holder: HolderFragment } | null;

export function UnitPeople({ unit, onBack }: { unit: string; onBack: () => void }) {
  const texts = useTexts();
  const t = texts.offices;
  const variables = useMemo(() => ({ unit }), [unit]);
  const { data, refusal, again } = useAsked(UnitPeopleDocument, variables);
  const [doing, setDoing] = useState<Doing>(null);
  if (refusal) {
    return <Refused refusal={refusal} again={again} />;
  }
  if (data === null) {
    return <Waiting lines={6} />;
  }
  const found = data.node && 'positions' in data.node ? data.node : null;
  if (found === null) {
    return <Empty icon="search" title={t.noUnits} />;
  }
  const finish = () => {
    setDoing(null);
    again();
  };
  return (
    <>
      <header className="unit-head">
        <Button small look="quiet" icon="arrowLeft" className="unit-back" onClick={onBack}>
          {texts.app.back}
        </Button>
        <h2>{found.name}</h2>
        <p className="soft">
          {texts.words.unitKind[found.kind]} · {found.code}
          {found.parent && ` · ${found.parent.name}`}
        </p>
      </header>
      {found.positions.length === 0 && <Empty icon="chair" title={t.noPositions} />}
      <ul className="chairs">
        {found.positions.map((chair) => (
          <Chair
            key={chair.id}
            of={chair}
            onAppoint={() => setDoing({ what: 'appoint', chair })}
            onEnd={(holder) => setDoing({ what: 'end', holder })}
          />
        ))}
      </ul>
      <Modal
        opened={doing !== null}
        onClose={() => setDoing(null)}
        size="lg"
        title={
          doing?.what === 'end' ? t.endTitle(doing.holder.personName) : `${t.appoint}: ${doing?.chair.title ?? ''}`
        }
        closeButtonProps={{ 'aria-label': texts.app.close }}
      >
        {doing?.what === 'appoint' && <AppointForm position={doing.chair} onDone={finish} />}
        {doing?.what === 'end' && <EndForm of={doing.holder} onDone={finish} />}
      </Modal>
    </>
  );
}

interface ChairProps {
  of: ChairFragment;
  onAppoint: () => void;
  onEnd: (holder: HolderFragment) => void;
}

function Chair({ of, onAppoint, onEnd }: ChairProps) {
  const texts = useTexts();
  const zone = useZone();
  const t = texts.offices;
  const handsOver = useMay('handover:read');
  const manages = of.viewerCan.includes('MANAGE');
  return (
    <li className="card chair">
      <header>
        <h3>{of.title}</h3>
        <span className="soft">{texts.words.role[of.role]}</span>
      </header>
      {of.holders.length === 0 && (
        <p>
          <Chip icon="chair" tone="late">
            {t.vacant}
          </Chip>
        </p>
      )}
      <ul>
        {[...of.holders, ...of.successors].map((holder) => (
          <li key={holder.id} className="holder">
            <div>
              <strong>{holder.personName}</strong>{' '}
              <Chip icon="user">{holder.live ? texts.words.appointment[holder.kind] : t.upcoming}</Chip>
              <p className="soft">
                SK {holder.skNumber}, {plainDay(holder.skDate, texts.locale)} ·{' '}
                {t.sinceDay(dayOf(holder.validFrom, texts.locale, zone))}
                {holder.validTo && ` ${t.untilDay(dayOf(holder.validTo, texts.locale, zone))}`}
              </p>
            </div>
            {holder.viewerCan.includes('MANAGE') && (
              <Button small look="quiet" onClick={() => onEnd(holder)}>
                {t.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className="chair-foot">
        {manages && (
          <Button small icon="plus" onClick={onAppoint}>
            {t.appoint}
          </Button>
        )}
        {handsOver && (
          <Link to={`/meja/serah-terima?jabatan=${encodeURIComponent(of.id)}&nama=${encodeURIComponent(of.title)}`}>
            {t.openCases}
          </Link>
        )}
      </p>
    </li>
  );
}

function EndForm({ of, onDone }: { of: HolderFragment; onDone: () => void }) {
  const texts = useTexts();
  const toast = useToast();
  const owner = useOwner();
  const t = texts.offices;
  const fields = useMemo(() => [reason('reason', texts.fields.reason, t.reasonHint, 5)], [texts, t]);
  const scope = useMemo(() => [owner, of.id, 'END'], [owner, of.id]);
  return (
    <>
      <p className="soft">{t.endLead}</p>
      <MoveForm
        fields={fields}
        scope={scope}
        document={EndAppointmentDocument}
        input={(values: FormValues) => ({ appointment: of.id, reason: textOf(values, 'reason') })}
        send={t.end}
        look="danger"
        onDone={() => {
          toast(t.ended(of.personName));
          onDone();
        }}
      />
    </>
  );
}
