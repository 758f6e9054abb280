import { makePicture, makeTrackFrame, type Picture, type TrackFrame } from '../../model/index.ts';

/** The rows of a picture that may be seen, copied once a picture. */
export class PictureFilter {
  #at = Number.NaN;
  #of: Picture | null = null;
  #copy = makePicture(64);

  of(
    picture: Picture,
    sees: (trackNumber: number) => boolean,
  ): { readonly picture: Picture; readonly isNew: boolean } {
    if (this.#of === picture && this.#at === picture.at)
      return { picture: this.#copy, isNew: false };
    const columns = Object.keys(picture).filter((key) => key !== 'at' && key !== 'count');
    const rows: number[] = [];
    for (let row = 0; row < picture.count; row++)
      if (sees(picture.trackNumber[row]!)) rows.push(row);
    if (rows.length > this.#copy.trackNumber.length) this.#copy = makePicture(2 * rows.length);
    // The columns are used again: like those of the node's own picture they hold until the next one.
    const copy: Picture = { ...this.#copy, at: picture.at, count: rows.length };
    for (const key of columns as readonly Column[]) {
      const [from, to] = [picture[key], copy[key]];
      for (let i = 0; i < rows.length; i++) to[i] = from[rows[i]!]!;
    }
    this.#of = picture;
    this.#at = picture.at;
    this.#copy = copy;
    return { picture: copy, isNew: true };
  }
}

type Column = Exclude<keyof Picture, 'at' | 'count'>;
type FrameColumn = Exclude<keyof TrackFrame, 'at' | 'seq' | 'flags' | 'count'>;

/** A frame of the past with the rows alone that may be seen. */
export function filterFrame(
  frame: TrackFrame,
  sees: (trackNumber: number) => boolean,
  showsAlerts: boolean,
): Uint8Array {
  const rows: number[] = [];
  for (let row = 0; row < frame.count; row++) if (sees(frame.trackNumber[row]!)) rows.push(row);
  const made = makeTrackFrame(rows.length, frame.at, frame.seq, frame.flags);
  const plain = new Set(['at', 'seq', 'flags', 'count']);
  for (const key of Object.keys(frame).filter((one) => !plain.has(one)) as FrameColumn[])
    rows.forEach((row, i) => (made.frame[key][i] = frame[key][row]!));
  if (!showsAlerts) made.frame.alert.fill(0);
  return made.bytes;
}
