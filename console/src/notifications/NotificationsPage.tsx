// What one was told, newest first; whatever is opened from here is read.
import './notifications.css';

import { useState } from 'react';

import { useZone } from '../app/viewer';
import type { NoticeFragment } from '../graph/generated/graphql';
import { Button, ButtonLink } from '../kit/Button';
import { Empty, Notice, Refused } from '../kit/Notice';
import { useNow } from '../kit/now';
import { useTitle } from '../kit/title';
import { useToast } from '../kit/toasts';
import { byDay, daysAgo } from '../pure/days';
import { plainDay } from '../pure/moments';
import { useTexts } from '../texts/texts';
import { NoticeRow } from './NoticeRow';
import { useUnread } from './unread';
import { useNotices } from './useNotices';

interface NotificationsPageProps {
  /** Where a case of this reader is, before its code. */
  cases: string;
  /** Where this page is. */
  at: string;
}

export default function NotificationsPage({ cases, at }: NotificationsPageProps) {
  const texts = useTexts();
  const t = texts.notices;
  const zone = useZone();
  const now = useNow();
  const toast = useToast();
  const unread = useUnread();
  const [unreadOnly, setUnreadOnly] = useState(false);
  const notices = useNotices(unreadOnly);
  const { nodes, refusal, loading, again, foot, more, isRead, read } = notices;
  useTitle(t.title);
  const dayWords = (day: string) => {
    const ago = daysAgo(day, now, zone);
    return ago === 0 ? t.today : ago === 1 ? t.yesterday : plainDay(day, texts.locale);
  };
  /** Who opens a case has seen everything about it. */
  const open = (notice: NoticeFragment) => {
    const same = nodes.filter((one) => !isRead(one) && one.complaint?.id === notice.complaint?.id);
    if (same.length > 0) {
      read(same);
    }
  };
  return (
    <div className="narrow notices">
      <header className="notices-head">
        <h1>{t.title}</h1>
        <ButtonLink small icon="settings" to={`${at}/pengaturan`}>
          {t.settings}
        </ButtonLink>
      </header>
      <div className="notices-tools">
        <div className="views" role="group" aria-label={t.show}>
          {[false, true].map((only) => (
            <button
              key={String(only)}
              type="button"
              className="view"
              aria-pressed={unreadOnly === only}
              onClick={() => setUnreadOnly(only)}
            >
              {only ? t.unreadOnly : t.all}
              {only && unread !== null && unread > 0 && <span className="view-figure">{unread}</span>}
            </button>
          ))}
        </div>
        <Button small look="quiet" icon="checks" disabled={!unread} onClick={() => read(null, () => toast(t.allRead))}>
          {t.readAll}
        </Button>
      </div>
      {more && (
        <Notice
          action={
            <Button small icon="refresh" onClick={again}>
              {texts.desk.showNews}
            </Button>
          }
        >
          {t.more}
        </Notice>
      )}
      {refusal && <Refused refusal={refusal} again={again} />}
      {!loading && !refusal && nodes.length === 0 && (
        <Empty icon="bell" title={unreadOnly ? t.noneUnread : t.none} hint={unreadOnly ? '' : t.noneHint} />
      )}
      {byDay(nodes, zone).map(({ day, items }) => (
        <section key={day}>
          <h2>{dayWords(day)}</h2>
          <ul className="notices-list">
            {items.map((notice) => (
              <NoticeRow
                key={notice.id}
                of={notice}
                isRead={isRead(notice)}
                cases={cases}
                zone={zone}
                onOpen={() => open(notice)}
                onRead={() => read([notice])}
              />
            ))}
          </ul>
        </section>
      ))}
      {foot}
    </div>
  );
}
