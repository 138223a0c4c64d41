// A new secret, shown once; nobody can ask for it again.
import { Button } from '../kit/Button';
import { copy } from '../kit/clipboard';
import { Notice } from '../kit/Notice';
import { useToast } from '../kit/toasts';
import { useTexts } from '../texts/texts';

export function Secret({ secret, onDone }: { secret: string | null; onDone: () => void }) {
  const texts = useTexts();
  const t = texts.webhooks;
  const toast = useToast();
  const take = async () => {
    if (secret !== null && (await copy(secret))) {
      toast(texts.app.copied);
    }
  };
  return (
    <div className="form">
      {secret === null ? (
        <Notice tone="warn" urgent>
          {t.secretLost}
        </Notice>
      ) : (
        <>
          <Notice tone="warn">{t.secretOnce}</Notice>
          <div className="webhook-secret">
            <code>{secret}</code>
            <Button small icon="copy" onClick={() => void take()}>
              {t.copySecret}
            </Button>
          </div>
          <p className="soft">{t.secretHint}</p>
        </>
      )}
      <div className="form-foot">
        <Button look="primary" icon="check" onClick={onDone}>
          {secret === null ? texts.app.close : t.kept}
        </Button>
      </div>
    </div>
  );
}
