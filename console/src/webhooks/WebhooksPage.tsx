// Which programs of this pemda hear of moves, whether they answer, and what was sent to them.
import './webhooks.css';

import { Modal } from '@mantine/core';
import { useState } from 'react';

import { useMay } from '../app/viewer';
import { WebhooksDocument, type ReceiverFragment, type WebhooksQuery } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Empty, Refused } from '../kit/Notice';
import { useTitle } from '../kit/title';
import { usePages } from '../kit/usePages';
import { useTexts } from '../texts/texts';
import { AddForm, RemoveForm, RotateForm } from './forms';
import { ReceiverCard } from './ReceiverCard';
import { Secret } from './Secret';

export type Doing =
  | { what: 'add' }
  | { what: 'rotate'; of: ReceiverFragment }
  | { what: 'remove'; of: ReceiverFragment }
  | { what: 'secret'; secret: string | null }
  | null;

const NO_VARIABLES = {};
const pageOf = (data: WebhooksQuery) => data.webhooks;

export default function WebhooksPage() {
  const texts = useTexts();
  const t = texts.webhooks;
  const manages = useMay('webhook:manage');
  const { nodes, refusal, loading, again, foot } = usePages(WebhooksDocument, NO_VARIABLES, pageOf);
  const [doing, setDoing] = useState<Doing>(null);
  useTitle(t.title);
  const shut = () => setDoing(null);
  const reveal = (secret: string | null) => {
    setDoing({ what: 'secret', secret });
    again();
  };
  return (
    <div className="narrow webhooks">
      <h1>{t.title}</h1>
      <p className="lead">{t.lead}</p>
      {manages && (
        <Button look="primary" icon="plus" onClick={() => setDoing({ what: 'add' })}>
          {t.add}
        </Button>
      )}
      {refusal && <Refused refusal={refusal} again={again} />}
      {!loading && !refusal && nodes.length === 0 && <Empty icon="plug" title={t.none} hint={t.noneHint} />}
      <ul className="rows">
        {nodes.map((receiver) => (
          <ReceiverCard key={receiver.id} of={receiver} onDo={setDoing} onChanged={again} />
        ))}
      </ul>
      {foot}
      <Modal
        opened={doing !== null}
        onClose={shut}
        size="lg"
        title={doing && t.titles[doing.what]}
        // The secret is shown once: it does not go away by a slip.
        closeOnClickOutside={doing?.what !== 'secret'}
        closeOnEscape={doing?.what !== 'secret'}
        closeButtonProps={{ 'aria-label': texts.app.close }}
      >
        {doing?.what === 'add' && <AddForm onDone={reveal} />}
        {doing?.what === 'rotate' && <RotateForm of={doing.of} onDone={reveal} />}
        {doing?.what === 'remove' && (
          <RemoveForm
            of={doing.of}
            onDone={() => {
              shut();
              again();
            }}
          />
        )}
        {doing?.what === 'secret' && <Secret secret={doing.secret} onDone={shut} />}
      </Modal>
    </div>
  );
}
