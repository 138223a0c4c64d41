// What can be done now: the first three in sight, the others one click away.
import { Menu } from '@mantine/core';
import type { Ref } from 'react';

import { Button } from '../kit/Button';
import { Icon, type IconName } from '../kit/icons';
import { useKeys } from '../kit/keys';
import { useTexts } from '../texts/texts';
import type { Opened } from './CasePage';
import type { Offered } from './moves/catalogue';
import type { MoveKey } from './moves/spec';

const IN_SIGHT = 3;
/** Moves that bring a case on; a note never does. */
const DECISIVE: MoveKey[] = [
  'RECORD_DECISION',
  'RULE',
  'VERIFY',
  'GRANT_EXTENSION',
  'DISPOSE',
  'TRANSFER',
  'ANSWER_DIRECTLY',
  'ANSWER',
  'SUPPLEMENT',
  'RESTORE',
  'DRAFT',
];
const SIGN: Partial<Record<MoveKey, IconName>> = {
  RECORD_DECISION: 'scales',
  RULE: 'scales',
  VERIFY: 'check',
  DISPOSE: 'send',
  TRANSFER: 'share',
  ANSWER_DIRECTLY: 'chat',
  ANSWER: 'chat',
  PROGRESS: 'refresh',
  SUPPLEMENT: 'clip',
  RESTORE: 'back',
  RETURN: 'back',
  REQUEST_COMPLETION: 'chat',
  CLOSE: 'checks',
  DRAFT: 'pen',
  NOTE: 'note',
  REQUEST_EXTENSION: 'clock',
  GRANT_EXTENSION: 'clock',
  REFUSE_EXTENSION: 'close',
  ADD_HANDLING: 'people',
  ADD_TEMBUSAN: 'copy',
  MERGE: 'merge',
  UNMERGE: 'share',
  CLASSIFY: 'filter',
  FLAG: 'shield',
  EDIT_TEXT: 'pen',
  PUBLISH: 'globe',
  UNPUBLISH: 'eyeOff',
  OPEN_IDENTITY: 'user',
  REFER: 'scales',
  RETURN_TO_NATION: 'back',
  ARCHIVE: 'archive',
};

interface ActionBarProps {
  moves: Offered[];
  opened: MoveKey | null;
  onOpen: (opened: Opened | null) => void;
  ref: Ref<HTMLDivElement>;
}

export function ActionBar({ moves, opened, onOpen, ref }: ActionBarProps) {
  const texts = useTexts();
  const ready = moves.filter((move) => move.blocked === null);
  const shown = ready.slice(0, IN_SIGHT);
  const others = moves.filter((move) => !shown.includes(move));
  const first = shown[0];
  const toggle = (key: MoveKey) => onOpen(opened === key ? null : { key });
  useKeys({ a: () => first && onOpen({ key: first.spec.key }) });
  return (
    <div className="actions" role="toolbar" aria-label={texts.case.actions} tabIndex={-1} ref={ref}>
      {shown.map(({ spec }, index) => (
        <Button
          key={spec.key}
          look={index === 0 && DECISIVE.includes(spec.key) ? 'primary' : 'plain'}
          icon={SIGN[spec.key] ?? 'pen'}
          aria-expanded={opened === spec.key}
          onClick={() => toggle(spec.key)}
        >
          {texts.moves[spec.key].title}
        </Button>
      ))}
      {others.length > 0 && <Others moves={others} onOpen={(key) => onOpen({ key })} />}
      {moves.length === 0 && <p className="soft">{texts.case.nothingToDo}</p>}
    </div>
  );
}

function Others({ moves, onOpen }: { moves: Offered[]; onOpen: (key: MoveKey) => void }) {
  const texts = useTexts();
  return (
    <Menu position="bottom-start" width={300} shadow="md" withinPortal>
      <Menu.Target>
        <Button icon="dots">{texts.app.more}</Button>
      </Menu.Target>
      <Menu.Dropdown mah="70vh" style={{ overflowY: 'auto' }}>
        {moves.map(({ spec, blocked }) => (
          <Menu.Item
            key={spec.key}
            disabled={blocked !== null}
            color={spec.danger ? 'var(--late)' : ''}
            leftSection={<Icon name={SIGN[spec.key] ?? 'pen'} />}
            onClick={() => onOpen(spec.key)}
          >
            {texts.moves[spec.key].title}
            {blocked && <span className="menu-hint">{blocked}</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
