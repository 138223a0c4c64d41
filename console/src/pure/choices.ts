// Which channels were chosen for which kind of news, and what of that differs from how it was?
//
// Accounts have an address and no telephone number: only e-mail is chosen here. Whatever a program chose besides stays.
import type { NoticeChannel, NoticeKind } from '../graph/generated/graphql';

interface Choice {
  kind: NoticeKind;
  channels: NoticeChannel[];
}

export function isMailed(choice: Choice): boolean {
  return choice.channels.includes('EMAIL');
}

/** Only the kinds that change, each with all its channels. */
export function changedChoices(before: readonly Choice[], mailed: (kind: NoticeKind) => boolean): Choice[] {
  return before
    .filter((choice) => isMailed(choice) !== mailed(choice.kind))
    .map(({ kind, channels }) => {
      const others = channels.filter((channel) => channel !== 'EMAIL');
      return { kind, channels: mailed(kind) ? ['EMAIL', ...others] : others };
    });
}
