// How does a file reach the service? Announced by name, sent to the address that it is given, then attached by its id.
import { useCallback } from 'react';

import { newKey } from '../pure/intents';
import { useTexts } from '../texts/texts';
import { useConnection, useSend } from './asking';
import { headersOf } from './client';
import { CreateUploadDocument } from './generated/graphql';
import { refusalIn, unreachable, type Refusal } from './refusals';

export interface Sent {
  id: string;
  name: string;
  size: number;
}

export type Uploading = { sent: Sent; refusal: null } | { sent: null; refusal: Refusal };

const ATTEMPTS = 3;

/** Sends one file; the same attempt is repeated while the network breaks off, into the same place. */
export function useUpload(): (file: File, onProgress: (share: number) => void) => Promise<Uploading> {
  const send = useSend();
  const { asker } = useConnection();
  const texts = useTexts();
  return useCallback(
    async (file, onProgress) => {
      const { data, refusal } = await send(CreateUploadDocument, {
        input: { clientKey: newKey(), name: file.name.slice(-200) },
      });
      if (refusal !== null) {
        return { sent: null, refusal };
      }
      const { id, uploadUrl } = data.createUpload;
      for (let attempt = 1; ; attempt += 1) {
        const { status, body } = await put(uploadUrl, file, headersOf(asker), onProgress);
        if (status === 200) {
          return { sent: { id, name: file.name, size: file.size }, refusal: null };
        }
        if (status !== 0 && status !== 503) {
          return { sent: null, refusal: refusalIn(body, texts) };
        }
        if (attempt === ATTEMPTS) {
          return { sent: null, refusal: unreachable(texts) };
        }
        await new Promise((resolve) => setTimeout(resolve, 1500 * attempt));
      }
    },
    [send, asker, texts],
  );
}

/** XMLHttpRequest, because fetch does not tell how far an upload is. Status 0: no answer. */
function put(
  url: string,
  file: File,
  headers: Record<string, string>,
  onProgress: (share: number) => void,
): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => resolve({ status: request.status, body: parsed(request.responseText) });
    request.onerror = () => resolve({ status: 0, body: null });
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
