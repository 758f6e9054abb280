import type { WebSocket } from 'ws';
import {
  type AdvisoriesStatus,
  type Alert,
  type Box,
  type CallView,
  type ClientMessage,
  copyTrackFrame,
  type Incident,
  type MembersStatus,
  type ServerMessage,
  type SessionInfo,
  TRACK_FRAME_FLAGS,
} from '../../model/index.ts';
import { encodePicture, rowOf, toLabel, toTrackInfo } from './track-view.ts';
import type { ReleaseDesk, Seat } from './release-desk.ts';
import type { NodeChange, NodeView } from './view.ts';

/** A track frame is left out for a client that has this much unsent: the next one is newer anyway. */
const FRAME_BACKLOG_BYTES = 256 * 1024;
/** Text (alerts among it) is never dropped: a client that does not read it is cut off at this, and reconnects. */
const CUT_OFF_BYTES = 16 * 2 ** 20;
const MAX_CLIENTS = 200;
const MAX_WANT = 500;
const LABELS_PER_MESSAGE = 2000;
/** Every track's label is looked at once in this time, a share of them with each frame. */
const LABEL_ROUND_MS = 1000;
/** Acts of a call in a live message; GET /calls/:id gives all. */
const MAX_LIVE_ACTS = 300;
const MIN_RATE_HZ = 0.2;
const MAX_RATE_HZ = 10;

// Each kind of server message without its number: distributes over the union.
type Unnumbered<T> = T extends unknown ? Omit<T, 'seq'> : never;

interface Client {
  readonly socket: WebSocket;
  readonly session: SessionInfo;
  /** the node as its class of readers may see it: nothing else is sent */
  readonly seat: Seat;
  readonly sessionId: string;
  seq: number;
  frameSeq: number;
  box: Box | null;
  periodMs: number;
  lastFrameAt: number;
  want: readonly number[];
  /** versions of the labels this client has, by track number */
  labels: Map<number, number>;
  /** the row of the picture to go on with, and when labels were looked at last */
  labelRow: number;
  labelsAt: number;
  alerts: Map<string, Alert>;
  incidents: Map<string, Incident>;
  calls: Map<string, CallView>;
  /** the list that was sent last */
  callList: readonly CallView[];
  /** what was sent last; null: nothing yet */
  members: MembersStatus | null;
  advisories: AdvisoriesStatus | null;
  framesSkipped: number;
}

export interface LiveStats {
  readonly clients: number;
  readonly framesSent: number;
  readonly framesSkipped: number;
  readonly clientsCutOff: number;
}

/**
 * The live socket of every console: text messages numbered per client, binary track frames at the client's rate.
 * Positions may be dropped (counted), alerts never: a client that falls too far behind is cut off and starts anew
 * with everything.
 */
export class LiveHub {
  readonly #desk: ReleaseDesk;
  readonly #clients = new Set<Client>();
  readonly #changed = new Set<NodeChange>();
  readonly #unsubscribe: () => void;
  /** this tick's pictures as frames of every track that a class of readers sees */
  readonly #whole = new Map<Seat, Uint8Array>();
  #framesSent = 0;
  #framesSkipped = 0;
  #cutOff = 0;
  readonly #exercise: boolean;

  constructor(view: NodeView, desk: ReleaseDesk) {
    this.#desk = desk;
    this.#exercise = view.status().mode === 'exercise';
    this.#unsubscribe = view.subscribe((change) => this.#changed.add(change));
  }

  stats(): LiveStats {
    return {
      clients: this.#clients.size,
      framesSent: this.#framesSent,
      framesSkipped: this.#framesSkipped,
      clientsCutOff: this.#cutOff,
    };
  }

  connect(socket: WebSocket, session: SessionInfo, sessionId: string): void {
    if (this.#clients.size >= MAX_CLIENTS) {
      socket.close(1013, `at most ${MAX_CLIENTS} consoles a node`);
      return;
    }
    const client: Client = {
      socket,
      session,
      seat: this.#desk.seatOf(session),
      sessionId,
      seq: 0,
      frameSeq: 0,
      box: null,
      periodMs: 1000,
      lastFrameAt: 0,
      want: [],
      labels: new Map(),
      labelRow: 0,
      labelsAt: 0,
      alerts: new Map(),
      incidents: new Map(),
      calls: new Map(),
      callList: [],
      members: null,
      advisories: null,
      framesSkipped: 0,
    };
    this.#clients.add(client);
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) this.#receive(client, data.toString('utf8'));
    });
    socket.on('close', () => this.#clients.delete(client));
    socket.on('error', () => this.#clients.delete(client));
    this.#sendAll(client);
  }

  /** A session ended: what it has open is closed at once. */
  disconnect(sessionId: string): void {
    for (const client of this.#clients)
      if (client.sessionId === sessionId) client.socket.close(4401, 'the session ended');
  }

  /** Sends what changed and is due; the node calls it at its frame rate. */
  tick(now: number): void {
    const changed = new Set(this.#changed);
    this.#changed.clear();
    this.#whole.clear();
    const shared = new Map<Seat, readonly Unnumbered<ServerMessage>[]>();
    for (const client of this.#clients) {
      if (client.socket.bufferedAmount > CUT_OFF_BYTES) {
        this.#cutOff++;
        client.socket.terminate();
        this.#clients.delete(client);
        continue;
      }
      if (this.#hasOtherTerms(client)) {
        client.socket.close(1012, 'what its member may see has changed');
        this.#clients.delete(client);
        continue;
      }
      if (changed.has('alerts')) this.#sendAlerts(client, false);
      if (changed.has('incidents')) this.#sendIncidents(client, false);
      this.#sendCalls(client, false);
      this.#sendMembers(client, false);
      this.#sendAdvisories(client, false);
      const messages = shared.get(client.seat) ?? sharedMessages(client.seat.view, changed);
      shared.set(client.seat, messages);
      for (const message of messages) this.#send(client, message);
      if (now - client.lastFrameAt >= client.periodMs - 5) this.#sendPicture(client, now);
    }
  }

  /** The terms of another member were changed while its person looks on: it connects again, under the new ones. */
  #hasOtherTerms({ session, seat }: Client): boolean {
    if (!seat.view.isForeign) return false;
    return JSON.stringify(this.#desk.readerOf(session)) !== JSON.stringify(seat.reader);
  }

  close(): void {
    this.#unsubscribe();
    for (const client of this.#clients) client.socket.close(1001, 'node stops');
    this.#clients.clear();
  }

  #receive(client: Client, text: string): void {
    let message: ClientMessage;
    try {
      message = JSON.parse(text) as ClientMessage;
    } catch {
      client.socket.close(1007, 'not JSON');
      return;
    }
    switch (message.type) {
      case 'view': {
        const box = message.box;
        const good =
          Array.isArray(box) && box.length === 4 && box.every((edge) => Number.isFinite(edge));
        client.box = good ? (box as Box) : null;
        const rate = Number.isFinite(message.rateHz) ? message.rateHz : 1;
        client.periodMs = 1000 / Math.min(MAX_RATE_HZ, Math.max(MIN_RATE_HZ, rate));
        client.lastFrameAt = 0;
        break;
      }
      case 'want':
        client.want = Array.isArray(message.trackNumbers)
          ? message.trackNumbers.slice(0, MAX_WANT)
          : [];
        this.#sendDetails(client);
        break;
      case 'snapshot':
        this.#sendAll(client);
        break;
      default:
        client.socket.close(1007, 'unknown message');
    }
  }

  #send(client: Client, message: Unnumbered<ServerMessage>): void {
    client.socket.send(JSON.stringify({ seq: client.seq++, ...message }));
  }

  #sendAll(client: Client): void {
    client.labels.clear();
    client.labelsAt = 0;
    this.#send(client, { type: 'hello', node: client.seat.view.status(), session: client.session });
    this.#send(client, { type: 'zones', zones: client.seat.view.zones() });
    this.#send(client, { type: 'sensors', sensors: client.seat.view.sensors() });
    this.#send(client, { type: 'sources', sources: client.seat.view.sources() });
    this.#sendAlerts(client, true);
    this.#sendIncidents(client, true);
    this.#sendCalls(client, true);
    this.#sendMembers(client, true);
    this.#sendAdvisories(client, true);
    client.lastFrameAt = 0;
  }

  #sendAlerts(client: Client, full: boolean): void {
    const { changed, seen } = changedItems(
      client.seat.view.alerts(),
      full ? new Map() : client.alerts,
    );
    client.alerts = seen;
    if (full || changed.length > 0) this.#send(client, { type: 'alerts', full, alerts: changed });
  }

  #sendIncidents(client: Client, full: boolean): void {
    const { changed, seen } = changedItems(
      client.seat.view.incidents(),
      full ? new Map() : client.incidents,
    );
    client.incidents = seen;
    if (full || changed.length > 0)
      this.#send(client, { type: 'incidents', full, incidents: changed });
  }

  /** The desk's list stays the same object while no call changed. */
  #sendCalls(client: Client, full: boolean): void {
    const calls = client.seat.rally.calls();
    if (!full && calls === client.callList) return;
    client.callList = calls;
    const { changed, seen } = changedItems(calls, full ? new Map() : client.calls);
    const gone = [...client.calls.keys()].filter((id) => !seen.has(id));
    client.calls = seen;
    if (full || gone.length > 0)
      this.#send(client, { type: 'calls', full: true, calls: calls.map(shorten) });
    else if (changed.length > 0)
      this.#send(client, { type: 'calls', full: false, calls: changed.map(shorten) });
  }

  /** The desk's status stays the same object while nothing changed. */
  #sendMembers(client: Client, full: boolean): void {
    const { members } = client.seat;
    if (members === null || (!full && members === client.members)) return;
    client.members = members;
    this.#send(client, { type: 'members', members });
  }

  /** The whole list: it is short, and bounded. */
  #sendAdvisories(client: Client, full: boolean): void {
    const status = client.seat.advisories.status();
    if (!full && status === client.advisories) return;
    client.advisories = status;
    this.#send(client, { type: 'advisories', ...status });
  }

  #sendPicture(client: Client, now: number): void {
    client.lastFrameAt = now;
    if (client.socket.bufferedAmount > FRAME_BACKLOG_BYTES) {
      client.framesSkipped++;
      this.#framesSkipped++;
      return;
    }
    client.socket.send(this.#frame(client, client.frameSeq++));
    this.#framesSent++;
    this.#sendLabels(client, now);
    if (client.want.length > 0) this.#sendDetails(client);
  }

  /** The picture for a client: the whole of it, which most look at, is encoded once for all of them. */
  #frame({ box, seat }: Client, seq: number): Uint8Array {
    const { view } = seat;
    const picture = view.picture();
    const flags = this.#exercise ? TRACK_FRAME_FLAGS.exercise : 0;
    if (box !== null) return encodePicture(view, picture, box, seq, flags);
    const known = this.#whole.get(seat);
    if (known !== undefined) return copyTrackFrame(known, seq);
    const whole = encodePicture(view, picture, null, seq, flags);
    this.#whole.set(seat, whole);
    return whole;
  }

  /**
   * Labels of tracks that are new for this client, and of those that changed, a bounded number a message. For changes
   * rows are looked through a share a frame: a client with ten frames a second does not pay for all of them ten times.
   */
  #sendLabels(client: Client, now: number): void {
    const picture = client.seat.view.picture();
    const { count } = picture;
    const share = Math.min(1, (now - client.labelsAt) / LABEL_ROUND_MS);
    const from = client.labelRow < count ? client.labelRow : 0;
    const looked = Math.ceil(count * share);
    client.labelsAt = now;
    client.labelRow = from + looked;
    const tracks = [];
    for (let row = 0; row < count && tracks.length < LABELS_PER_MESSAGE; row++) {
      const isNew = !client.labels.has(picture.trackNumber[row]!);
      if (!isNew && (row - from + count) % count >= looked) continue;
      const trackNumber = picture.trackNumber[row]!;
      const version = labelVersion(client.seat.view, trackNumber, picture.detailVersion[row]!);
      if (client.labels.get(trackNumber) === version) continue;
      client.labels.set(trackNumber, version);
      tracks.push(toLabel(client.seat.view, trackNumber));
    }
    if (tracks.length > 0) this.#send(client, { type: 'labels', tracks });
    if (client.labels.size > 2 * picture.count + 1000)
      forgetGone(client.labels, picture.trackNumber, picture.count);
  }

  #sendDetails(client: Client): void {
    const picture = client.seat.view.picture();
    const tracks = [];
    for (const trackNumber of client.want) {
      const row = rowOf(picture, trackNumber);
      if (row >= 0) tracks.push(toTrackInfo(client.seat.view, row));
    }
    this.#send(client, { type: 'details', tracks });
  }
}

/** What is the same for every client of a class, asked of the node once and not once a client. */
function sharedMessages(
  view: NodeView,
  changed: ReadonlySet<NodeChange>,
): readonly Unnumbered<ServerMessage>[] {
  const messages: Unnumbered<ServerMessage>[] = [];
  if (changed.has('zones')) messages.push({ type: 'zones', zones: view.zones() });
  if (changed.has('sensors')) messages.push({ type: 'sensors', sensors: view.sensors() });
  if (changed.has('sources')) messages.push({ type: 'sources', sources: view.sources() });
  if (changed.has('node')) messages.push({ type: 'node', node: view.status() });
  return messages;
}

/** A number that changes when the label of a track would: detail version, identity, alert, entry forecast to 5 s. */
function labelVersion(view: NodeView, trackNumber: number, detailVersion: number): number {
  const entry = view.entries(trackNumber)[0];
  const likely = entry?.forecast?.likelyAt ?? (entry?.inside === true ? 1 : 0);
  const identity = view.identity(trackNumber);
  let hash = detailVersion;
  hash =
    (Math.imul(hash, 31) + identity.identity.length * 131 + identity.identity.charCodeAt(0)) | 0;
  hash = (Math.imul(hash, 31) + Math.round(likely / 5000)) | 0;
  return hash;
}

function changedItems<T extends { readonly id: string }>(
  items: readonly T[],
  before: ReadonlyMap<string, T>,
): { changed: T[]; seen: Map<string, T> } {
  const changed: T[] = [];
  const seen = new Map<string, T>();
  for (const item of items) {
    if (before.get(item.id) !== item) changed.push(item);
    seen.set(item.id, item);
  }
  return { changed, seen };
}

function forgetGone(labels: Map<number, number>, present: Uint32Array, count: number): void {
  const here = new Set(present.subarray(0, count));
  for (const trackNumber of labels.keys()) if (!here.has(trackNumber)) labels.delete(trackNumber);
}

/** The newest acts only: a long call's thread is asked for by itself. */
function shorten(call: CallView): CallView {
  return call.acts.length <= MAX_LIVE_ACTS
    ? call
    : { ...call, acts: call.acts.slice(-MAX_LIVE_ACTS) };
}
