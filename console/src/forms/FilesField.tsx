// Files that go with what is written: sent at once, attached when the form is.
import { useEffect, useId, useState } from 'react';

import { useUpload } from '../graph/uploads';
import { IconButton } from '../kit/Button';
import type { Frame } from '../kit/fields';
import { Icon } from '../kit/icons';
import { sizeOf } from '../pure/moments';
import { useTexts } from '../texts/texts';
import type { Uploaded } from './spec';

const MOST = 10;
const LARGEST = 10 * 1024 * 1024;
const TAKEN = '.jpg,.jpeg,.png,.webp,.pdf,.mp4,.docx,.xlsx,.odt,.txt,.csv';

interface Coming {
  key: number;
  name: string;
  share: number;
}

interface FilesProps extends Frame {
  value: Uploaded[];
  onChange: (files: Uploaded[]) => void;
  onBusy: (busy: boolean) => void;
}

let keys = 0;

export function FilesField({ label, error, value, onChange, onBusy }: FilesProps) {
  const texts = useTexts();
  const upload = useUpload();
  const id = useId();
  const [coming, setComing] = useState<Coming[]>([]);
  const [wrong, setWrong] = useState<string[]>([]);
  const busy = coming.length > 0;
  useEffect(() => onBusy(busy), [busy, onBusy]);

  const take = async (chosen: File[]) => {
    setWrong([]);
    let files = value;
    for (const file of chosen.slice(0, MOST - value.length)) {
      if (file.size > LARGEST) {
        setWrong((all) => [...all, texts.form.tooLarge(file.name, sizeOf(LARGEST, texts.locale))]);
        continue;
      }
      keys += 1;
      const key = keys;
      setComing((all) => [...all, { key, name: file.name, share: 0 }]);
      const { sent, refusal } = await upload(file, (share) =>
        setComing((all) => all.map((one) => (one.key === key ? { ...one, share } : one))),
      );
      setComing((all) => all.filter((one) => one.key !== key));
      if (sent === null) {
        setWrong((all) => [...all, `${texts.form.uploadFailed(file.name)} ${refusal.message}`]);
      } else {
        files = [...files, sent];
        onChange(files);
      }
    }
  };

  return (
    <div className="field">
      <span className="field-label" id={`${id}-label`}>
        {label} <span className="field-optional">({texts.app.optional})</span>
      </span>
      <p className="field-hint" id={`${id}-hint`}>
        {texts.form.filesHint(sizeOf(LARGEST, texts.locale))}
      </p>
      {value.length > 0 && (
        <ul className="files">
          {value.map((file) => (
            <li key={file.id} className="file">
              <Icon name="file" />
              <span className="file-name">{file.name}</span>
              <span className="file-size">{sizeOf(file.size, texts.locale)}</span>
              <IconButton
                icon="close"
                label={texts.form.removeFile(file.name)}
                onClick={() => onChange(value.filter((other) => other.id !== file.id))}
              />
            </li>
          ))}
        </ul>
      )}
      <div aria-live="polite">
        {coming.map((one) => (
          <p key={one.key} className="file-coming">
            {texts.form.uploading(one.name)}
            <progress value={one.share} max={1} aria-label={one.name} />
          </p>
        ))}
        {[...wrong, ...(error ? [error] : [])].map((said) => (
          <p key={said} className="field-error">
            <Icon name="alert" size={15} />
            {said}
          </p>
        ))}
      </div>
      {value.length < MOST && (
        <label className="btn btn-plain btn-small file-add">
          <Icon name="clip" size={16} />
          <span>{texts.form.addFiles}</span>
          <input
            type="file"
            multiple
            accept={TAKEN}
            className="visually-hidden"
            aria-describedby={`${id}-hint`}
            onChange={(event) => {
              void take([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </label>
      )}
    </div>
  );
}
