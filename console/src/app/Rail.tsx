// The way to every page of the staff; on a telephone the first ones, and the others behind one button.
import { Menu } from '@mantine/core';
import { Link, useLocation } from 'react-router';

import { Icon, type IconName } from '../kit/icons';
import { useTexts } from '../texts/texts';
import { useMay } from './viewer';

interface Place {
  to: string;
  icon: IconName;
  words: string;
}

/** As many as a narrow screen has room for. */
const ROOM = 5;

export function Rail() {
  const texts = useTexts();
  const places = usePlaces();
  const { pathname } = useLocation();
  const inside = places.find(({ to }) => to !== '/meja' && pathname.startsWith(to));
  const here = inside?.to ?? (pathname.startsWith('/meja/laporan') ? '/meja' : pathname.replace(/\/$/, ''));
  const crowded = places.length > ROOM;
  const rest = crowded ? places.slice(ROOM - 1) : [];
  return (
    <nav className="rail" aria-label={texts.app.menu}>
      {places.map((place) => (
        <Link
          key={place.to}
          to={place.to}
          className={rest.includes(place) ? 'rail-link rail-rest' : 'rail-link'}
          aria-current={place.to === here ? 'page' : undefined}
        >
          <Icon name={place.icon} size={21} />
          <span>{place.words}</span>
        </Link>
      ))}
      {crowded && <More places={rest} here={here} />}
    </nav>
  );
}

function More({ places, here }: { places: Place[]; here: string }) {
  const texts = useTexts();
  return (
    <Menu position="top-end" width={220} shadow="md" withinPortal>
      <Menu.Target>
        <button
          type="button"
          className="rail-link rail-more"
          data-here={places.some((place) => place.to === here) || undefined}
        >
          <Icon name="dots" size={21} />
          <span>{texts.app.more}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {places.map((place) => (
          <Menu.Item
            key={place.to}
            component={Link}
            to={place.to}
            leftSection={<Icon name={place.icon} />}
            aria-current={place.to === here ? 'page' : undefined}
          >
            {place.words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function usePlaces(): Place[] {
  const texts = useTexts();
  const enters = useMay('complaint:enter');
  const seesVacancies = useMay('vacancy:read');
  const handsOver = useMay('handover:read');
  const seesUnits = useMay('appointment:read');
  const seesAssessments = useMay('assessment:read');
  const seesPlans = useMay('action_plan:read');
  const seesStatistics = useMay('statistics:read');
  const seesDocuments = useMay('document:read');
  const setsTimes = useMay('timetable:manage');
  const seesWebhooks = useMay('webhook:read');
  const places: [boolean, string, IconName, string][] = [
    [true, '/meja', 'inbox', texts.shell.desk],
    [enters, '/meja/catat', 'plus', texts.shell.enterShort],
    [seesVacancies, '/meja/kosong', 'chair', texts.shell.vacancies],
    [handsOver, '/meja/serah-terima', 'archive', texts.shell.handover],
    [seesUnits, '/meja/organisasi', 'people', texts.shell.organisation],
    [seesAssessments, '/meja/penilaian', 'chart', texts.shell.assessments],
    [seesPlans, '/meja/renaksi', 'flag', texts.shell.plans],
    [seesStatistics, '/meja/statistik', 'table', texts.shell.statistics],
    [seesDocuments, '/meja/dokumen', 'file', texts.shell.documents],
    [setsTimes, '/meja/jadwal', 'calendar', texts.shell.times],
    [seesWebhooks, '/meja/webhook', 'plug', texts.shell.webhooks],
  ];
  return places.filter(([shown]) => shown).map(([, to, icon, words]) => ({ to, icon, words }));
}
