// What was said on a case, oldest first; who may read each word is said with it.
import { useZone } from '../app/viewer';
import type { SaidFragment } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { Icon } from '../kit/icons';
import { momentOf } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { Files } from './Files';

interface MessagesProps {
  messages: SaidFragment[];
  /** Take over the words of a draft; null where nobody may answer. */
  onUse?: ((body: string) => void) | null;
  zone?: string;
}

export function Messages({ messages, onUse = null, zone: given }: MessagesProps) {
  const texts = useTexts();
  const own = useZone();
  const zone = given ?? own;
  if (messages.length === 0) {
    return <p className="soft talk-none">{texts.case.noTalk}</p>;
  }
  return (
    <ol className="talk">
      {messages.map((message) => (
        <li
          key={message.id}
          className={`said said-${message.audience.toLowerCase()} said-by-${message.authorRole === 'PELAPOR' ? 'reporter' : 'office'}`}
        >
          <header>
            <span className="said-kind">{texts.words.message[message.kind]}</span>
            <span className="said-who">
              {message.authorTitle} · {momentOf(message.at, texts.locale, zone)}
            </span>
            <span className="said-audience">
              <Icon name={message.audience === 'OFFICES' ? 'lock' : 'eye'} size={13} />
              {texts.words.audience[message.audience]}
            </span>
          </header>
          <p className="said-body">{message.body}</p>
          {message.evidence && (
            <p className="said-evidence">
              <strong>{texts.case.evidence}:</strong> {message.evidence}
            </p>
          )}
          <Files files={message.attachments} />
          {message.kind === 'DRAFT' && onUse && (
            <Button small icon="copy" onClick={() => onUse(message.body)}>
              {texts.case.useDraft}
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
}
