import type { Identity, Picture, TrackDetail } from '../../model/index.ts';

/** What a track was said to be from an instant on, as the history keeps it: the parts of its detail that name it. */
export interface PastName extends TrackDetail {
  readonly identity: Identity;
}

/** Out of what the history gave back. */
export function identityThen(kept: TrackDetail): Identity {
  return (kept as TrackDetail & { readonly identity?: Identity }).identity ?? 'pending';
}

/** What is asked of the live picture. */
export interface NameSource {
  detail(trackNumber: number): TrackDetail | undefined;
  identity(trackNumber: number): { readonly identity: Identity };
}

/** Names written in one call: when 10,000 tracks are born at once, they are written over some seconds. */
const MOST_A_CALL = 200;

interface Said {
  detailVersion: number;
  identity: Identity;
  json: string;
}

/**
 * Notices when a track's name, class, identity, sources or findings change, so that a replay shows them as they were.
 * Rows are looked through a share a call. Bound: one entry a live track.
 */
export class PastNames {
  readonly #said = new Map<number, Said>();
  #row = 0;

  /**
   * @param share part of the picture to look at, 0..1
   * @param keep  gets what is new
   */
  look(
    picture: Picture,
    source: NameSource,
    share: number,
    keep: (name: PastName, at: number) => void,
  ): void {
    let kept = 0;
    for (let left = Math.ceil(picture.count * share); left > 0 && kept < MOST_A_CALL; left--) {
      const row = this.#row < picture.count ? this.#row : 0;
      this.#row = row + 1;
      const name = this.#news(picture, row, source);
      if (name === null) continue;
      keep(name, picture.at);
      kept++;
    }
    if (this.#said.size > 2 * picture.count + 1000) this.#forgetGone(picture);
  }

  #news(picture: Picture, row: number, source: NameSource): PastName | null {
    const trackNumber = picture.trackNumber[row]!;
    const detailVersion = picture.detailVersion[row]!;
    const { identity } = source.identity(trackNumber);
    const said = this.#said.get(trackNumber);
    if (said?.detailVersion === detailVersion && said.identity === identity) return null;
    const detail = source.detail(trackNumber);
    if (detail === undefined) return null;
    const name = nameOf(detail, identity);
    const json = JSON.stringify(name);
    this.#said.set(trackNumber, { detailVersion, identity, json });
    return said?.json === json ? null : name;
  }

  #forgetGone({ trackNumber, count }: Picture): void {
    const here = new Set(trackNumber.subarray(0, count));
    for (const number of this.#said.keys()) if (!here.has(number)) this.#said.delete(number);
  }
}

/** Without all that changes from plot to plot: times, counts, confidences; and without the pilot's place. */
function nameOf(detail: TrackDetail, identity: Identity): PastName {
  let best = detail.classes[0];
  for (const one of detail.classes)
    if (best === undefined || one.confidence > best.confidence) best = one;
  const sourceIds = [...new Set(detail.sources.map(({ sourceId }) => sourceId))].sort();
  const codes = [...new Set(detail.findings.map(({ code }) => code))].sort();
  return {
    ...detail,
    identity,
    operatorLatRad: null,
    operatorLonRad: null,
    operatorId: null,
    classes: best === undefined ? [] : [{ type: best.type, confidence: inSteps(best.confidence) }],
    sources: sourceIds.map((sourceId) => ({ sensorId: '', sourceId, lastAt: 0, plots: 0 })),
    findings: codes.map((code) => ({ code, firstAt: 0, lastAt: 0, count: 1, text: '' })),
  };
}

function inSteps(confidence: number): number {
  return Math.round(confidence * 5) / 5;
}
