// One thing that somebody was told: what, of which case, when, and whether it is new.
import { Link } from 'react-router';

import type { NoticeFragment, NoticeKind } from '../graph/generated/graphql';
import { IconButton } from '../kit/Button';
import { Chip } from '../kit/chips';
import { Icon, type IconName } from '../kit/icons';
import { timeOf } from '../pure/moments';
import { useTexts } from '../texts/texts';

const SIGN: Record<NoticeKind, IconName> = {
  ARRIVED: 'inbox',
  LEFT: 'arrowRight',
  REPORTER_SPOKE: 'chat',
  OBJECTED: 'flag',
  COLLEAGUES: 'people',
  DUE_SOON: 'clock',
  ESCALATED: 'alert',
  COPY: 'copy',
  HANDED_OVER: 'scales',
  OMBUDSMAN_DECIDED: 'scales',
  DIGEST: 'calendar',
  FORWARDED: 'send',
  QUESTION: 'chat',
  PROGRESS: 'refresh',
  ANSWERED: 'check',
  EXTENDED: 'clock',
  REMINDER: 'clock',
  ENDED: 'checks',
  IDENTITY_OPENED: 'user',
};

interface NoticeRowProps {
  of: NoticeFragment;
  isRead: boolean;
  cases: string;
  zone: string;
  onOpen: () => void;
  onRead: () => void;
}

export function NoticeRow({ of, isRead, cases, zone, onOpen, onRead }: NoticeRowProps) {
  const texts = useTexts();
  const t = texts.notices;
  const words = texts.words.notice[of.kind];
  const content = (
    <>
      <span className={of.urgent ? 'notices-sign notices-urgent' : 'notices-sign'}>
        <Icon name={SIGN[of.kind]} size={18} />
      </span>
      <span className="notices-words">
        <span className="notices-what">{words}</span>
        <span className="notices-case">{of.complaint ? of.complaint.title : t.gone}</span>
        <span className="notices-when">
          {timeOf(of.at, texts.locale, zone)}
          {of.complaint && (
            <>
              {' · '}
              <span className="code">{of.complaint.trackingCode}</span>
            </>
          )}
        </span>
      </span>
      {!isRead && (
        <Chip icon="bell" tone="brand">
          {t.isNew}
        </Chip>
      )}
    </>
  );
  return (
    <li className={isRead ? 'notices-row' : 'notices-row notices-new'}>
      {of.complaint ? (
        <Link to={`${cases}/${of.complaint.trackingCode}`} state={{ id: of.complaint.id }} onClick={onOpen}>
          {content}
        </Link>
      ) : (
        <div className="notices-still">{content}</div>
      )}
      {!isRead && <IconButton icon="check" label={t.readOne(words)} onClick={onRead} />}
    </li>
  );
}
