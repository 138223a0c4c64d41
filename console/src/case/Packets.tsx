// The signed files that left with a case, and how anybody can check that they are genuine.
import { useState } from 'react';

import type { CaseFragment } from '../graph/generated/graphql';
import { useDownload } from '../graph/downloads';
import { Button, IconButton } from '../kit/Button';
import { copy } from '../kit/clipboard';
import { Icon } from '../kit/icons';
import { useToast } from '../kit/toasts';
import { momentOf, sizeOf } from '../pure/moments';
import { useTexts } from '../texts/texts';

type Packet = CaseFragment['packets'][number];

export function Packets({ of, zone }: { of: Packet[]; zone: string }) {
  const texts = useTexts();
  if (of.length === 0) {
    return null;
  }
  return (
    <section className="card packets" aria-labelledby="packets">
      <h2 id="packets">{texts.case.packets}</h2>
      <p className="soft">{texts.case.packetsLead}</p>
      <ul>
        {of.map((packet) => (
          <li key={packet.id}>
            <OnePacket of={packet} zone={zone} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OnePacket({ of, zone }: { of: Packet; zone: string }) {
  const texts = useTexts();
  const t = texts.case;
  const toast = useToast();
  const download = useDownload();
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    const done = await download(of.url, of.name);
    setBusy(false);
    if (!done) {
      toast(t.downloadFailed);
    }
  };
  return (
    <>
      <div className="packet">
        <Icon name="archive" size={22} />
        <p>
          <strong>{texts.words.packet[of.kind]}</strong>
          <span className="soft">
            {t.packetMade(momentOf(of.madeAt, texts.locale, zone), sizeOf(of.size, texts.locale))}
          </span>
        </p>
        <Button small icon="download" busy={busy} onClick={() => void take()}>
          {t.downloadPacket}
        </Button>
      </div>
      <details className="checks">
        <summary>{t.checkPacket}</summary>
        <p>{t.checkPacketHint}</p>
        <dl className="prints">
          <Print name={t.command} value={`tuntas packet verify ${of.name}`} />
          <Print name={t.manifestPrint} value={of.manifestSha256} />
          <Print name={t.filePrint} value={of.sha256} />
        </dl>
      </details>
    </>
  );
}

function Print({ name, value }: { name: string; value: string }) {
  const texts = useTexts();
  const toast = useToast();
  const take = async () => {
    if (await copy(value)) {
      toast(texts.app.copied);
    }
  };
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
        <IconButton icon="copy" label={`${texts.app.copy}: ${name}`} onClick={() => void take()} />
      </dd>
    </div>
  );
}
