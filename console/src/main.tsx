// Where the page begins.
import '@fontsource-variable/plus-jakarta-sans';
import './app/tokens.css';
import './kit/kit.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';

import { App } from './app/App';
import { apply } from './app/scheme';
import { SignedIn } from './app/session';
import { Toasting } from './kit/toasts';
import { storage } from './pure/memory';
import { sweepDrafts } from './pure/drafts';
import { Speaking } from './texts/texts';

apply();
sweepDrafts(storage('local'), Date.now());

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Speaking>
        <BrowserRouter>
          <SignedIn>
            <Toasting>
              <App />
            </Toasting>
          </SignedIn>
        </BrowserRouter>
      </Speaking>
    </StrictMode>,
  );
}
