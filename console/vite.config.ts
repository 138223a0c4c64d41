import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const SERVICE = 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [
    react(),
    {
      name: 'trusted-documents',
      // The manifest that the service loads at its start: it serves browsers these texts and no others.
      generateBundle() {
        const source = readFileSync(at('src/graph/generated/persisted-documents.json'), 'utf8');
        this.emitFile({ type: 'asset', fileName: 'documents.json', source });
      },
    },
  ],
  build: {
    outDir: at('../gateway/console'),
    emptyOutDir: true,
    // Offices keep their computers for long.
    target: ['es2021', 'chrome100', 'firefox100', 'safari15'],
    // A small file inlined as data: would need another line in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: Object.fromEntries(
      [
        '/graphql',
        '/sign-in',
        '/sign-out',
        '/session',
        '/register',
        '/invitation',
        '/password',
        '/uploads',
        '/attachments',
        '/packets',
        '/documents',
      ].map((path) => [path, SERVICE]),
    ),
  },
});
