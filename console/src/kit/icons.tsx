// The signs of the console: strokes on a grid of 24, drawn after those of Tabler Icons (MIT).
import type { ReactNode } from 'react';

const PATHS = {
  alert: 'M12 9v4 M12 17h.01 M10.3 4l-8 14a2 2 0 0 0 1.7 3h16a2 2 0 0 0 1.7-3l-8-14a2 2 0 0 0-3.4 0z',
  archive: 'M3 5h18v4h-18z M5 9v10h14v-10 M10 13h4',
  arrowLeft: 'M5 12h14 M5 12l6 6 M5 12l6-6',
  arrowRight: 'M5 12h14 M13 18l6-6 M13 6l6 6',
  back: 'M9 14l-4-4l4-4 M5 10h9a5 5 0 0 1 0 10h-2',
  building: 'M4 21h16 M6 21v-16h12v16 M10 9h1 M13 9h1 M10 13h1 M13 13h1 M10 21v-4h4v4',
  bell: 'M6 17v-6a6 6 0 0 1 12 0v6l2 1h-16z M10 21h4 M12 3v2',
  calendar: 'M4 6h16v14h-16z M4 10h16 M8 3v4 M16 3v4',
  chair: 'M6 20v-6h12v6 M7 14v-9h10v9 M6 17h12',
  chart: 'M4 20h16 M7 16v-5 M12 16v-10 M17 16v-7',
  chat: 'M4 5h16v11h-9l-5 4v-4h-2z',
  check: 'M5 12l5 5l10-10',
  checks: 'M3 12l5 5l4-4 M10 12l5 5l7-9 M12 8l3-3',
  chevronDown: 'M6 9l6 6l6-6',
  chevronLeft: 'M15 6l-6 6l6 6',
  chevronRight: 'M9 6l6 6l-6 6',
  clip: 'M15 7l-6.5 6.5a1.5 1.5 0 0 0 3 3l6.5-6.5a3 3 0 0 0-6-6l-6.5 6.5a4.5 4.5 0 0 0 9 9l6.5-6.5',
  clock: 'M12 12m-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0 M12 7v5l3 3',
  close: 'M6 6l12 12 M18 6l-12 12',
  copy: 'M8 8h12v12h-12z M16 8v-4h-12v12h4',
  dots: 'M5 12h.01 M12 12h.01 M19 12h.01',
  download: 'M4 17v3h16v-3 M12 4v11 M8 11l4 4l4-4',
  eye: 'M3 12c3-5 6-7 9-7s6 2 9 7c-3 5-6 7-9 7s-6-2-9-7 M12 12m-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0',
  eyeOff:
    'M4 4l16 16 M10 5.3c.7-.2 1.3-.3 2-.3c3 0 6 2 9 7c-.9 1.5-1.8 2.7-2.7 3.7 M6.5 7.2c-1.2 1.1-2.3 2.7-3.5 4.8c3 5 6 7 9 7c1.5 0 3-.5 4.5-1.5',
  file: 'M14 3v5h5 M6 3h8l5 5v13h-13z',
  filter: 'M4 5h16l-6 8v6l-4-2v-4z',
  flag: 'M6 21v-17 M6 5h12l-3 4l3 4h-12',
  globe:
    'M12 12m-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0 M3.5 9h17 M3.5 15h17 M12 3c-3 3-4 6-4 9s1 6 4 9 M12 3c3 3 4 6 4 9s-1 6-4 9',
  inbox: 'M4 4h16v16h-16z M4 13h4l2 3h4l2-3h4',
  key: 'M15 9m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0 M12 12l-8 8 M6 18l2 2',
  keyboard: 'M3 6h18v12h-18z M7 10h.01 M11 10h.01 M15 10h.01 M7 14h10',
  lock: 'M6 11h12v9h-12z M8 11v-4a4 4 0 0 1 8 0v4',
  logout: 'M14 8v-4h-9v16h9v-4 M9 12h12 M18 9l3 3l-3 3',
  merge: 'M6 4v5c0 3 6 3 6 7v5 M18 4v5c0 3-6 3-6 7',
  moon: 'M12 3a6.5 6.5 0 0 0 8.5 8.5a9 9 0 1 1-8.5-8.5z',
  note: 'M5 4h14v10l-5 6h-9z M14 20v-6h5',
  pen: 'M4 20h4l11-11l-4-4l-11 11z M13 7l4 4',
  pause: 'M8 5v14 M16 5v14',
  people:
    'M9 7m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0 M3 20v-2a4 4 0 0 1 4-4h4a4 4 0 0 1 4 4v2 M16 4a3 3 0 0 1 0 6 M21 20v-2a4 4 0 0 0-3-3.8',
  pin: 'M12 11m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0 M12 21c-4-4-6.5-7-6.5-10.5a6.5 6.5 0 0 1 13 0c0 3.5-2.5 6.5-6.5 10.5z',
  play: 'M7 5l11 7l-11 7z',
  plug: 'M9 3v5 M15 3v5 M6 8h12v3a6 6 0 0 1-12 0z M12 17v4',
  plus: 'M12 5v14 M5 12h14',
  print: 'M7 9v-6h10v6 M7 18h-3v-9h16v9h-3 M7 14h10v7h-10z',
  refresh: 'M20 11a8 8 0 0 0-15-2 M4 5v4h4 M4 13a8 8 0 0 0 15 2 M20 19v-4h-4',
  scales: 'M12 4v16 M8 20h8 M5 7h14 M5 7l-3 7h6z M19 7l-3 7h6z',
  search: 'M10 10m-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0 M20 20l-5.5-5.5',
  send: 'M10 14l11-11l-6.5 18l-4.5-7l-7-4.5z',
  share:
    'M6 12m-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0 M18 6m-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0 M18 18m-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0 M8.2 10.9l7.6-3.8 M8.2 13.1l7.6 3.8',
  shield: 'M12 3c3 2 5.5 3 8 3c0 7-3 12-8 15c-5-3-8-8-8-15c2.5 0 5-1 8-3z',
  settings:
    'M4 7h9 M17 7h3 M4 17h3 M11 17h9 M15 7m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0 M9 17m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0',
  star: 'M12 4l2.5 5.2l5.5.8l-4 4l1 5.7l-5-2.7l-5 2.7l1-5.7l-4-4l5.5-.8z',
  sun: 'M12 12m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0 M12 3v1 M12 20v1 M3 12h1 M20 12h1 M5.6 5.6l.7.7 M17.7 17.7l.7.7 M5.6 18.4l.7-.7 M17.7 6.3l.7-.7',
  table: 'M4 5h16v14h-16z M4 10h16 M4 15h16 M10 5v14',
  upload: 'M4 17v3h16v-3 M12 16v-11 M8 8l4-4l4 4',
  user: 'M12 8m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0 M5 21v-2a5 5 0 0 1 5-5h4a5 5 0 0 1 5 5v2',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration beside words; what stands alone names itself with `label`. */
export function Icon({ name, size = 18, label }: { name: IconName; size?: number; label?: string }): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.9}
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {PATHS[name].split(' M').map((path, index) => (
        <path key={path} d={index === 0 ? path : `M${path}`} />
      ))}
    </svg>
  );
}
