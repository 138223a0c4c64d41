// Somebody asked for more time: who, how much, why; and the way to deciding it for who may.
import { useZone } from '../app/viewer';
import type { CaseFragment } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Notice } from '../kit/Notice';
import { dayOf } from '../pure/moments';
import { useTexts } from '../texts/texts';
import type { Opened } from './CasePage';
import type { Offered } from './moves/catalogue';
import { extensionWords } from './moves/extensions';

interface ExtensionAskedProps {
  of: CaseFragment;
  moves: Offered[];
  onOpen: (opened: Opened) => void;
}

export function ExtensionAsked({ of, moves, onOpen }: ExtensionAskedProps) {
  const texts = useTexts();
  const zone = useZone();
  const t = texts.case;
  if (of.extensionAsked === null) {
    return null;
  }
  const asked = of.timeline.nodes.filter((event) => event.move === 'REQUEST_EXTENSION').pop();
  const decides = moves.some((move) => move.spec.key === 'GRANT_EXTENSION');
  return (
    <Notice
      tone="warn"
      action={
        decides && (
          <span className="actions">
            <Button small look="primary" icon="clock" onClick={() => onOpen({ key: 'GRANT_EXTENSION' })}>
              {texts.moves.GRANT_EXTENSION.send}
            </Button>
            <Button small icon="close" onClick={() => onOpen({ key: 'REFUSE_EXTENSION' })}>
              {texts.moves.REFUSE_EXTENSION.send}
            </Button>
          </span>
        )
      }
    >
      <strong>{t.extensionAsked(extensionWords(of, of.extensionAsked, texts))}</strong>{' '}
      {asked && (
        <>
          {t.extensionBy(asked.actorTitle, dayOf(asked.at, texts.locale, zone))} “{asked.reason}”
        </>
      )}{' '}
      {!decides && t.extensionAbove}
    </Notice>
  );
}
