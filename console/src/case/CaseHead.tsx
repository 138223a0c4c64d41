// What case this is, where it stands, and how long there is left.
import { useZone } from '../app/viewer';
import { useAround } from '../desk/deskContext';
import type { CaseFragment } from '../graph/generated/graphql';
import { IconButton } from '../kit/Button';
import { Chip, DueChip, Flags, StatusChip } from '../kit/chips';
import { copy } from '../kit/clipboard';
import { useToast } from '../kit/toasts';
import { useTexts } from '../texts/texts';

export function CaseHead({ of }: { of: CaseFragment }) {
  const texts = useTexts();
  const zone = useZone();
  const toast = useToast();
  const { shut, previous, next } = useAround();
  const take = async () => {
    if (await copy(of.trackingCode)) {
      toast(texts.app.copied);
    }
  };
  return (
    <header className="case-head">
      <div className="case-nav">
        <button type="button" className="btn btn-quiet btn-small case-back" onClick={shut}>
          ← {texts.case.backToList}
        </button>
        <span className="code code-large">{of.trackingCode}</span>
        <IconButton icon="copy" label={`${texts.app.copy}: ${of.trackingCode}`} onClick={() => void take()} />
        <span className="grow" />
        <IconButton
          icon="chevronLeft"
          label={texts.case.previous}
          disabled={previous === null}
          onClick={() => previous?.()}
        />
        <IconButton icon="chevronRight" label={texts.case.next} disabled={next === null} onClick={() => next?.()} />
      </div>
      <h1 id="case-title">{of.title}</h1>
      <div className="chips">
        <StatusChip status={of.status} />
        <DueChip dueAt={of.dueAt} clock={of.clock} zone={zone} />
        <Chip icon="flag">{texts.words.kind[of.kind]}</Chip>
        {of.verified && of.status === 'RECEIVED' && (
          <Chip icon="check" tone="good">
            {texts.flags.verified}
          </Chip>
        )}
        {of.outcome && (
          <Chip icon="checks" tone="good">
            {texts.words.outcome[of.outcome]}
          </Chip>
        )}
        <Flags of={of} />
        {of.returns > 0 && (
          <Chip icon="back" tone="today">
            {texts.flags.returned(of.returns)}
          </Chip>
        )}
        {of.published && <Chip icon="globe">{texts.flags.published}</Chip>}
      </div>
    </header>
  );
}
