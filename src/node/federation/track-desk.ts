import type { Logger } from 'pino';
import {
  makeSenseBatch,
  OWN_ONLY,
  type Label,
  type Picture,
  type SenseBatch,
  type SharedTrack,
} from '../../model/index.ts';
import { allySensorId, readAllyTracks } from '../../sense/index.ts';
import {
  TrackSharing,
  type ReleaseGate,
  type TrackFacts,
  type TrackTerms,
} from '../../share/index.ts';
import type { Exchange } from './exchange.ts';

/** Sources of allies' tracks: one for each ally and label of what it gives. Beyond it a frame is refused and logged. */
const MAX_SOURCES = 200;

export interface TrackDeskParts {
  readonly member: string;
  readonly exchange: Exchange;
  /** null: nothing goes out; what comes is taken all the same */
  readonly terms: {
    readonly toAll: TrackTerms;
    readonly to: ReadonlyMap<string, TrackTerms>;
  } | null;
  /** what this node's own sensors make, without anything of allies */
  readonly picture: () => Picture;
  readonly facts: TrackFacts;
  /** what came from an ally, for the tracker */
  readonly take: (sourceId: string, batch: SenseBatch) => void;
  /** the label of what a source gives, before anything of it is taken */
  readonly putLabel: (sourceId: string, label: Label) => void;
  readonly now: () => number;
  readonly log: Pick<Logger, 'warn'>;
}

/** Tracks between this node's picture and its allies: FED-14 .. FED-16 in docs/spec/federation.md. */
export class TrackDesk {
  readonly #parts: TrackDeskParts;
  readonly #sharing = new TrackSharing();
  readonly #sources = new Set<string>();
  #reached = new Set<string>();

  constructor(parts: TrackDeskParts) {
    this.#parts = parts;
    parts.exchange.onTracks = (ally, label, tracks) => this.#receive(ally, label, tracks);
  }

  /** Sends what is due; call it about twice a second. */
  share(): void {
    const { member, exchange, terms, facts, now } = this.#parts;
    if (terms === null) return;
    const gates = [...exchange.federation.reachable()];
    const reached = new Set(gates.map((gate) => gate.reader.member));
    for (const ally of reached) if (!this.#reached.has(ally)) this.#sharing.restart(ally);
    this.#reached = reached;
    const termsOf = (gate: ReleaseGate): TrackTerms =>
      terms.to.get(gate.reader.member) ?? terms.toAll;
    const due = gates.filter((gate) =>
      this.#sharing.isDue(gate.reader.member, termsOf(gate), now()),
    );
    if (due.length === 0) return;
    const picture = this.#parts.picture();
    for (const gate of due) {
      const ally = gate.reader.member;
      const frames = this.#sharing.frame(ally, termsOf(gate), member, gate, picture, facts);
      for (const [label, rows] of frames) exchange.sendTracks(ally, label, rows);
    }
  }

  #receive(ally: string, label: Label, tracks: readonly SharedTrack[]): void {
    const { exchange, take, putLabel, log } = this.#parts;
    const source = sourceOf(ally, label);
    if (!this.#sources.has(source)) {
      if (this.#sources.size >= MAX_SOURCES) {
        log.warn({ ally, source }, `tracks refused: more than ${MAX_SOURCES} sources of allies`);
        return;
      }
      putLabel(source, heldLabel(label));
    }
    const batch = makeSenseBatch();
    readAllyTracks(
      {
        member: ally,
        sourceId: source,
        tracks,
        clockOffsetMs: exchange.federation.clockOffsetOf(ally),
        receivedAt: this.#parts.now(),
        isFirst: !this.#sources.has(source),
      },
      batch,
    );
    this.#sources.add(source);
    take(source, batch);
  }
}

/** Who gave it under which conditions: what is in a track decides who may see the track. */
function sourceOf(ally: string, { classification, caveats }: Label): string {
  const conditions = classification === 'unclassified' && caveats.length === 0;
  return conditions
    ? allySensorId(ally)
    : [allySensorId(ally), classification, ...caveats].join('/');
}

/** An ally's track is for this node's own people: it is the ally that says who else gets it. */
function heldLabel({ policy, classification, caveats, exercise }: Label): Label {
  return { ...OWN_ONLY, policy, classification, caveats, exercise };
}
