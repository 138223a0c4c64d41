// The report itself, what was said on it, what happened to it, and how its text was edited.
import { Tabs } from '@mantine/core';
import { useMemo, useState } from 'react';

import { useZone } from '../app/viewer';
import { Clocks } from '../clocks/Clocks';
import { useAsk, useAsked } from '../graph/asking';
import {
  CaseIntactDocument,
  CaseMessagesDocument,
  CaseTimelineDocument,
  type CaseFragment,
  type HappeningFragment,
  type SaidFragment,
} from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Icon } from '../kit/icons';
import { Notice } from '../kit/Notice';
import { momentOf, plainDay } from '../pure/moments';
import { useTexts } from '../texts/texts';
import type { Opened } from './CasePage';
import { Decisions } from './Decisions';
import { Files } from './Files';
import { Happenings } from './Happenings';
import { Messages } from './Messages';
import { Packets } from './Packets';

export function CaseTabs({ of, onOpen }: { of: CaseFragment; onOpen: (opened: Opened) => void }) {
  const texts = useTexts();
  const zone = useZone();
  const said = useMore(of.messages, of, 'messages');
  const happened = useMore(of.timeline, of, 'timeline');
  return (
    <>
      <section className="report" aria-labelledby="report-title">
        <h2 id="report-title" className="visually-hidden">
          {texts.case.report}
        </h2>
        <p className="report-body">{of.body}</p>
        <dl className="report-facts">
          {of.place && (
            <div>
              <dt>
                <Icon name="pin" size={16} label={texts.case.place} />
              </dt>
              <dd>
                {of.place}
                {of.latitude !== null && of.longitude !== null && (
                  <a href={`geo:${of.latitude},${of.longitude}`} className="report-geo">
                    {texts.case.mapPoint(of.latitude.toFixed(5), of.longitude.toFixed(5))}
                  </a>
                )}
              </dd>
            </div>
          )}
          {of.incidentOn && (
            <div>
              <dt>
                <Icon name="calendar" size={16} label={texts.case.incident} />
              </dt>
              <dd>
                {texts.case.incident}: {plainDay(of.incidentOn, texts.locale)}
              </dd>
            </div>
          )}
        </dl>
        <Files files={of.attachments} />
      </section>
      <Decisions of={of.ombudsmanDecisions} />
      <Packets of={of.packets} zone={zone} />
      <Clocks clocks={of.clocks} zone={zone} />
      <Tabs key={of.id} defaultValue={said.nodes.length > 0 ? 'talk' : 'timeline'} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="talk">
            {texts.case.talk} <span className="tab-figure">{said.nodes.length}</span>
          </Tabs.Tab>
          <Tabs.Tab value="timeline">
            {texts.case.timeline} <span className="tab-figure">{happened.nodes.length}</span>
          </Tabs.Tab>
          {of.versions.length > 1 && (
            <Tabs.Tab value="versions">
              {texts.case.versions} <span className="tab-figure">{of.versions.length}</span>
            </Tabs.Tab>
          )}
        </Tabs.List>
        <Tabs.Panel value="talk">
          <Messages
            messages={said.nodes}
            onUse={of.viewerCan.includes('RESPOND') ? (body) => onOpen({ key: 'ANSWER', values: { body } }) : null}
          />
          <More of={said} />
        </Tabs.Panel>
        <Tabs.Panel value="timeline">
          <Intact of={of} />
          <Happenings events={happened.nodes} decisions={of.ombudsmanDecisions} zone={zone} />
          <More of={happened} />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <ol className="versions">
            {of.versions.map((version) => (
              <li key={version.revision}>
                <h3>{version.revision === 1 ? texts.case.original : texts.case.version(version.revision)}</h3>
                <p className="soft">
                  {momentOf(version.at, texts.locale, zone)}
                  {version.reason && ` · ${version.reason}`}
                </p>
                <p className="versions-title">{version.title}</p>
                <p className="report-body">{version.body}</p>
              </li>
            ))}
          </ol>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

/** The record vouches for itself; who looks at it is told so, or is warned. */
function Intact({ of }: { of: CaseFragment }) {
  const texts = useTexts();
  const variables = useMemo(() => ({ id: of.id }), [of.id]);
  const { data } = useAsked(CaseIntactDocument, variables);
  if (!data?.complaint) {
    return null;
  }
  return data.complaint.historyIntact ? (
    <p className="intact">
      <Icon name="shield" size={16} /> {texts.case.intact}
    </p>
  ) : (
    <Notice tone="bad" urgent>
      {texts.case.broken}
    </Notice>
  );
}

interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

interface Growing<Node> {
  nodes: Node[];
  more: (() => void) | null;
  busy: boolean;
}

function useMore(page: Page<SaidFragment>, of: CaseFragment, what: 'messages'): Growing<SaidFragment>;
function useMore(page: Page<HappeningFragment>, of: CaseFragment, what: 'timeline'): Growing<HappeningFragment>;
/** The first page came with the case; the next ones on demand. A new version of the case starts anew. */
function useMore(page: Page<unknown>, of: CaseFragment, what: 'messages' | 'timeline'): Growing<unknown> {
  const ask = useAsk();
  const [grown, setGrown] = useState<{ version: number; page: Page<unknown> } | null>(null);
  const [busy, setBusy] = useState(false);
  const shown = grown?.version === of.version ? grown.page : page;
  const more = async () => {
    setBusy(true);
    const variables = { id: of.id, after: shown.pageInfo.endCursor };
    const next: Page<unknown> | undefined =
      what === 'messages'
        ? (await ask(CaseMessagesDocument, variables)).data?.complaint?.messages
        : (await ask(CaseTimelineDocument, variables)).data?.complaint?.timeline;
    setBusy(false);
    if (next) {
      setGrown({ version: of.version, page: { nodes: [...shown.nodes, ...next.nodes], pageInfo: next.pageInfo } });
    }
  };
  return { nodes: shown.nodes, more: shown.pageInfo.hasNextPage ? () => void more() : null, busy };
}

function More({ of }: { of: Growing<unknown> }) {
  const texts = useTexts();
  return (
    of.more && (
      <Button small busy={of.busy} onClick={of.more}>
        {texts.app.loadMore}
      </Button>
    )
  );
}
