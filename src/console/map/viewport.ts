import { latOf, lonOf, mercatorX, mercatorY } from '../tracks/mercator.ts';

/** Px of the whole world at zoom 0 in MapLibre. */
const WORLD_PX = 512;

/** What a north-up, flat map shows: enough to turn Mercator into CSS px and back without asking the map. */
export class Viewport {
  centreX = 0.5;
  centreY = 0.5;
  width = 1;
  height = 1;
  zoom = 0;
  /** px a Mercator unit */
  scale = WORLD_PX;

  set(
    centre: { readonly lng: number; readonly lat: number },
    zoom: number,
    width: number,
    height: number,
  ): void {
    this.centreX = mercatorX(centre.lng);
    this.centreY = mercatorY(centre.lat);
    this.zoom = zoom;
    this.width = width;
    this.height = height;
    this.scale = WORLD_PX * 2 ** zoom;
  }

  toPx(x: number, y: number): readonly [number, number] {
    return [
      (x - this.centreX) * this.scale + this.width / 2,
      (y - this.centreY) * this.scale + this.height / 2,
    ];
  }

  toMercator(px: number, py: number): readonly [number, number] {
    return [
      (px - this.width / 2) / this.scale + this.centreX,
      (py - this.height / 2) / this.scale + this.centreY,
    ];
  }

  /** deg W, S, E, N with a margin in parts of the width and height */
  box(margin: number): readonly [number, number, number, number] {
    const [x0, y0] = this.toMercator(-margin * this.width, -margin * this.height);
    const [x1, y1] = this.toMercator((1 + margin) * this.width, (1 + margin) * this.height);
    return [Math.max(-180, lonOf(x0)), latOf(y1), Math.min(180, lonOf(x1)), latOf(y0)];
  }

  /** Mercator x0, y0, x1, y1 of what is seen, with a margin in px. */
  seen(marginPx: number): readonly [number, number, number, number] {
    const [x0, y0] = this.toMercator(-marginPx, -marginPx);
    const [x1, y1] = this.toMercator(this.width + marginPx, this.height + marginPx);
    return [x0, y0, x1, y1];
  }
}
