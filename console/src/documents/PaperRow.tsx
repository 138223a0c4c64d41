// One document: what it is, how far it is, and, once it is there, how it is fetched and recognised.
import { useState } from 'react';

import { useZone } from '../app/viewer';
import { useDownload } from '../graph/downloads';
import type { DocumentState, PaperFragment } from '../graph/generated/graphql';
import { Button, IconButton } from '../kit/Button';
import { Chip } from '../kit/chips';
import { copy } from '../kit/clipboard';
import { Icon, type IconName } from '../kit/icons';
import { useToast } from '../kit/toasts';
import { momentOf, sizeOf } from '../pure/moments';
import { monthName } from '../pure/months';
import { useTexts } from '../texts/texts';
import type { Texts } from '../texts/id';
import { FORMAT_SIGN } from './kinds';
import { isUnderWay } from './usePapers';

const SIGN: Record<DocumentState, [IconName, 'soon' | 'brand' | 'good' | 'late']> = {
  WAITING: ['clock', 'soon'],
  RUNNING: ['refresh', 'brand'],
  DONE: ['check', 'good'],
  FAILED: ['alert', 'late'],
};

interface PaperRowProps {
  of: PaperFragment;
  /** What it is about, where that is an object. */
  about: string | null;
  onAgain: (of: PaperFragment) => Promise<void>;
}

export function PaperRow({ of, about, onAgain }: PaperRowProps) {
  const texts = useTexts();
  const t = texts.documents;
  const zone = useZone();
  const [icon, tone] = SIGN[of.state];
  const title = titleOf(of, about, texts);
  return (
    <li className="card paper" aria-label={title}>
      <span className="paper-sign">
        <Icon name={FORMAT_SIGN[of.format]} size={24} />
        <span>{of.format}</span>
      </span>
      <div className="paper-words">
        <h2>{title}</h2>
        <p className="soft">{t.asked(of.askedBy, momentOf(of.requestedAt, texts.locale, zone))}</p>
        <p className="chips">
          <Chip icon={icon} tone={tone}>
            {texts.words.documentState[of.state]}
          </Chip>
          {of.state === 'DONE' && of.size !== null && (
            <span className="soft">
              {of.name} · {sizeOf(of.size, texts.locale)}
            </span>
          )}
        </p>
        {isUnderWay(of) && (
          <div className="paper-progress">
            <progress value={of.progress} max={100} aria-label={t.progressOf(title)} />
            <span>{of.progress} %</span>
          </div>
        )}
        {of.rows > 0 && <p className="soft">{t.rows(of.rows.toLocaleString(texts.locale))}</p>}
        {of.cut && <p className="paper-why">{t.cut}</p>}
        {of.state === 'FAILED' && <p className="paper-why">{whyOf(of, texts)}</p>}
        {of.removedAt !== null && <p className="soft">{t.removed(momentOf(of.removedAt, texts.locale, zone))}</p>}
        {of.removedAt === null && of.keptUntil !== null && (
          <p className="soft">{t.keptUntil(momentOf(of.keptUntil, texts.locale, zone))}</p>
        )}
        {of.sha256 !== null && <Fingerprint value={of.sha256} />}
      </div>
      <Tools of={of} onAgain={onAgain} />
    </li>
  );
}

function Tools({ of, onAgain }: Omit<PaperRowProps, 'about'>) {
  const t = useTexts().documents;
  const toast = useToast();
  const download = useDownload();
  const [busy, setBusy] = useState(false);
  const during = (work: Promise<unknown>) => {
    setBusy(true);
    void work.finally(() => setBusy(false));
  };
  const take = async (url: string) => {
    if (!(await download(url, of.name))) {
      toast(t.downloadFailed, 'alert');
    }
  };
  const url = of.url;
  return (
    <div className="paper-tools">
      {url !== null && (
        <Button small look="primary" icon="download" busy={busy} onClick={() => during(take(url))}>
          {t.download}
        </Button>
      )}
      {!isUnderWay(of) && (
        <Button
          small
          look={url === null ? 'plain' : 'quiet'}
          icon="refresh"
          busy={busy}
          onClick={() => during(onAgain(of))}
        >
          {t.again}
        </Button>
      )}
    </div>
  );
}

function Fingerprint({ value }: { value: string }) {
  const texts = useTexts();
  const t = texts.documents;
  const toast = useToast();
  const take = async () => {
    if (await copy(value)) {
      toast(texts.app.copied);
    }
  };
  return (
    <details className="paper-print">
      <summary>{t.fingerprint}</summary>
      <p className="soft">{t.fingerprintHint}</p>
      <p className="paper-hash">
        <code>{value}</code>
        <IconButton icon="copy" label={`${texts.app.copy}: ${t.fingerprint}`} onClick={() => void take()} />
      </p>
    </details>
  );
}

/** "Laporan pengelolaan pengaduan, Maret 2026" */
export function titleOf(of: PaperFragment, about: string | null, texts: Texts): string {
  const kind = texts.words.documentKind[of.kind];
  const month = of.month === null ? '' : `${monthName(of.month, texts.locale)} `;
  const period = of.year === null ? daysOf(of.question) : `${month}${of.year}`;
  return [kind, about, period].filter((part) => part !== null).join(', ');
}

/** The days that a question is about. */
function daysOf(question: string | null): string | null {
  const asked = question === null ? {} : (JSON.parse(question) as Record<string, unknown>);
  const filter = (asked.filter ?? {}) as Record<string, unknown>;
  const days = [asked.firstDay ?? filter.receivedFrom, asked.lastDay ?? filter.receivedUntil];
  return days.every((day) => typeof day === 'string') ? days.join(' – ') : null;
}

function whyOf(of: PaperFragment, texts: Texts): string {
  const known = texts.documents.why[of.code ?? ''];
  return known ?? texts.documents.whyOther(of.code ?? '?');
}
