// What a citizen with an account was told, and how they want to be told.
import { Navigate } from 'react-router';

import { useSession } from '../app/session';
import { Waiting } from '../kit/Notice';
import NotificationsPage from '../notifications/NotificationsPage';
import SettingsPage from '../notifications/SettingsPage';

const AT = '/pemberitahuan';

export default function Notices({ settings = false }: { settings?: boolean }) {
  const { person } = useSession();
  if (person === undefined) {
    return <Waiting />;
  }
  if (person === null) {
    return <Navigate to={`/masuk?ke=${encodeURIComponent(AT)}`} replace />;
  }
  return settings ? <SettingsPage list={AT} digest={false} /> : <NotificationsPage cases="/laporan-saya" at={AT} />;
}
