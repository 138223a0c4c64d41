// The citizens' side: light pages that anybody can use, from any telephone, without an account.
import './citizens.css';

import { lazy, Suspense, type ReactNode } from 'react';
import { Link, NavLink, Route, Routes } from 'react-router';

import { Preferences } from '../app/Preferences';
import { useSession } from '../app/session';
import { Asking } from '../graph/asking';
import { Button, ButtonLink } from '../kit/Button';
import { Empty, Waiting } from '../kit/Notice';
import { useTexts } from '../texts/texts';
import { Home } from './Home';

const FilePage = lazy(() => import('./FilePage'));
const FollowPage = lazy(() => import('./FollowPage'));
const MyPage = lazy(() => import('./MyPage'));
const Bell = lazy(() => import('../notifications/Bell'));
const Notices = lazy(() => import('./Notices'));
const PublicCasePage = lazy(() => import('./PublicCasePage'));
const PublicListPage = lazy(() => import('./PublicListPage'));

export default function Citizens() {
  const texts = useTexts();
  const { lose } = useSession();
  return (
    <Asking onSignedOut={lose}>
      <Around>
        <Suspense fallback={<Waiting lines={6} />}>
          <Routes>
            <Route index element={<Home />} />
            <Route path="lapor" element={<FilePage />} />
            <Route path="lacak" element={<FollowPage />} />
            <Route path="laporan-saya" element={<MyPage />} />
            <Route path="laporan-saya/:code" element={<MyPage />} />
            <Route path="pemberitahuan" element={<Notices />} />
            <Route path="pemberitahuan/pengaturan" element={<Notices settings />} />
            <Route path="daerah/:code" element={<PublicListPage />} />
            <Route path="laporan/:code" element={<PublicCasePage />} />
            <Route
              path="*"
              element={
                <Empty icon="search" title={texts.app.notFound} hint={texts.app.notFoundHint}>
                  <ButtonLink to="/">{texts.app.home}</ButtonLink>
                </Empty>
              }
            />
          </Routes>
        </Suspense>
      </Around>
    </Asking>
  );
}

function Around({ children }: { children: ReactNode }) {
  const texts = useTexts();
  return (
    <div className="public">
      <a href="#isi" className="skip">
        {texts.app.skip}
      </a>
      <header className="public-top">
        <Link to="/" className="brand">
          <img src={new URL('../app/mark.svg', import.meta.url).href} alt="" width={32} height={32} />
          <span className="brand-name">{texts.app.name}</span>
        </Link>
        <nav aria-label={texts.app.menu}>
          <NavLink to="/lapor">{texts.citizen.file}</NavLink>
          <NavLink to="/lacak">{texts.citizen.follow}</NavLink>
          <Own />
        </nav>
      </header>
      <main id="isi" className="public-main" tabIndex={-1}>
        {children}
      </main>
      <footer className="public-foot">
        <p>{texts.app.tagline}</p>
        <Preferences />
      </footer>
    </div>
  );
}

function Own() {
  const texts = useTexts();
  const { person, signOut } = useSession();
  if (!person) {
    return <NavLink to="/masuk">{texts.door.title}</NavLink>;
  }
  if (person.positions.length > 0) {
    return <NavLink to="/meja">{texts.shell.desk}</NavLink>;
  }
  return (
    <>
      <NavLink to="/laporan-saya">{texts.citizen.mine}</NavLink>
      <Suspense>
        <Bell to="/pemberitahuan" />
      </Suspense>
      <Button small look="quiet" icon="logout" onClick={() => void signOut()}>
        {texts.door.signOut}
      </Button>
    </>
  );
}
