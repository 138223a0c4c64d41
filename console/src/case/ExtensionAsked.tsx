// Somebody asked for more time: who, how much, why, and who decides.
import { useZone } from '../app/viewer';
import type { CaseFragment } from '../graph/generated/graphql';
import { Notice } from '../kit/Notice';
import { dayOf } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { extensionWords } from './moves/extensions';

export function ExtensionAsked({ of, decides }: { of: CaseFragment; decides: boolean }) {
  const texts = useTexts();
  const zone = useZone();
  const t = texts.case;
  if (of.extensionAsked === null) {
    return null;
  }
  const asked = of.timeline.nodes.filter((event) => event.move === 'REQUEST_EXTENSION').pop();
  return (
    <Notice tone="warn">
      <strong>{t.extensionAsked(extensionWords(of, of.extensionAsked, texts))}</strong>{' '}
      {asked && `${t.extensionBy(asked.actorTitle, dayOf(asked.at, texts.locale, zone))} “${asked.reason}” `}
      {!decides && t.extensionAbove}
    </Notice>
  );
}
