// What surrounds every page of the staff: where one is, as whom, and the way to everything else.
import { useEffect, useState, type ReactNode } from 'react';
import { Link } from 'react-router';

import { IconButton } from '../kit/Button';
import { Notice } from '../kit/Notice';
import Bell from '../notifications/Bell';
import { useTexts } from '../texts/texts';
import { JumpField } from './JumpField';
import { KeysHelp } from './KeysHelp';
import { Rail } from './Rail';
import { AccountMenu, PositionMenu } from './ShellMenus';
import { useMay } from './viewer';

export function Shell({ children }: { children: ReactNode }) {
  const texts = useTexts();
  const [help, setHelp] = useState(false);
  const isTold = useMay('notification:read');
  useEffect(() => {
    const show = () => setHelp(true);
    window.addEventListener('tuntas:help', show);
    return () => window.removeEventListener('tuntas:help', show);
  }, []);
  return (
    <div className="shell">
      <a href="#isi" className="skip">
        {texts.app.skip}
      </a>
      <header className="top">
        <Link to="/meja" className="brand" aria-label={`${texts.app.name}: ${texts.shell.desk}`}>
          <img src={new URL('./mark.svg', import.meta.url).href} alt="" width={30} height={30} />
          <span className="brand-name">{texts.app.name}</span>
        </Link>
        <PositionMenu />
        <JumpField />
        <div className="top-end">
          <IconButton icon="keyboard" label={texts.shell.keys} className="only-wide" onClick={() => setHelp(true)} />
          {isTold && <Bell to="/meja/pemberitahuan" />}
          <AccountMenu />
        </div>
      </header>
      <Rail />
      <main id="isi" className="page" tabIndex={-1}>
        <Offline />
        {children}
      </main>
      <KeysHelp opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}

function Offline() {
  const texts = useTexts();
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return online ? null : <Notice tone="warn">{texts.app.offline}</Notice>;
}
