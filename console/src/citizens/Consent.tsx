// May those to whom a report is handed over know who reported? The reporter says so, and may say otherwise later.
import { useMemo } from 'react';

import { MoveForm } from '../forms/MoveForm';
import type { FieldSpec } from '../forms/spec';
import { ConsentToBeNamedDocument, type OwnFragment } from '../graph/generated/graphql';
import type { Refusal } from '../graph/refusals';
import { Icon } from '../kit/icons';
import { useToast } from '../kit/toasts';
import { useTexts } from '../texts/texts';

interface ConsentProps {
  of: OwnFragment;
  owner: string;
  keep: 'local' | 'session';
  onMoved: (of: OwnFragment) => void;
  onRefused: (refusal: Refusal) => void;
}

const NO_FIELDS: FieldSpec[] = [];

export function Consent({ of, owner, keep, onMoved, onRefused }: ConsentProps) {
  const texts = useTexts();
  const t = texts.citizen.consent;
  const toast = useToast();
  const scope = useMemo(() => [owner, of.id, 'CONSENT'], [owner, of.id]);
  if (of.reporter === null || !of.viewerCan.includes('CONSENT')) {
    return null;
  }
  if (of.anonymous) {
    return <p className="consent">{t.anonymous}</p>;
  }
  const { shared } = of.reporter;
  return (
    <div className="consent">
      <p>
        <Icon name={shared ? 'check' : 'eyeOff'} size={16} /> <strong>{shared ? t.given : t.notGiven}</strong>
      </p>
      <p className="soft">{shared ? t.givenHint : t.notGivenHint}</p>
      <MoveForm
        key={String(shared)}
        fields={NO_FIELDS}
        scope={scope}
        keep={keep}
        document={ConsentToBeNamedDocument}
        input={() => ({ complaint: of.id, version: of.version, agree: !shared })}
        send={shared ? t.withdraw : t.give}
        look="plain"
        icon={shared ? 'eyeOff' : 'check'}
        onDone={(data) => {
          toast(shared ? t.withdrawn : t.agreed);
          onMoved(data.consentToBeNamed);
        }}
        onRefused={onRefused}
      />
    </div>
  );
}
