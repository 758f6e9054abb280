import { create } from 'zustand';
import { ENVIRONMENTS, IDENTITIES } from '../../model/index.ts';
import { THEMES, type ThemeName } from '../theme/palettes.ts';

export const VECTOR_MINUTES = [0, 1, 2, 5] as const;
export const LABEL_MODES = ['none', 'marked', 'all'] as const;
export const TRAIL_MODES = ['none', 'marked', 'all'] as const;
export const COORDINATES = ['dms', 'mgrs', 'decimal'] as const;

/** What a person set for this desk; kept in this browser. */
export interface Settings {
  readonly theme: ThemeName;
  /** percent of full, 40..100 */
  readonly brightness: number;
  readonly labels: (typeof LABEL_MODES)[number];
  readonly trails: (typeof TRAIL_MODES)[number];
  readonly vectorMinutes: (typeof VECTOR_MINUTES)[number];
  readonly coverage: boolean;
  readonly zonesShown: boolean;
  readonly sound: boolean;
  /** single-letter keys (WCAG 2.1.4: they can be switched off) */
  readonly singleKeys: boolean;
  readonly coordinates: (typeof COORDINATES)[number];
  readonly hiddenIdentities: readonly number[];
  readonly hiddenEnvironments: readonly number[];
  /** height of the table under the map, px */
  readonly tableHeight: number;
  readonly tableOpen: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  theme: 'dark',
  brightness: 100,
  labels: 'all',
  trails: 'all',
  vectorMinutes: 1,
  coverage: false,
  zonesShown: true,
  sound: true,
  singleKeys: true,
  coordinates: 'dms',
  hiddenIdentities: [],
  hiddenEnvironments: [],
  tableHeight: (globalThis.innerHeight ?? 1000) < 800 ? 168 : 230,
  tableOpen: true,
};

const oneOf = <T>(list: readonly T[], value: unknown, otherwise: T): T =>
  list.includes(value as T) ? (value as T) : otherwise;
const inRange = (value: unknown, low: number, high: number, otherwise: number): number =>
  typeof value === 'number' && value >= low && value <= high ? value : otherwise;
const flag = (value: unknown, otherwise: boolean): boolean =>
  typeof value === 'boolean' ? value : otherwise;
const indices = (value: unknown, length: number): readonly number[] =>
  Array.isArray(value)
    ? value.filter((n): n is number => Number.isInteger(n) && n >= 0 && n < length)
    : [];

/** Settings from stored text; what is damaged or unknown falls back to the default, one by one. */
export function readSettings(text: string | null): Settings {
  let raw: Readonly<Record<string, unknown>> = {};
  try {
    const parsed: unknown = JSON.parse(text ?? '{}');
    if (typeof parsed === 'object' && parsed !== null) raw = parsed as Record<string, unknown>;
  } catch {
    // damaged: defaults
  }
  const d = DEFAULT_SETTINGS;
  return {
    theme: oneOf(THEMES, raw['theme'], d.theme),
    brightness: inRange(raw['brightness'], 40, 100, d.brightness),
    labels: oneOf(LABEL_MODES, raw['labels'], d.labels),
    trails: oneOf(TRAIL_MODES, raw['trails'], d.trails),
    vectorMinutes: oneOf(VECTOR_MINUTES, raw['vectorMinutes'], d.vectorMinutes),
    coverage: flag(raw['coverage'], d.coverage),
    zonesShown: flag(raw['zonesShown'], d.zonesShown),
    sound: flag(raw['sound'], d.sound),
    singleKeys: flag(raw['singleKeys'], d.singleKeys),
    coordinates: oneOf(COORDINATES, raw['coordinates'], d.coordinates),
    hiddenIdentities: indices(raw['hiddenIdentities'], IDENTITIES.length),
    hiddenEnvironments: indices(raw['hiddenEnvironments'], ENVIRONMENTS.length),
    tableHeight: inRange(raw['tableHeight'], 90, 900, d.tableHeight),
    tableOpen: flag(raw['tableOpen'], d.tableOpen),
  };
}

const KEY = 'tocsin.settings';

function load(): Settings {
  try {
    return readSettings(globalThis.localStorage?.getItem(KEY) ?? null);
  } catch {
    return DEFAULT_SETTINGS;
  }
}

export const useSettings = create<Settings>(load);
export const setSettings = (change: Partial<Settings>): void => useSettings.setState(change);

useSettings.subscribe((settings) => {
  try {
    globalThis.localStorage?.setItem(KEY, JSON.stringify(settings));
  } catch {
    // storage full or forbidden: the settings hold until the page closes
  }
});
