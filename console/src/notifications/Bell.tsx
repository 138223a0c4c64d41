// The bell: how much there is to read, from any page, as it comes.
import './bell.css';

import { useCallback, useEffect, useState } from 'react';
import { NavLink } from 'react-router';

import { useAsk, useConnection } from '../graph/asking';
import { NotificationNewsDocument, UnreadDocument } from '../graph/generated/graphql';
import { keepListening } from '../graph/line';
import { Icon } from '../kit/icons';
import { useToast } from '../kit/toasts';
import { useTexts } from '../texts/texts';
import { setUnread, tellArrival, useUnread } from './unread';

/** Shorter than a desk's: the count is asked again when somebody looks. */
const UNSEEN = 5000;
/** More than that nobody counts. */
const MOST = 99;
const NO_VARIABLES = {};

export default function Bell({ to }: { to: string }) {
  const texts = useTexts();
  const unread = useUnread();
  const told = useArrival();
  const words = texts.notices.bell(unread ?? 0);
  return (
    <NavLink to={to} className="bell icon-btn" title={words} aria-label={words} end>
      <Icon name="bell" size={20} />
      {unread !== null && unread > 0 && (
        <span className="bell-count" aria-hidden="true">
          {unread > MOST ? `${MOST}+` : unread}
        </span>
      )}
      <span className="visually-hidden" role="status">
        {told}
      </span>
    </NavLink>
  );
}

/** Keeps the count, and says to those who listen what came last. */
function useArrival(): string {
  const texts = useTexts();
  const ask = useAsk();
  const toast = useToast();
  const { asker, onSignedOut } = useConnection();
  const [told, setTold] = useState('');
  const count = useCallback(async () => {
    const { data } = await ask(UnreadDocument, NO_VARIABLES);
    if (data !== null) {
      setUnread(data.unreadNotifications);
    }
  }, [ask]);
  useEffect(() => {
    void count();
    return () => setUnread(null);
  }, [count]);
  useEffect(
    () =>
      keepListening(
        NotificationNewsDocument,
        asker,
        {
          onOpen: (again) => {
            if (again) {
              void count();
              tellArrival();
            }
          },
          onNext: ({ notificationNews: { notification, unread } }) => {
            setUnread(unread);
            tellArrival();
            if (notification !== null) {
              const words = texts.words.notice[notification.kind];
              setTold(texts.notices.came(words));
              if (notification.urgent) {
                toast(words);
              }
            }
          },
          onSignedOut,
        },
        UNSEEN,
      ),
    [asker, onSignedOut, count, texts, toast],
  );
  return told;
}
