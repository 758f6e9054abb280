/** Pixels of a screenshot: just enough of PNG (8 bit, RGB or RGBA, not interlaced) for what chromium writes. */
import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** red, green, blue of a pixel, 0..255 */
  at(x: number, y: number): readonly [number, number, number];
}

export function readPng(file: Buffer): Pixels {
  const parts: Buffer[] = [];
  let [width, height, step] = [0, 0, 0];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      width = body.readUInt32BE(0);
      height = body.readUInt32BE(4);
      assert.deepEqual([body[8], body[12]], [8, 0], '8 bit, not interlaced');
      step = body[9] === 6 ? 4 : 3;
    } else if (type === 'IDAT') parts.push(body);
    at += 12 + length;
  }
  const rows = unfilter(inflateSync(Buffer.concat(parts)), width * step, height, step);
  return {
    width,
    height,
    at: (x, y) => {
      const i = y * width * step + x * step;
      return [rows[i]!, rows[i + 1]!, rows[i + 2]!];
    },
  };
}

/** PNG 9.2: each row is told as its difference from what is left of it and above it. */
function unfilter(raw: Buffer, stride: number, height: number, step: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const i = y * stride + x;
      const left = x >= step ? out[i - step]! : 0;
      const above = y > 0 ? out[i - stride]! : 0;
      const corner = x >= step && y > 0 ? out[i - stride - step]! : 0;
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0;
      out[i] = raw[y * (stride + 1) + 1 + x]! + guess;
    }
  }
  return out;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [guess - left, guess - above, guess - corner].map(Math.abs) as [
    number,
    number,
    number,
  ];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}
