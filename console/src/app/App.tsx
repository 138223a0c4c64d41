// Which page is at which address? Citizens' pages and the staff's are fetched apart: neither waits for the other.
import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';

import { Waiting } from '../kit/Notice';
import { Broken } from './Broken';
import { useSession } from './session';

const Citizens = lazy(() => import('../citizens/Citizens'));
const SignInPage = lazy(() => import('./SignInPage'));
const Staff = lazy(() => import('./Staff'));

export function App() {
  return (
    <Broken>
      <Suspense fallback={<Waiting lines={6} />}>
        <Routes>
          <Route path="/masuk" element={<SignInPage />} />
          <Route path="/undangan" element={<SignInPage invited />} />
          <Route path="/daftar" element={<SignInPage registering />} />
          <Route path="/meja/*" element={<Office />} />
          <Route path="/*" element={<Citizens />} />
        </Routes>
      </Suspense>
    </Broken>
  );
}

/** The staff's side, for those who hold a position. */
function Office() {
  const { person, position } = useSession();
  const { pathname, search } = useLocation();
  if (person === undefined) {
    return <Waiting lines={6} />;
  }
  if (person === null) {
    return <Navigate to={`/masuk?ke=${encodeURIComponent(pathname + search)}`} replace />;
  }
  if (position === null) {
    return <Navigate to="/" replace />;
  }
  return <Staff key={position} position={position} />;
}
