import { IDENTITIES } from '../../model/index.ts';
import type { Palette } from '../theme/palettes.ts';
import type { TrackStore } from '../tracks/track-store.ts';
import { LabelPlacer, type LabelBox, type PlacedLabel } from './label-placer.ts';
import { labelLines, type LabelDetail } from './label-text.ts';

export const MAX_LABELS = 300;
const LINE_PX = 14;
const PAD_X = 4;
const PAD_Y = 2;
const FONT = '500 11.5px "Noto Sans", sans-serif';
const FONT_STRONG = '600 11.5px "Noto Sans", sans-serif';
const NEUTRAL = IDENTITIES.indexOf('neutral');

export interface LabelRow {
  readonly row: number;
  readonly priority: number;
  readonly detail: LabelDetail;
}

interface Block {
  readonly trackNumber: number;
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
  readonly placed: PlacedLabel;
  readonly strong: boolean;
  readonly color: string;
}

/** 0 alerted, 1 selected or hovered, 2 hostile, suspect, unknown or pending, 3 friend, 4 neutral. */
export function labelPriority(alert: number, identity: number, marked: boolean): number {
  if (alert !== 0) return 0;
  if (marked) return 1;
  if (identity === NEUTRAL) return 4;
  const name = IDENTITIES[identity];
  return name === 'friend' || name === 'assumed-friend' ? 3 : 2;
}

/** Data blocks on a 2D canvas over the map: placed twice a second, drawn with every map frame. */
export class LabelCanvas {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #placer = new LabelPlacer();
  #blocks: readonly Block[] = [];
  readonly #widths = new Map<string, number>();

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d')!;
  }

  get shown(): number {
    return this.#blocks.length;
  }

  /** Chooses lines and places. `screen` gives the px of a row's symbol. */
  place(
    store: TrackStore,
    rows: readonly LabelRow[],
    symbols: Float64Array,
    options: {
      readonly screen: (row: number) => readonly [number, number];
      readonly radius: number;
      readonly palette: Palette;
      readonly now: number;
    },
  ): void {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const texts = new Map<number, { lines: string[]; row: LabelRow }>();
    const boxes: LabelBox[] = rows.map((row) => {
      const lines = labelLines(store, row.row, row.detail, options.now);
      const id = store.trackNumber[row.row]!;
      texts.set(id, { lines, row });
      const [x, y] = options.screen(row.row);
      return {
        id,
        priority: row.priority,
        x,
        y,
        radius: options.radius,
        width: this.#measure(lines) + 2 * PAD_X,
        height: lines.length * LINE_PX + 2 * PAD_Y,
      };
    });
    const placed = this.#placer.place(boxes, {
      width,
      height,
      symbols,
      symbolRadius: options.radius,
    });
    const sizes = new Map(boxes.map((box) => [box.id, box]));
    this.#blocks = placed.map((one) => {
      const { lines, row } = texts.get(one.id)!;
      const box = sizes.get(one.id)!;
      const alert = store.alert[row.row]! & 7;
      return {
        trackNumber: one.id,
        lines,
        width: box.width,
        height: box.height,
        placed: one,
        strong: row.priority <= 1,
        color: alert > 0 ? options.palette.alert[alert - 1]! : options.palette.labelLine,
      };
    });
  }

  clear(): void {
    this.#blocks = [];
  }

  /** Draws the placed labels at the present places of their symbols. */
  draw(
    store: TrackStore,
    screen: (row: number) => readonly [number, number],
    palette: Palette,
  ): void {
    const dpr = window.devicePixelRatio;
    const { clientWidth, clientHeight } = this.#canvas;
    if (this.#canvas.width !== Math.round(clientWidth * dpr))
      this.#canvas.width = Math.round(clientWidth * dpr);
    if (this.#canvas.height !== Math.round(clientHeight * dpr))
      this.#canvas.height = Math.round(clientHeight * dpr);
    const context = this.#context;
    context.setTransform(dpr, 0, 0, dpr, 0, 0);
    context.clearRect(0, 0, clientWidth, clientHeight);
    context.textBaseline = 'top';
    for (let i = this.#blocks.length - 1; i >= 0; i--) {
      const block = this.#blocks[i]!;
      const row = store.rowOf(block.trackNumber);
      if (row >= 0) this.#drawBlock(block, screen(row), palette);
    }
  }

  #drawBlock(block: Block, [sx, sy]: readonly [number, number], palette: Palette): void {
    const context = this.#context;
    const x = Math.round(sx + block.placed.dx);
    const y = Math.round(sy + block.placed.dy);
    const nearX = Math.max(x, Math.min(sx, x + block.width));
    const nearY = Math.max(y, Math.min(sy, y + block.height));
    const far = Math.hypot(nearX - sx, nearY - sy);
    if (far > 16) {
      context.strokeStyle = palette.labelLine;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(sx + ((nearX - sx) * 13) / far, sy + ((nearY - sy) * 13) / far);
      context.lineTo(nearX, nearY);
      context.stroke();
    }
    context.fillStyle = palette.labelBack;
    context.beginPath();
    context.roundRect(x, y, block.width, block.height, 2);
    context.fill();
    if (block.strong) {
      context.fillStyle = block.color;
      context.fillRect(x, y, 2, block.height);
    }
    context.fillStyle = palette.labelText;
    block.lines.forEach((line, i) => {
      context.font = i === 0 ? FONT_STRONG : FONT;
      context.globalAlpha = i === 0 ? 1 : 0.82;
      context.fillText(line, x + PAD_X, y + PAD_Y + 1 + i * LINE_PX);
    });
    context.globalAlpha = 1;
  }

  #measure(lines: readonly string[]): number {
    let widest = 0;
    lines.forEach((line, i) => {
      const key = i === 0 ? `s${line}` : line;
      let width = this.#widths.get(key);
      if (width === undefined) {
        if (this.#widths.size > 5000) this.#widths.clear();
        this.#context.font = i === 0 ? FONT_STRONG : FONT;
        width = Math.ceil(this.#context.measureText(line).width);
        this.#widths.set(key, width);
      }
      widest = Math.max(widest, width);
    });
    return widest;
  }
}
