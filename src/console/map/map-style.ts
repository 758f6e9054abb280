import type { StyleSpecification } from 'maplibre-gl';
import latin from '@fontsource/noto-sans/files/noto-sans-latin-500-normal.woff2?url';
import latinExt from '@fontsource/noto-sans/files/noto-sans-latin-ext-500-normal.woff2?url';
import greek from '@fontsource/noto-sans/files/noto-sans-greek-500-normal.woff2?url';
import cyrillic from '@fontsource/noto-sans/files/noto-sans-cyrillic-500-normal.woff2?url';
import type { Palette } from '../theme/palettes.ts';

const EMPTY = { type: 'FeatureCollection' as const, features: [] };
/** From this zoom on the detailed coast is drawn, as soon as the cells in view are loaded. */
export const DETAIL_ZOOM = 4.6;
export const FONT = ['Noto Sans'];

const geojson = () => ({ type: 'geojson' as const, data: EMPTY, tolerance: 0.3 });
const absolute = (url: string): string => new URL(url, document.baseURI).href;

/**
 * The map's style, colours from the theme. Sources start empty: basemap.ts and overlays.ts fill them. Fonts are the
 * page's own woff2 files, so nothing is asked of another server.
 */
export function mapStyle(colors: Palette): StyleSpecification {
  return {
    version: 8,
    name: 'Tocsin',
    'font-faces': {
      'Noto Sans': [
        { url: absolute(latinExt), 'unicode-range': ['U+0100-02FF', 'U+1E00-1EFF'] },
        { url: absolute(greek), 'unicode-range': ['U+0370-03FF'] },
        { url: absolute(cyrillic), 'unicode-range': ['U+0400-04FF'] },
        { url: absolute(latin), 'unicode-range': ['U+0000-00FF', 'U+2000-206F', 'U+2190-2193'] },
      ],
    },
    sources: {
      world: geojson(),
      detail: geojson(),
      places: geojson(),
      graticule: geojson(),
      zones: geojson(),
      sensors: geojson(),
      history: geojson(),
      forecast: geojson(),
      tools: geojson(),
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colors.sea } },
      ...landLayers(colors),
      ...overlayLayers(colors),
      ...placeLayers(colors),
      ...toolLayers(colors),
    ],
  };
}

type Layers = StyleSpecification['layers'];

function landLayers(colors: Palette): Layers {
  const isLand: ['in', ['get', string], ['literal', string[]]] = [
    'in',
    ['get', 'kind'],
    ['literal', ['land', 'stroke']],
  ];
  const coast = { 'line-color': colors.coast, 'line-width': 0.9, 'line-opacity': 0.9 };
  return [
    {
      id: 'world-land',
      type: 'fill',
      source: 'world',
      filter: isLand,
      paint: { 'fill-color': colors.land, 'fill-antialias': false },
    },
    {
      id: 'world-coast',
      type: 'line',
      source: 'world',
      filter: ['!=', ['get', 'kind'], 'land'],
      paint: coast,
    },
    {
      id: 'detail-land',
      type: 'fill',
      source: 'detail',
      filter: isLand,
      layout: { visibility: 'none' },
      paint: { 'fill-color': colors.land, 'fill-antialias': false },
    },
    {
      id: 'detail-coast',
      type: 'line',
      source: 'detail',
      filter: ['==', ['get', 'kind'], 'coast'],
      layout: { visibility: 'none' },
      paint: coast,
    },
    {
      id: 'graticule',
      type: 'line',
      source: 'graticule',
      paint: { 'line-color': colors.graticule, 'line-width': 0.8 },
    },
  ];
}

function placeLayers(colors: Palette): Layers {
  return [
    {
      id: 'places',
      type: 'symbol',
      source: 'places',
      filter: [
        '>=',
        ['get', 'population'],
        [
          'step',
          ['zoom'],
          2_000_000,
          4,
          600_000,
          5,
          250_000,
          6,
          100_000,
          7,
          30_000,
          8,
          10_000,
          9,
          2000,
        ],
      ],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': [
          'interpolate',
          ['linear'],
          ['get', 'population'],
          5000,
          10,
          300_000,
          11,
          2_000_000,
          12.5,
        ],
        'symbol-sort-key': ['-', 0, ['get', 'population']],
        'text-padding': 6,
        'text-variable-anchor': ['left', 'right', 'top'],
        'text-radial-offset': 0.4,
        'text-justify': 'auto',
      },
      paint: {
        'text-color': colors.place,
        'text-halo-color': colors.placeHalo,
        'text-halo-width': 1.1,
        'text-opacity': 0.85,
      },
    },
  ];
}

function overlayLayers(colors: Palette): Layers {
  const zoneColor: ['case', ['get', string], string, string] = [
    'case',
    ['get', 'restricted'],
    colors.zoneRestricted,
    colors.zone,
  ];
  const zoneLine = {
    'line-color': zoneColor,
    'line-width': ['case', ['get', 'selected'], 2.6, 1.3] as [
      'case',
      ['get', string],
      number,
      number,
    ],
    'line-opacity': 0.9,
  };
  return [
    {
      id: 'zone-fill',
      type: 'fill',
      source: 'zones',
      filter: ['get', 'active'],
      paint: { 'fill-color': zoneColor, 'fill-opacity': ['case', ['get', 'selected'], 0.16, 0.06] },
    },
    {
      id: 'zone-line',
      type: 'line',
      source: 'zones',
      filter: ['all', ['get', 'active'], ['get', 'restricted']],
      paint: zoneLine,
    },
    {
      id: 'zone-line-soft',
      type: 'line',
      source: 'zones',
      filter: ['all', ['get', 'active'], ['!', ['get', 'restricted']]],
      paint: { ...zoneLine, 'line-dasharray': [5, 3] },
    },
    {
      id: 'zone-line-off',
      type: 'line',
      source: 'zones',
      filter: ['!', ['get', 'active']],
      paint: { ...zoneLine, 'line-opacity': 0.45, 'line-dasharray': [1, 3] },
    },
    {
      id: 'zone-name',
      type: 'symbol',
      source: 'zones',
      minzoom: 5,
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'text-field': ['get', 'title'],
        'text-font': FONT,
        'text-size': 11,
        'text-letter-spacing': 0.04,
      },
      paint: {
        'text-color': zoneColor,
        'text-halo-color': colors.placeHalo,
        'text-halo-width': 1.2,
      },
    },
    {
      id: 'coverage',
      type: 'line',
      source: 'sensors',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: {
        'line-color': colors.sensor,
        'line-width': 1,
        'line-opacity': 0.55,
        'line-dasharray': [2, 3],
      },
    },
    {
      id: 'sensor',
      type: 'circle',
      source: 'sensors',
      filter: ['all', ['==', ['geometry-type'], 'Point'], ['!', ['has', 'advisory']]],
      paint: {
        'circle-radius': 3,
        'circle-color': colors.placeHalo,
        'circle-stroke-color': colors.sensor,
        'circle-stroke-width': 1.6,
      },
    },
    {
      id: 'advisory',
      type: 'circle',
      source: 'sensors',
      filter: ['has', 'advisory'],
      paint: {
        'circle-radius': 9,
        'circle-color': 'transparent',
        'circle-stroke-color': colors.ink,
        'circle-stroke-width': 1.4,
        'circle-stroke-opacity': 0.8,
      },
    },
    {
      id: 'sensor-name',
      type: 'symbol',
      source: 'sensors',
      minzoom: 7,
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 10,
        'text-anchor': 'top',
        'text-offset': [0, 0.6],
      },
      paint: {
        'text-color': colors.sensor,
        'text-halo-color': colors.placeHalo,
        'text-halo-width': 1,
      },
    },
    {
      id: 'history',
      type: 'line',
      source: 'history',
      paint: { 'line-color': colors.ink, 'line-width': 1.4, 'line-opacity': 0.55 },
    },
    {
      id: 'forecast-cone',
      type: 'fill',
      source: 'forecast',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colors.ink, 'fill-opacity': 0.1 },
    },
    {
      id: 'forecast',
      type: 'line',
      source: 'forecast',
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': colors.ink, 'line-width': 1.4, 'line-dasharray': [4, 3] },
    },
    {
      id: 'forecast-point',
      type: 'circle',
      source: 'forecast',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 4,
        'circle-color': 'rgba(0,0,0,0)',
        'circle-stroke-color': colors.ink,
        'circle-stroke-width': 1.6,
      },
    },
  ];
}

function toolLayers(colors: Palette): Layers {
  return [
    {
      id: 'tool-fill',
      type: 'fill',
      source: 'tools',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colors.measure, 'fill-opacity': ['case', ['get', 'fill'], 0.12, 0] },
    },
    {
      id: 'tool-line',
      type: 'line',
      source: 'tools',
      paint: {
        'line-color': colors.measure,
        'line-width': ['case', ['get', 'thin'], 0.9, 1.6],
        'line-opacity': ['case', ['get', 'thin'], 0.6, 1],
      },
    },
    {
      id: 'tool-point',
      type: 'circle',
      source: 'tools',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': ['case', ['get', 'vertex'], 5, 2],
        'circle-color': colors.placeHalo,
        'circle-stroke-color': colors.measure,
        'circle-stroke-width': 1.6,
      },
    },
    {
      id: 'tool-text',
      type: 'symbol',
      source: 'tools',
      filter: ['has', 'text'],
      layout: {
        'text-field': ['get', 'text'],
        'text-font': FONT,
        'text-size': 11.5,
        'text-anchor': 'left',
        'text-offset': [0.8, 0],
        'text-allow-overlap': true,
      },
      paint: {
        'text-color': colors.measure,
        'text-halo-color': colors.placeHalo,
        'text-halo-width': 1.4,
      },
    },
  ];
}
