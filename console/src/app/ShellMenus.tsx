// Acting in another position, and what belongs to the person rather than to the position.
import { Menu } from '@mantine/core';
import { Link, useNavigate } from 'react-router';

import { Icon } from '../kit/icons';
import { shortDay } from '../pure/moments';
import { useNow } from '../kit/now';
import { useSpeak, useTexts, type Language } from '../texts/texts';
import { choose, useChoice, type Choice } from './scheme';
import { useSession } from './session';
import { useViewer, useZone } from './viewer';

export function PositionMenu() {
  const texts = useTexts();
  const viewer = useViewer();
  const zone = useZone();
  const now = useNow();
  const { actIn } = useSession();
  const navigate = useNavigate();
  const acting = viewer.seats.find((seat) => seat.acting);
  const title = acting?.title ?? texts.words.role[viewer.role];
  const place = viewer.pemda?.brand || viewer.pemda?.name || '';
  if (viewer.seats.length < 2) {
    return (
      <div className="seat seat-only">
        <span className="seat-title">{title}</span>
        <span className="seat-place">{place}</span>
      </div>
    );
  }
  return (
    <Menu position="bottom-start" width={320} shadow="md" withinPortal>
      <Menu.Target>
        <button type="button" className="seat" aria-label={`${texts.shell.switchPosition}: ${title}, ${place}`}>
          <span>
            <span className="seat-title">{title}</span>
            <span className="seat-place">{place}</span>
          </span>
          <Icon name="chevronDown" size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.shell.actingAs}</Menu.Label>
        {viewer.seats.map((seat) => (
          <Menu.Item
            key={seat.switchId}
            leftSection={<Icon name={seat.acting ? 'check' : 'chair'} />}
            aria-current={seat.acting ? 'true' : undefined}
            onClick={() => {
              actIn(seat.switchId);
              void navigate('/meja');
            }}
          >
            <span className="seat-title">{seat.title}</span>
            <span className="seat-place">
              {seat.pemda?.name} · {texts.words.role[seat.role]}
              {seat.validTo && ` · ${texts.shell.until(shortDay(seat.validTo, texts.locale, zone, now))}`}
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function AccountMenu() {
  const texts = useTexts();
  const viewer = useViewer();
  const speak = useSpeak();
  const choice = useChoice();
  const { signOut } = useSession();
  return (
    <Menu position="bottom-end" width={260} shadow="md" withinPortal>
      <Menu.Target>
        <button type="button" className="avatar">
          <span aria-hidden="true">{initials(viewer.name)}</span>
          <span className="visually-hidden">
            {texts.shell.account}: {viewer.name}
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.door.signedInAs(viewer.name)}</Menu.Label>
        {viewer.pemda && (
          <Menu.Item leftSection={<Icon name="globe" />} component={Link} to={`/daerah/${viewer.pemda.code}`}>
            {texts.shell.publicPage}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Label>{texts.app.scheme}</Menu.Label>
        <Menu.RadioGroup value={choice} onChange={(code) => choose(code as Choice)}>
          {Object.entries(texts.app.schemes).map(([code, name]) => (
            <Menu.RadioItem key={code} value={code}>
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{texts.app.language}</Menu.Label>
        <Menu.RadioGroup value={texts.code} onChange={(code) => speak(code as Language)}>
          {Object.entries(texts.app.languageNames).map(([code, name]) => (
            <Menu.RadioItem key={code} value={code} lang={code}>
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="logout" />} onClick={() => void signOut()}>
          {texts.door.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word) && !word.endsWith('.'));
  return [words[0], words.length > 1 ? words[words.length - 1] : '']
    .map((word) => word?.charAt(0) ?? '')
    .join('')
    .toUpperCase();
}
