import type { FeatureCollection } from 'geojson';
import * as maplibre from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useSettings } from '../state/settings.ts';
import { PALETTES, rgb, type Palette } from '../theme/palettes.ts';
import type { TrackStore } from '../tracks/track-store.ts';
import { Basemap, graticule } from './basemap.ts';
import { LabelCanvas } from './label-canvas.ts';
import { labelRows, symbolsInView } from './label-rows.ts';
import { makeLook } from './look.ts';
import { mapStyle } from './map-style.ts';
import { SymbolAtlas } from './symbol-atlas.ts';
import { TrackInstances } from './track-instances.ts';
import { TrackLayer, type LayerColors } from './track-layer.ts';
import { Viewport } from './viewport.ts';

// MapLibre 6 runs its worker from a file of ours; without this it would look for one beside its own source.
maplibre.setWorkerUrl(workerUrl);
// Workers outlive the map of a screen: the next screen's map must come up also when the node is away.
maplibre.prewarm();

type PaintName = Parameters<maplibre.Map['setPaintProperty']>[1];
const PICK_PX = 16;
const LABEL_EVERY_MS = 500;
/** Redraw when the fastest symbol has moved this far, px. */
const STEP_PX = 0.4;
const MIN_REPAINT_MS = 16;
const MAX_REPAINT_MS = 250;
const PULSE_REPAINT_MS = 80;
/** The origin of the layer's small numbers follows the view when it is this far off, Mercator units (about 2 deg). */
const ORIGIN_REACH = 0.006;

export interface MapEvents {
  onPick(trackNumber: number | null): void;
  onPointer(lngLat: { readonly lng: number; readonly lat: number } | null): void;
  /** a click that the tool in use wants; true: nothing else happens */
  onToolClick(lngLat: { readonly lng: number; readonly lat: number }): boolean;
  onMoved(viewport: Viewport): void;
  /** the base map is there: where it comes from; empty when there is none */
  onReady(attribution: string): void;
}

export interface MapStart {
  readonly container: HTMLElement;
  readonly labels: HTMLCanvasElement;
  readonly tracks: TrackStore;
  readonly centre: readonly [number, number];
  readonly zoom: number;
  readonly home: { readonly centre: readonly [number, number]; readonly zoom: number };
  readonly events: MapEvents;
}

function layerColors(palette: Palette): LayerColors {
  return {
    identity: palette.identity.map(rgb),
    alert: [[0, 0, 0], ...palette.alert.map(rgb)],
    ink: rgb(palette.ink),
  };
}

/** The map with its track layer and labels; knows nothing of React. */
export class MapController {
  readonly map: maplibre.Map;
  readonly viewport = new Viewport();
  /** times the map was drawn */
  frames = 0;
  readonly #tracks: TrackStore;
  readonly #events: MapEvents;
  readonly #labels: LabelCanvas;
  readonly #atlas: SymbolAtlas;
  readonly #instances = new TrackInstances();
  readonly #layer: TrackLayer;
  readonly #basemap: Basemap;
  readonly #unsubscribe: (() => void)[] = [];
  readonly #stillness = window.matchMedia('(prefers-reduced-motion: reduce)');
  readonly #home: { readonly centre: readonly [number, number]; readonly zoom: number };
  #palette: Palette;
  #origin: readonly [number, number] = [0.5, 0.5];
  #selected: number | null = null;
  #hovered: number | null = null;
  #toolInUse = false;
  #follow = false;
  #inView = 0;
  #labelsAt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #ready = false;
  readonly #onLoad: (() => void)[] = [];

  constructor({ container, labels, tracks, centre, zoom, home, events }: MapStart) {
    this.#tracks = tracks;
    this.#events = events;
    this.#home = home;
    this.#palette = PALETTES[useSettings.getState().theme];
    this.map = new maplibre.Map({
      container,
      style: mapStyle(this.#palette),
      center: [...centre],
      zoom,
      minZoom: 1.5,
      maxZoom: 17,
      maxPitch: 0,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      fadeDuration: 0,
      attributionControl: false,
      keyboard: true,
      canvasContextAttributes: { antialias: true },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.#labels = new LabelCanvas(labels);
    const cellPx = window.devicePixelRatio > 1.25 ? 128 : 64;
    this.#atlas = new SymbolAtlas(cellPx, () => this.#rewrite());
    this.#layer = new TrackLayer(
      this.#instances,
      this.#atlas,
      {
        progress: () => (this.#stillness.matches ? 1 : tracks.progress(performance.now())),
        pulse: () => this.#pulse(),
        vectorS: () => useSettings.getState().vectorMinutes * 60,
      },
      layerColors(this.#palette),
    );
    this.#basemap = new Basemap(this.map);
    this.#listen();
  }

  destroy(): void {
    for (const stop of this.#unsubscribe) stop();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.map.remove();
  }

  select(trackNumber: number | null, follow: boolean): void {
    this.#selected = trackNumber;
    this.#follow = follow;
    this.#labelsAt = 0;
    this.#rewrite();
    if (follow) this.#keepInView();
  }

  /** Brings a track to the middle; zooms in when it would be a dot among dots. */
  centreOn(trackNumber: number): void {
    const row = this.#tracks.rowOf(trackNumber);
    if (row < 0) return;
    this.flyTo(
      this.#tracks.lonE7[row]! / 1e7,
      this.#tracks.latE7[row]! / 1e7,
      Math.max(this.map.getZoom(), 7),
    );
  }

  flyTo(lng: number, lat: number, zoom?: number): void {
    const target = {
      center: [lng, lat] as [number, number],
      ...(zoom === undefined ? {} : { zoom }),
    };
    if (this.#stillness.matches) this.map.jumpTo(target);
    else this.map.easeTo({ ...target, duration: 400 });
  }

  /** Starts something once the style is there; returns how to stop it, whether it has started or not. */
  whenLoaded(start: () => () => void): () => void {
    let stop: (() => void) | null = null;
    let wanted = true;
    const begin = (): void => {
      if (wanted) stop = start();
    };
    if (this.#ready) begin();
    else this.#onLoad.push(begin);
    return () => {
      wanted = false;
      stop?.();
    };
  }

  setTool(tool: string): void {
    this.map.getCanvas().style.cursor = tool === 'none' ? '' : 'crosshair';
    if (tool === 'none') this.map.doubleClickZoom.enable();
    else this.map.doubleClickZoom.disable();
    this.#toolInUse = tool !== 'none';
  }

  /** Back to where this desk's map begins. */
  home(): void {
    this.flyTo(this.#home.centre[0], this.#home.centre[1], this.#home.zoom);
  }

  setData(source: string, data: FeatureCollection): void {
    void this.map.getSource<maplibre.GeoJSONSource>(source)?.setData(data);
  }

  /** What tests ask: symbols drawn, labels shown, atlas finished. */
  report(): { readonly drawn: number; readonly labels: number; readonly ready: boolean } {
    return {
      drawn: this.#instances.count,
      labels: this.#labels.shown,
      ready: this.#ready && this.#atlas.idle,
    };
  }

  /** Draws once more, for benches; done when it is drawn. */
  repaint(): Promise<void> {
    return new Promise((resolve) => {
      void this.map.once('render', () => resolve());
      this.map.triggerRepaint();
    });
  }

  /** Px of a track's symbol in the map, or null when it is not known. */
  screenOf(trackNumber: number): readonly [number, number] | null {
    const row = this.#tracks.rowOf(trackNumber);
    return row < 0 ? null : this.#screen(row);
  }

  #listen(): void {
    const { map } = this;
    map.on('load', () => {
      map.addLayer(this.#layer);
      this.#moved();
      this.#ready = true;
      this.#settled();
      for (const task of this.#onLoad.splice(0)) task();
      void this.#basemap.start().then((about) => {
        this.#events.onReady(about?.attribution ?? '');
      });
    });
    map.on('move', () => this.#moved());
    map.on('resize', () => this.#moved());
    map.on('moveend', () => this.#settled());
    map.on('render', () => {
      this.frames++;
      this.#drawLabels();
    });
    map.on('mousemove', (event) => {
      this.#events.onPointer(event.lngLat);
      this.#hover(this.#pick(event.point.x, event.point.y));
    });
    map.on('mouseout', () => {
      this.#events.onPointer(null);
      this.#hover(null);
    });
    map.on('click', (event) => {
      if (this.#events.onToolClick(event.lngLat)) return;
      this.#events.onPick(this.#pick(event.point.x, event.point.y));
    });
    map.on('dragstart', () => {
      this.#follow = false;
    });
    this.#unsubscribe.push(
      this.#tracks.subscribe(() => {
        this.#rewrite();
        if (this.#follow) this.#keepInView();
      }),
      useSettings.subscribe((settings, before) => {
        if (settings.theme !== before.theme) this.#setTheme(PALETTES[settings.theme]);
        this.#labelsAt = 0;
        this.#rewrite();
      }),
    );
  }

  #setTheme(palette: Palette): void {
    this.#palette = palette;
    this.#layer.setColors(layerColors(palette));
    for (const layer of mapStyle(palette).layers) {
      for (const [name, value] of Object.entries(layer.paint ?? {}))
        this.map.setPaintProperty(layer.id, name as PaintName, value as never);
    }
  }

  #moved(): void {
    const { clientWidth, clientHeight } = this.map.getContainer();
    const before = this.viewport.zoom;
    this.viewport.set(this.map.getCenter(), this.map.getZoom(), clientWidth, clientHeight);
    const [x, y] = this.#origin;
    const { centreX, centreY } = this.viewport;
    if (
      Math.abs(centreX - x) > ORIGIN_REACH ||
      Math.abs(centreY - y) > ORIGIN_REACH ||
      before !== this.viewport.zoom
    )
      this.#rewrite();
  }

  #settled(): void {
    this.#labelsAt = 0;
    this.#basemap.update();
    const bounds = this.viewport.box(0.2);
    this.setData('graticule', graticule(...bounds));
    this.#events.onMoved(this.viewport);
    this.#rewrite();
  }

  /** Fills the instance buffer anew: after a frame of data, a change of view class, selection or settings. */
  #rewrite(): void {
    if (!this.#ready) return;
    const [x0, y0, x1, y1] = this.viewport.seen(0);
    let inView = 0;
    this.#tracks.grid.query(x0, y0, x1, y1, () => inView++);
    this.#inView = inView;
    this.#origin = [this.viewport.centreX, this.viewport.centreY];
    this.#layer.setOrigin(this.#origin);
    const look = this.#look();
    this.#instances.write(this.#tracks, this.#atlas, look, this.#origin);
    this.#layer.invalidate();
    this.#pace();
  }

  #look() {
    const marks = { selected: this.#selected, hovered: this.#hovered };
    return makeLook(useSettings.getState(), this.viewport.zoom, this.#inView, marks);
  }

  /** Repaints as often as the fastest symbol needs, and no oftener. */
  #pace(): void {
    if (this.#timer !== null) return;
    const pxPerS = this.#instances.maxSpeed * this.viewport.scale;
    const pulsing = this.#instances.anyUnacknowledged && !this.#stillness.matches;
    const moving =
      pxPerS > 0.2 && this.#tracks.progress(performance.now()) < 1 && !this.#stillness.matches;
    if (!moving && !pulsing) return;
    const forMotion = moving ? (STEP_PX / pxPerS) * 1000 : MAX_REPAINT_MS;
    const wait = Math.max(
      MIN_REPAINT_MS,
      Math.min(MAX_REPAINT_MS, forMotion, pulsing ? PULSE_REPAINT_MS : Infinity),
    );
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.map.triggerRepaint();
      this.#pace();
    }, wait);
  }

  #pulse(): number {
    if (this.#stillness.matches) return 0.35;
    return 0.5 - 0.5 * Math.cos((performance.now() / 1000) * 2 * Math.PI);
  }

  #screen = (row: number): readonly [number, number] => {
    const t = this.#stillness.matches ? 1 : this.#tracks.progress(performance.now());
    return this.viewport.toPx(this.#tracks.x(row, t), this.#tracks.y(row, t));
  };

  #drawLabels(): void {
    if (!this.#ready) return;
    const now = performance.now();
    if (now - this.#labelsAt > LABEL_EVERY_MS) {
      this.#labelsAt = now;
      this.#placeLabels();
    }
    this.#labels.draw(this.#tracks, this.#screen, this.#palette);
  }

  #placeLabels(): void {
    const settings = useSettings.getState();
    const look = this.#look();
    const seen = this.viewport.seen(20);
    const marks = { selected: this.#selected, hovered: this.#hovered };
    const rows = labelRows(this.#tracks, look, seen, { mode: settings.labels, marks });
    const symbols = symbolsInView(this.#tracks, seen, this.#screen);
    this.#labels.place(this.#tracks, rows, symbols, {
      screen: this.#screen,
      radius: look.sizePx / 2,
      palette: this.#palette,
      now: this.#tracks.at,
    });
  }

  #pick(px: number, py: number): number | null {
    const [x, y] = this.viewport.toMercator(px, py);
    const row = this.#tracks.grid.nearest(x, y, PICK_PX / this.viewport.scale);
    return row < 0 ? null : this.#tracks.trackNumber[row]!;
  }

  #hover(trackNumber: number | null): void {
    if (trackNumber === this.#hovered) return;
    this.#hovered = trackNumber;
    if (!this.#toolInUse) this.map.getCanvas().style.cursor = trackNumber === null ? '' : 'pointer';
    this.#labelsAt = 0;
    this.#rewrite();
  }

  #keepInView(): void {
    if (this.#selected === null) return;
    const row = this.#tracks.rowOf(this.#selected);
    if (row < 0) return;
    const [px, py] = this.#screen(row);
    const { width, height } = this.viewport;
    if (Math.abs(px - width / 2) < width * 0.04 && Math.abs(py - height / 2) < height * 0.04)
      return;
    this.map.jumpTo({ center: [this.#tracks.lonE7[row]! / 1e7, this.#tracks.latE7[row]! / 1e7] });
  }
}
