// Files that came with a report or a message; images are shown, everything can be saved.
import { useEffect, useState } from 'react';

import { useConnection } from '../graph/asking';
import { headersOf } from '../graph/client';
import { useDownload } from '../graph/downloads';
import type { FileFragment } from '../graph/generated/graphql';
import { Icon } from '../kit/icons';
import { useToast } from '../kit/toasts';
import { sizeOf } from '../pure/moments';
import { useTexts } from '../texts/texts';

/** Larger pictures are not fetched unasked: somebody pays for each byte. */
const SHOWN_UP_TO = 1_500_000;

export function Files({ files }: { files: FileFragment[] }) {
  const texts = useTexts();
  const download = useDownload();
  const toast = useToast();
  if (files.length === 0) {
    return null;
  }
  const take = async (file: FileFragment) => {
    if (!(await download(file.url, file.name))) {
      toast(texts.case.downloadFailed);
    }
  };
  return (
    <ul className="files" aria-label={texts.case.attachments}>
      {files.map((file) => (
        <li key={file.id}>
          <button type="button" className="file" onClick={() => void take(file)}>
            {file.mediaType.startsWith('image/') && file.size <= SHOWN_UP_TO ? (
              <Thumbnail file={file} />
            ) : (
              <Icon name="file" />
            )}
            <span className="file-name">{file.name}</span>
            <span className="file-size">{sizeOf(file.size, texts.locale)}</span>
            <Icon name="download" size={16} label={texts.case.download} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Fetched like everything else, by who asks in which position; a plain address could not say that. */
function Thumbnail({ file }: { file: FileFragment }) {
  const { asker } = useConnection();
  const [source, setSource] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    let url: string | null = null;
    fetch(file.url, { headers: headersOf(asker), credentials: 'same-origin', signal: stop.signal })
      .then((response) => (response.ok ? response.blob() : null))
      .then((bytes) => {
        if (bytes && !stop.signal.aborted) {
          url = URL.createObjectURL(bytes);
          setSource(url);
        }
      })
      .catch(() => undefined);
    return () => {
      stop.abort();
      if (url) {
        URL.revokeObjectURL(url);
      }
    };
  }, [file.url, asker]);
  return source ? <img src={source} alt="" className="thumbnail" /> : <span className="thumbnail" />;
}
