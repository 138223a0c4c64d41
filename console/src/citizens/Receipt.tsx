// The receipt: two codes that open a report without any account.
import { save } from '../graph/downloads';
import { Button } from '../kit/Button';
import { copy } from '../kit/clipboard';
import { Icon } from '../kit/icons';
import { useToast } from '../kit/toasts';
import { momentOf } from '../pure/moments';
import { useTexts } from '../texts/texts';
import type { Filed } from './ReportForm';

interface ReceiptProps {
  of: Filed;
  zone: string;
  office?: boolean;
  onFollow?: (() => void) | null;
  onAnother: () => void;
}

export function Receipt({ of, zone, office = false, onFollow, onAnother }: ReceiptProps) {
  const texts = useTexts();
  const toast = useToast();
  const t = texts.citizen;
  const at = momentOf(of.complaint.receivedAt, texts.locale, zone);
  const text = t.receiptText(
    of.trackingCode,
    of.secret ?? '—',
    of.complaint.title,
    at,
    `${window.location.origin}/lacak`,
  );
  const take = async (words: string) => {
    if (await copy(words)) {
      toast(texts.app.copied);
    }
  };
  return (
    <section className="card receipt" aria-labelledby="receipt">
      <p className="receipt-mark">
        <Icon name="check" size={30} />
      </p>
      <h1 id="receipt" tabIndex={-1} ref={(heading) => heading?.focus()}>
        {t.receiptTitle}
      </h1>
      <p className="soft">{of.secret === null ? t.receiptSaved : office ? t.officeReceiptLead : t.receiptLead}</p>
      <p className="receipt-title">{of.complaint.title}</p>
      <dl className="receipt-codes">
        <Code
          name={t.receiptCode}
          value={of.trackingCode}
          hint={t.receiptCodeHint}
          onCopy={(words) => void take(words)}
        />
        {of.secret !== null && (
          <Code
            name={t.receiptSecret}
            value={of.secret}
            hint={t.receiptSecretHint}
            onCopy={(words) => void take(words)}
            secret
          />
        )}
      </dl>
      <dl className="receipt-facts">
        <div>
          <dt>{t.receiptAt}</dt>
          <dd>{at}</dd>
        </div>
        {of.complaint.pemda && (
          <div>
            <dt>{t.receiptBy}</dt>
            <dd>{of.complaint.pemda.name}</dd>
          </div>
        )}
      </dl>
      <div className="receipt-tools">
        {of.secret !== null && (
          <>
            <Button icon="copy" onClick={() => void take(text)}>
              {t.copyBoth}
            </Button>
            <Button
              icon="download"
              onClick={() =>
                save(new Blob([text], { type: 'text/plain;charset=utf-8' }), t.receiptFile(of.trackingCode))
              }
            >
              {t.save}
            </Button>
          </>
        )}
        <Button icon="print" onClick={() => window.print()}>
          {t.print}
        </Button>
      </div>
      <h2>{t.receiptNext}</h2>
      <ol className="how">
        {t.receiptSteps.map((step, index) => (
          <li key={step}>
            <span className="how-number">{index + 1}</span>
            {step}
          </li>
        ))}
      </ol>
      <div className="receipt-tools no-print">
        {onFollow && (
          <Button look="primary" icon="search" onClick={onFollow}>
            {t.followNow}
          </Button>
        )}
        <Button look="quiet" icon="plus" onClick={onAnother}>
          {t.another}
        </Button>
      </div>
    </section>
  );
}

function Code(props: { name: string; value: string; hint: string; onCopy: (value: string) => void; secret?: boolean }) {
  const texts = useTexts();
  return (
    <div className={props.secret ? 'receipt-code receipt-secret' : 'receipt-code'}>
      <dt>
        {props.secret && <Icon name="key" size={16} />} {props.name}
      </dt>
      <dd>
        <span className="code">{props.value}</span>
        <Button
          small
          icon="copy"
          onClick={() => props.onCopy(props.value)}
          aria-label={`${texts.app.copy}: ${props.name}`}
        >
          {texts.app.copy}
        </Button>
        <p className="hint">{props.hint}</p>
      </dd>
    </div>
  );
}
