// Typing in what came by letter, telephone or at the counter (admin 14, penghubung 1).
import '../citizens/citizens.css';

import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useState } from 'react';

import { useOwner, useZone } from '../app/viewer';
import { EnterDocument } from '../graph/generated/graphql';
import { useTitle } from '../kit/title';
import { useTexts } from '../texts/texts';
import { Receipt } from './Receipt';
import { ReportForm, type Filed } from './ReportForm';

const NOTHING = {};

export default function EnterPage() {
  const texts = useTexts();
  const zone = useZone();
  const owner = useOwner();
  const [filed, setFiled] = useState<Filed | null>(null);
  useTitle(texts.citizen.officeEntry);
  return (
    <div className="narrow">
      {filed ? (
        <Receipt of={filed} zone={zone} office onAnother={() => setFiled(null)} />
      ) : (
        <div className="filing">
          <h1>{texts.citizen.officeEntry}</h1>
          <p className="lead">{texts.citizen.officeEntryLead}</p>
          <ReportForm
            office
            zone={zone}
            scope={[owner, 'catat']}
            initial={NOTHING}
            document={EnterDocument as TypedDocumentNode<{ enterComplaint: Filed }, AnyVariables>}
            onDone={(data) => setFiled(data.enterComplaint)}
          />
        </div>
      )}
    </div>
  );
}
