import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import {
  isSameLabel,
  joinLabels,
  OWN_ONLY,
  type Label,
  type Picture,
  type TrackDetail,
} from '../../model/index.ts';
import { allyOf } from '../../sense/index.ts';
import type { SourceLabels } from '../api/index.ts';
import { writeWhole } from '../whole-file.ts';

/** Track numbers whose labels are remembered, the newest ones: 32 MB. Older ones count as of unknown label. */
const MAX_TRACKS = 8_000_000;
/** Different labels of sources since the node's first start; further ones share the last bit, which withholds. */
const MAX_LABELS = 31;
const BEYOND_BIT = 2 ** 31;
const PAGE = 1024;

/** Of what is not known: nobody but the highest cleared of this node's own people. */
export const WITHHELD: Label = { ...OWN_ONLY, classification: 'top-secret' };

interface KeptLabel {
  readonly label: Label;
  readonly isAlly: boolean;
}

/**
 * Which labels of sources each track is made of, one bit a label: kept for the life of a track and beyond, for the
 * history, since track numbers are never used again. A source once in a track stays in it. On disk before the history
 * of the track is; what was not written before a power cut counts as of unknown label.
 */
export class TrackLabels implements SourceLabels {
  readonly #dir: string;
  #isOpen = true;
  #before: number;
  readonly #fd: number;
  #labels: KeptLabel[] = [];
  /** bits of labels of what allies give */
  #allyBits = 0;
  #bitOfSource = new Map<string, number>();
  /** of sources that no configuration names: what allies give under conditions of their own */
  readonly #bitOfAlly = new Map<string, number>();
  /** of sources without a label of their own, and of allies' tracks, which are not ours to give away */
  #defaultBit = 0;
  #allyBit = 0;
  /** bits of track number `#first + i` */
  #bits = new Uint32Array(PAGE);
  #first = 0;
  readonly #dirty = new Set<number>();
  /** detail versions looked at, by track number */
  readonly #seen = new Map<number, number>();
  /** grows whenever some track's bits or the labels change */
  version = 0;
  defaultLabel: Label = OWN_ONLY;
  readonly #joined = new Map<number, Label>();

  /** @param before track numbers given out before labels were kept; they count as of the default label */
  constructor(dataDir: string, before = 0) {
    this.#dir = dataDir;
    const listFile = path.join(dataDir, 'track-labels.json');
    if (existsSync(listFile))
      this.#labels = JSON.parse(readFileSync(listFile, 'utf8')) as KeptLabel[];
    this.#labels.forEach(({ isAlly }, at) => {
      if (isAlly) this.#allyBits |= 1 << at;
    });
    const file = path.join(dataDir, 'track-labels');
    this.#before = existsSync(file) ? 0 : before;
    this.#fd = openSync(file, existsSync(file) ? 'r+' : 'w+', 0o600);
    this.#load();
  }

  /** The labels that sources have from now on; tracks keep those of their past. */
  configure(defaultLabel: Label, bySource: ReadonlyMap<string, Label>): void {
    const before = this.#labels.length;
    this.defaultLabel = defaultLabel;
    this.#defaultBit = this.#bitOf(defaultLabel);
    this.#allyBit = this.#bitOf(OWN_ONLY, true);
    this.#bitOfSource = new Map([...bySource].map(([id, label]) => [id, this.#bitOf(label)]));
    this.#keepLabels(before);
    this.#seen.clear();
    this.version++;
    for (; this.#before > 0; this.#before--) this.#add(this.#before, this.#defaultBit);
  }

  /** The label of what an ally's source gives, before anything of it is in a track. Throws when the disk refuses. */
  putAlly(sourceId: string, label: Label): void {
    const before = this.#labels.length;
    this.#bitOfAlly.set(sourceId, this.#bitOf(label, true));
    this.#keepLabels(before);
  }

  #keepLabels(before: number): void {
    if (this.#labels.length !== before)
      writeWhole(path.join(this.#dir, 'track-labels.json'), JSON.stringify(this.#labels));
  }

  /** What the bits stand for, by bit number; a bit beyond is for nobody. */
  labels(): readonly Label[] {
    return this.#labels.map(({ label }) => label);
  }

  labelOfSource(sourceId: string): Label {
    const bit = this.#bitOfSourceId(sourceId);
    return this.#labels[31 - Math.clz32(bit)]?.label ?? WITHHELD;
  }

  /** Looks at tracks that are new or changed; before anybody is shown this picture. */
  see(picture: Picture, detailOf: (trackNumber: number) => TrackDetail | undefined): void {
    for (let row = 0; row < picture.count; row++) {
      const trackNumber = picture.trackNumber[row]!;
      const version = picture.detailVersion[row]!;
      if (this.#seen.get(trackNumber) === version) continue;
      this.#seen.set(trackNumber, version);
      this.note(trackNumber, detailOf(trackNumber));
    }
    if (this.#seen.size > 2 * picture.count + 1000) this.#seen.clear();
  }

  /** 0: not known. */
  bits(trackNumber: number): number {
    return this.#bits[trackNumber - this.#first] ?? 0;
  }

  /** The label of a track, joined from its sources'; the same object for the same sources. */
  labelOf(trackNumber: number): Label {
    return this.#join(this.bits(trackNumber));
  }

  /** The label of what this node's own sources made of a track (Tracker.ownPicture). */
  ownLabelOf(trackNumber: number): Label {
    return this.#join(this.bits(trackNumber) & ~this.#allyBits);
  }

  #join(bits: number): Label {
    const known = this.#joined.get(bits);
    if (known !== undefined) return known;
    const labels = this.labels().filter((_, i) => (bits & (1 << i)) !== 0);
    if ((bits & BEYOND_BIT) !== 0 || labels.length === 0) labels.push(WITHHELD);
    const [first = WITHHELD, ...others] = labels;
    const joined = joinLabels(first, ...others);
    if (this.#joined.size < 10_000) this.#joined.set(bits, joined);
    return joined;
  }

  /** Writes what changed. Throws when the disk refuses; it is tried again the next time. */
  flush(): void {
    for (const page of this.#dirty) {
      const start = page * PAGE;
      const part = this.#bits.subarray(start, start + PAGE);
      const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
      writeSync(this.#fd, bytes, 0, bytes.length, 4 * (this.#first + start));
      this.#dirty.delete(page);
    }
  }

  /** What was not flushed is lost. A second time it does nothing. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#fd);
  }

  #load(): void {
    const tracks = Math.floor(fstatSync(this.#fd).size / 4);
    this.#first = Math.max(0, Math.floor((tracks - MAX_TRACKS) / PAGE)) * PAGE;
    this.#grow(tracks - this.#first);
    const bytes = new Uint8Array(this.#bits.buffer, 0, 4 * (tracks - this.#first));
    readSync(this.#fd, bytes, 0, bytes.length, 4 * this.#first);
  }

  /** What an ally gives has bits of its own, also where it is labelled as something of ours. */
  #bitOf(label: Label, isAlly = false): number {
    let at = this.#labels.findIndex(
      (one) => one.isAlly === isAlly && isSameLabel(one.label, label),
    );
    if (at < 0 && this.#labels.length < MAX_LABELS) at = this.#labels.push({ label, isAlly }) - 1;
    if (at < 0) return BEYOND_BIT;
    if (isAlly) this.#allyBits |= 1 << at;
    return 1 << at;
  }

  #bitOfSourceId(sourceId: string): number {
    return (
      this.#bitOfSource.get(sourceId) ??
      this.#bitOfAlly.get(sourceId) ??
      (allyOf(sourceId) === null ? this.#defaultBit : this.#allyBit)
    );
  }

  /** Takes in what a track is made of now. */
  note(trackNumber: number, detail: TrackDetail | undefined): void {
    let bits = 0;
    for (const { sourceId } of detail?.sources ?? []) bits |= this.#bitOfSourceId(sourceId);
    this.#add(trackNumber, bits);
  }

  #add(trackNumber: number, more: number): void {
    const at = trackNumber - this.#first;
    if (more === 0 || at < 0) return;
    if (at >= this.#bits.length) this.#grow(at + 1);
    const before = this.#bits[at]!;
    this.#bits[at] = before | more;
    if (this.#bits[at] === before) return;
    this.version++;
    this.#dirty.add(Math.floor(at / PAGE));
  }

  #grow(needed: number): void {
    if (needed <= this.#bits.length) return;
    const pages = Math.ceil((needed * 1.5) / PAGE);
    const bits = new Uint32Array(pages * PAGE);
    bits.set(this.#bits);
    this.#bits = bits;
  }
}
