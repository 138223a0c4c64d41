// Which keys there are, and the switch that turns them off.
import { Kbd, Modal, Switch } from '@mantine/core';

import { switchKeys, useKeys, useKeysAreOn } from '../kit/keys';
import { useTexts } from '../texts/texts';

export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const texts = useTexts();
  const on = useKeysAreOn();
  useKeys({ '?': () => window.dispatchEvent(new Event('tuntas:help')) });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={texts.keys.title}
      centered
      closeButtonProps={{ 'aria-label': texts.app.close }}
    >
      <dl className="keys">
        {texts.keys.list.map(([key, does]) => (
          <div key={key}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Switch label={texts.keys.on} checked={on} onChange={(event) => switchKeys(event.currentTarget.checked)} />
    </Modal>
  );
}
