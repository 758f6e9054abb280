import type { Feature, FeatureCollection, Position } from 'geojson';
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import { DETAIL_ZOOM } from './map-style.ts';

interface Index {
  readonly cellDeg: number;
  readonly cells: readonly string[];
  readonly attribution: string;
  readonly note: string;
}

/** Cells of detailed coast kept: bounds what the map holds; the farthest from the view are let go. */
const MAX_CELLS = 16;

/** Files of the base map that were read, by name: the three of the world, and cells of the coast, the oldest let go. */
const KEPT = new Map<string, unknown>();
const MAX_KEPT = 3 + 2 * MAX_CELLS;

/** Loads the built-in base map: the coarse world at once, detail for the cells in view. */
export class Basemap {
  readonly #map: MapLibre;
  readonly #base: string;
  #index: Index | null = null;
  #places: readonly Feature[] = [];
  readonly #cells = new Map<string, readonly Feature[]>();
  readonly #loading = new Set<string>();
  #shown = '';

  constructor(map: MapLibre, base = 'basemap') {
    this.#map = map;
    this.#base = base;
  }

  /** Null when there is no base map: the picture works without one, on plain sea. */
  async start(): Promise<{ readonly attribution: string; readonly note: string } | null> {
    try {
      const [index, world, places] = await Promise.all([
        this.#get<Index>('index.json'),
        this.#get<FeatureCollection>('world.json'),
        this.#get<FeatureCollection>('places.json'),
      ]);
      this.#index = index;
      this.#places = places.features;
      void this.#source('world')?.setData(world);
      void this.#source('places')?.setData(places);
      this.update();
      return index;
    } catch {
      return null;
    }
  }

  /** After the map moved: loads cells that came into view and shows detail when all of them are there. */
  update(): void {
    if (this.#index === null) return;
    const wanted = this.#map.getZoom() >= DETAIL_ZOOM - 0.6 ? this.#cellsInView(this.#index) : [];
    for (const name of wanted) void this.#load(name);
    const complete = wanted.length > 0 && wanted.every((name) => this.#cells.has(name));
    const detail = complete && this.#map.getZoom() >= DETAIL_ZOOM;
    for (const layer of ['detail-land', 'detail-coast'])
      this.#map.setLayoutProperty(layer, 'visibility', detail ? 'visible' : 'none');
    for (const layer of ['world-land', 'world-coast'])
      this.#map.setLayoutProperty(layer, 'visibility', detail ? 'none' : 'visible');
  }

  #source(name: string): GeoJSONSource | undefined {
    return this.#map.getSource<GeoJSONSource>(name);
  }

  /** What was read once is kept for the next screen's map: the node may be away then. */
  async #get<T>(name: string): Promise<T> {
    const kept = KEPT.get(name);
    if (kept !== undefined) return kept as T;
    const file = await this.#fetch<T>(name);
    if (KEPT.size >= MAX_KEPT) KEPT.delete([...KEPT.keys()].find((one) => one.includes('/')) ?? '');
    KEPT.set(name, file);
    return file;
  }

  async #fetch<T>(name: string): Promise<T> {
    const response = await fetch(`${this.#base}/${name}`);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return (await response.json()) as T;
  }

  #cellsInView({ cellDeg, cells }: Index): string[] {
    const bounds = this.#map.getBounds();
    const names: string[] = [];
    const floor = (deg: number): number => Math.floor(deg / cellDeg) * cellDeg;
    for (let lon = floor(bounds.getWest()); lon < bounds.getEast(); lon += cellDeg)
      for (let lat = floor(bounds.getSouth()); lat < bounds.getNorth(); lat += cellDeg)
        if (cells.includes(`${lon}_${lat}`)) names.push(`${lon}_${lat}`);
    return names.length > MAX_CELLS ? [] : names;
  }

  async #load(name: string): Promise<void> {
    if (this.#cells.has(name) || this.#loading.has(name)) return;
    this.#loading.add(name);
    try {
      const { features } = await this.#get<FeatureCollection>(`cells/${name}.json`);
      this.#cells.set(name, features);
      this.#forgetFar();
      if (this.#loading.size === 1) this.#show();
    } catch {
      // The coarse coast stays; the cell is asked for again when the map moves.
    } finally {
      this.#loading.delete(name);
      if (this.#loading.size === 0) this.#show();
    }
  }

  #forgetFar(): void {
    const keep = new Set(this.#index === null ? [] : this.#cellsInView(this.#index));
    for (const name of this.#cells.keys()) {
      if (this.#cells.size <= MAX_CELLS) return;
      if (!keep.has(name)) this.#cells.delete(name);
    }
  }

  #show(): void {
    const names = [...this.#cells.keys()].sort().join();
    if (names === this.#shown) return;
    this.#shown = names;
    const features = [...this.#cells.values()].flat();
    const isPlace = (feature: Feature): boolean => feature.properties?.['kind'] === 'place';
    void this.#source('detail')?.setData({
      type: 'FeatureCollection',
      features: features.filter((feature) => !isPlace(feature)),
    });
    void this.#source('places')?.setData({
      type: 'FeatureCollection',
      features: [...this.#places, ...features.filter(isPlace)],
    });
    this.update();
  }
}

/** Lines of latitude and longitude for a view, at a step that gives 4 to 12 lines. */
export function graticule(
  west: number,
  south: number,
  east: number,
  north: number,
): FeatureCollection {
  const span = Math.max(east - west, north - south);
  const step = [30, 10, 5, 2, 1, 0.5, 0.25, 0.1, 0.05].find((deg) => span / deg >= 4) ?? 0.05;
  const lines: Position[][] = [];
  for (let lon = Math.ceil(west / step) * step; lon <= east; lon += step)
    lines.push([
      [lon, Math.max(-85, south)],
      [lon, Math.min(85, north)],
    ]);
  for (let lat = Math.ceil(south / step) * step; lat <= north; lat += step)
    lines.push([
      [west, lat],
      [east, lat],
    ]);
  return {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: {},
        geometry: { type: 'MultiLineString', coordinates: lines },
      },
    ],
  };
}
