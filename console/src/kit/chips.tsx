// What a case's state looks like: always a sign and a word, never a colour alone.
import type { Clock, Level, Priority, Status } from '../graph/generated/graphql';
import { distance, type Tone } from '../pure/due';
import { dayOf } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { Icon, type IconName } from './icons';
import { useNow } from './now';

const STATUS_SIGN: Record<Status, IconName> = {
  RECEIVED: 'inbox',
  AWAITING_REPORTER: 'chat',
  DISPOSED: 'send',
  IN_PROGRESS: 'refresh',
  ANSWERED: 'check',
  CLOSED: 'checks',
  ARCHIVED: 'archive',
};

export function StatusChip({ status }: { status: Status }) {
  const texts = useTexts();
  return (
    <span className={`chip status-${status.toLowerCase()}`}>
      <Icon name={STATUS_SIGN[status]} size={14} />
      {texts.words.status[status]}
    </span>
  );
}

const TONE_SIGN: Record<Tone, IconName> = { late: 'alert', today: 'clock', soon: 'clock', calm: 'calendar' };

export function DueChip(props: { dueAt: string | null; clock: Clock | null; zone: string }) {
  const { dueAt, clock, zone } = props;
  const texts = useTexts();
  const now = useNow();
  if (dueAt === null) {
    return null;
  }
  const { days, tone } = distance(dueAt, now, zone);
  const full = texts.due.full(clock ? texts.words.clock[clock] : '', dayOf(dueAt, texts.locale, zone));
  return (
    <span className={`chip due due-${tone}`} title={full}>
      <Icon name={TONE_SIGN[tone]} size={14} />
      {words(texts, days, tone)}
    </span>
  );
}

function words(texts: ReturnType<typeof useTexts>, days: number, tone: Tone): string {
  if (tone === 'late') {
    return texts.due.late(-days);
  }
  return days <= 0 ? texts.due.today : days === 1 ? texts.due.tomorrow : texts.due.left(days);
}

export type ChipTone = 'late' | 'today' | 'soon' | 'good' | 'brand';

export function Chip(props: { icon: IconName; tone?: ChipTone | null; children: string }) {
  return (
    <span className={`chip ${props.tone ? `chip-${props.tone}` : ''}`}>
      <Icon name={props.icon} size={14} />
      {props.children}
    </span>
  );
}

interface Flagged {
  anonymous: boolean;
  secret: boolean;
  objections?: number;
  rulingRequired?: boolean;
  handedOver?: boolean;
  escalation?: Level | null;
  priority?: Priority | null;
}

/** What sets a case apart from the others in a list. */
export function Flags({ of, brief = false }: { of: Flagged; brief?: boolean }) {
  const texts = useTexts();
  const { anonymous, secret, objections = 0, rulingRequired, handedOver, escalation, priority } = of;
  return (
    <>
      {rulingRequired && (
        <Chip icon="scales" tone="late">
          {texts.flags.ruling}
        </Chip>
      )}
      {objections > 0 && (
        <Chip icon="flag" tone="today">
          {texts.flags.objections(objections)}
        </Chip>
      )}
      {escalation && (
        <Chip icon="alert" tone="late">
          {texts.flags.escalation(texts.words.level[escalation])}
        </Chip>
      )}
      {handedOver && (
        <Chip icon="scales" tone="today">
          {texts.flags.handedOver}
        </Chip>
      )}
      {(priority === 'URGENT' || priority === 'HIGH') && (
        <Chip icon="star" tone="soon">
          {texts.words.priority[priority]}
        </Chip>
      )}
      {anonymous &&
        (brief ? (
          <Icon name="eyeOff" size={15} label={texts.flags.anonymous} />
        ) : (
          <Chip icon="eyeOff">{texts.flags.anonymous}</Chip>
        ))}
      {secret &&
        (brief ? (
          <Icon name="lock" size={15} label={texts.flags.secret} />
        ) : (
          <Chip icon="lock">{texts.flags.secret}</Chip>
        ))}
    </>
  );
}
