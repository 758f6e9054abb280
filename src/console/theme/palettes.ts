/**
 * The colours that code needs as values (map style, track layer, canvas); everything else is in tokens.css under the
 * same names. Saturated colour is kept for affiliation and alert state; the rest is grey-blue (ISA-101 practice).
 */
export const THEMES = ['dark', 'dusk', 'light'] as const;
export type ThemeName = (typeof THEMES)[number];

export interface Palette {
  readonly scheme: 'dark' | 'light';
  readonly sea: string;
  readonly land: string;
  readonly coast: string;
  readonly graticule: string;
  readonly place: string;
  readonly placeHalo: string;
  readonly ink: string;
  readonly labelText: string;
  readonly labelBack: string;
  readonly labelLine: string;
  /** by index in IDENTITIES */
  readonly identity: readonly string[];
  /** emergency, warning, caution, advisory */
  readonly alert: readonly string[];
  readonly zone: string;
  readonly zoneRestricted: string;
  readonly sensor: string;
  readonly measure: string;
}

const ALERTS = ['#ff4545', '#ffb302', '#fce83a', '#2dccff'];
/** milsymbol's light fills: the vector and trail of a track have the colour of its frame. */
const IDENTITY_LIGHT = [
  '#ffff80',
  '#ffff80',
  '#80e0ff',
  '#80e0ff',
  '#aaffaa',
  '#ffe599',
  '#ff8080',
];

export const PALETTES: Readonly<Record<ThemeName, Palette>> = {
  dark: {
    scheme: 'dark',
    sea: '#0b1822',
    land: '#18232c',
    coast: '#43606f',
    graticule: '#1a2b38',
    place: '#8fa0ad',
    placeHalo: '#0e161d',
    ink: '#f2f7fb',
    labelText: '#e4edf4',
    labelBack: 'rgba(9, 16, 22, 0.72)',
    labelLine: 'rgba(150, 172, 190, 0.65)',
    identity: IDENTITY_LIGHT,
    alert: ALERTS,
    zone: '#8fb7d4',
    zoneRestricted: '#d9a6a0',
    sensor: '#6f8ca3',
    measure: '#f0d9a8',
  },
  dusk: {
    scheme: 'dark',
    sea: '#070b0f',
    land: '#12161a',
    coast: '#3a4147',
    graticule: '#11171c',
    place: '#7c7871',
    placeHalo: '#08090b',
    ink: '#e3d3bd',
    labelText: '#cfc0ac',
    labelBack: 'rgba(6, 7, 9, 0.75)',
    labelLine: 'rgba(150, 135, 115, 0.6)',
    identity: ['#c9c96a', '#c9c96a', '#67b3cc', '#67b3cc', '#86c986', '#cbb77b', '#d06a6a'],
    alert: ['#e04040', '#cf9208', '#c9ba34', '#2b9dc2'],
    zone: '#6f879a',
    zoneRestricted: '#a07a76',
    sensor: '#5b6c79',
    measure: '#c9b48a',
  },
  light: {
    scheme: 'light',
    sea: '#cddbe4',
    land: '#eef0ec',
    coast: '#7c94a3',
    graticule: '#bccdd8',
    place: '#4c5c68',
    placeHalo: '#f4f6f3',
    ink: '#0c1720',
    labelText: '#0f1c26',
    labelBack: 'rgba(250, 252, 253, 0.82)',
    labelLine: 'rgba(60, 80, 95, 0.65)',
    identity: ['#8a7a00', '#8a7a00', '#00759c', '#00759c', '#1c7a2c', '#96700a', '#c62828'],
    alert: ['#d40000', '#c96f00', '#9a8400', '#0079ad'],
    zone: '#33658a',
    zoneRestricted: '#a33d35',
    sensor: '#4f6b80',
    measure: '#7a4f00',
  },
};

/** `#rrggbb` as 0..1 red, green, blue. */
export function rgb(hex: string): readonly [number, number, number] {
  const value = Number.parseInt(hex.slice(1, 7), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}
