import type { ReactNode } from 'react';

/** Line icons, 16 px, in the colour of their text. Decorative: the control beside them carries the name. */
const PATHS = {
  picture: 'M2 4l4-2 4 2 4-2v10l-4 2-4-2-4 2zM6 2v10M10 4v10',
  incidents: 'M3 2h7l3 3v9H3zM10 2v3h3M5.5 8h5M5.5 11h5',
  rally:
    'M8 2v3M8 11v3M2 8h3M11 8h3M3.800 3.800l2 2M10.200 10.200l2 2M12.200 3.800l-2 2M5.800 10.200l-2 2',
  zones: 'M3 5l5-3 5 3v6l-5 3-5-3zM3 5l5 3 5-3M8 8v6',
  feeds: 'M2 8h3l2-5 3 10 2-5h2',
  members:
    'M8 2.200a1.800 1.800 0 1 1 0 3.600 1.800 1.800 0 0 1 0-3.600zM3.500 10.200a1.800 1.800 0 1 1 0 3.600 1.800 1.800 0 0 1 0-3.600zM12.500 10.200a1.800 1.800 0 1 1 0 3.600 1.800 1.800 0 0 1 0-3.600zM7 5.500l-2.500 5M9 5.500l2.500 5M5.300 12h5.400',
  help: 'M5.6 6a2.4 2.4 0 1 1 3.6 2.1C8.4 8.6 8 9 8 10M8 12.4v.2',
  settings: 'M3 4h5M11 4h2M3 8h2M8 8h5M3 12h6M12 12h1M8 2.6v2.8M5 6.6v2.8M9 10.6v2.8',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3L14 14',
  sound: 'M2.5 6v4h2.5l3.5 3V3L5 6zM11 5.5a3.5 3.5 0 0 1 0 5M12.8 3.5a6.2 6.2 0 0 1 0 9',
  mute: 'M2.5 6v4h2.5l3.5 3V3L5 6zM11 6l3.5 4M14.5 6L11 10',
  layers: 'M8 2l6 3-6 3-6-3zM2 8l6 3 6-3M2 11l6 3 6-3',
  measure: 'M2 11L11 2l3 3-9 9zM5 8l1.5 1.5M7 6l1.5 1.5M9 4l1.5 1.5',
  rings: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8 7.9v.2',
  polygon: 'M3 6l5-4 5 3.5-1.5 7-7 1z',
  circle: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z',
  follow: 'M8 2v3M8 11v3M2 8h3M11 8h3M8 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z',
  label: 'M2 4h8l4 4-4 4H2zM5 8h.2',
  goto: 'M8 14s5-4.5 5-8A5 5 0 0 0 3 6c0 3.5 5 8 5 8zM8 4.5a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  play: 'M4.5 3l8 5-8 5z',
  pause: 'M5 3v10M11 3v10',
  back: 'M11 3L5 8l6 5',
  forward: 'M5 3l6 5-6 5',
  up: 'M3 10l5-5 5 5',
  escalate: 'M4 8.5L8 4.500l4 4M8 4.500V14M3 2h10',
  down: 'M3 6l5 5 5-5',
  check: 'M3 8.5L6.5 12 13 4.5',
  shelve: 'M2.5 4h11v3h-11zM3.5 7v6h9V7M6.5 9.5h3',
  upload: 'M8 11V3M4.5 6L8 2.5 11.5 6M3 13h10',
  download: 'M8 3v8M4.5 8L8 11.5 11.5 8M3 14h10',
  edit: 'M3 13l.8-3L11 2.8 13.2 5 6 12.2z',
  trash: 'M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.7 9h5.6l.7-9',
  person: 'M8 3a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM3 14c.5-3 2.5-4.5 5-4.5s4.500 1.500 5 4.500',
  rule: 'M3 3h10v4H3zM3 10h10M3 13h6',
  warning: 'M8 2l6.500 11.500h-13zM8 6.500v3.500M8 12v.2',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({
  name,
  size = 16,
}: {
  readonly name: IconName;
  readonly size?: number;
}): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
