import {
  IDENTITIES,
  type Identity,
  type Picture,
  type SourceStatus,
  type TrackDetail,
} from '../../model/index.ts';
import type { NodeConfig } from '../config/index.ts';
import type { HistoryStore } from '../store/index.ts';
import { PastNames, type PastName } from './past-names.ts';
import type { TrackLabels } from './track-labels.ts';
import type { TrackNumbers } from './track-numbers.ts';

const RETAIN_EVERY_MS = 600_000;

/** What is asked of the live tracks. */
export interface TrackSource {
  detail(trackNumber: number): TrackDetail | undefined;
  identity(trackNumber: number): { readonly identity: Identity };
  alertOf(trackNumber: number): number;
}

export interface PictureKeeperParts {
  readonly history: HistoryStore;
  readonly labels: TrackLabels;
  readonly numbers: TrackNumbers;
  readonly tracks: TrackSource;
  readonly log: {
    warn(o: object, text: string): void;
    error(o: object, text: string): void;
  };
}

/** Keeps what passes of the picture: positions, names, labels, pilots; and reserves the numbers of tracks to come. */
export class PictureKeeper {
  readonly #parts: PictureKeeperParts;
  readonly #names = new PastNames();
  #retainedAt = 0;
  /** a Remote ID feed was there: only its tracks have a pilot to look for */
  #mayHavePilots = false;

  constructor(parts: PictureKeeperParts) {
    this.#parts = parts;
  }

  /** Names, classes and identities that changed. @param share part of the picture to look at, 0..1 */
  lookAtNames(picture: Picture, share: number): void {
    this.#names.look(picture, this.#parts.tracks, share, this.#keepName);
  }

  readonly #keepName = (name: PastName, at: number): void =>
    this.#parts.history.addDetail(name, at);

  /** Before the history of these tracks. What the disk refuses is tried again each second. */
  keepLabels(): void {
    try {
      this.#parts.labels.flush();
    } catch (error) {
      this.#parts.log.error({ error: String(error) }, 'labels of tracks cannot be kept');
    }
  }

  /** Call once a second. @param highestNumber of all tracks so far */
  keep(
    picture: Picture,
    highestNumber: number,
    sources: readonly SourceStatus[],
    now: number,
  ): void {
    const { history, tracks } = this.#parts;
    this.keepLabels();
    history.addPicture(picture, {
      identityOf: (trackNumber) => IDENTITIES.indexOf(tracks.identity(trackNumber).identity),
      alertOf: (trackNumber) => tracks.alertOf(trackNumber),
    });
    this.#mayHavePilots ||= sources.some((source) => source.format === 'remote-id');
    if (this.#mayHavePilots) this.#keepOperators(picture, now);
    this.#reserveNumbers(highestNumber);
  }

  /** Where the pilots of Remote ID drones stand: kept apart, with a shorter life. */
  #keepOperators({ trackNumber: numbers, count }: Picture, now: number): void {
    const { history, tracks } = this.#parts;
    for (let row = 0; row < count; row++) {
      const trackNumber = numbers[row]!;
      const detail = tracks.detail(trackNumber);
      if (detail?.operatorLatRad == null || detail.operatorLonRad == null) continue;
      history.addOperator({
        trackNumber,
        at: now,
        latRad: detail.operatorLatRad,
        lonRad: detail.operatorLonRad,
        operatorId: detail.operatorId ?? '',
      });
    }
  }

  /** A full disk must not stop the picture: the block in hand lasts for 500 tracks more, and this is tried each second. */
  #reserveNumbers(highest: number): void {
    try {
      this.#parts.numbers.reserve(highest);
    } catch (error) {
      this.#parts.log.error({ error: String(error) }, 'track numbers cannot be reserved');
    }
  }

  /** Lets go of what is too old or too much, every ten minutes of the calls. */
  retain(limits: NodeConfig['history'], now: number): void {
    if (now - this.#retainedAt < RETAIN_EVERY_MS) return;
    this.#retainedAt = now;
    void this.#parts.history.retain(limits, now).catch((error: unknown) => {
      this.#parts.log.warn({ error: String(error) }, 'history could not be trimmed');
    });
  }
}
