// How does a file reach the reader? By a request of this page: a plain link could not say in which position it asks.
import { useCallback } from 'react';

import { useConnection } from './asking';
import { headersOf } from './client';

export function useDownload(): (url: string, name: string) => Promise<boolean> {
  const { asker } = useConnection();
  return useCallback(
    async (url, name) => {
      try {
        const response = await fetch(url, { headers: headersOf(asker), credentials: 'same-origin' });
        if (!response.ok) {
          return false;
        }
        save(await response.blob(), name);
        return true;
      } catch {
        return false;
      }
    },
    [asker],
  );
}

/** Hand bytes to the browser's own way of saving files. */
export function save(bytes: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
