import type { TrackFrame } from '../../model/index.ts';
import { api, liveUrl } from '../feed/api-client.ts';
import { BROWSER_CLOCK, type Box, type Feed, type FeedListener } from '../feed/feed.ts';
import { LiveFeed, type LiveSocket } from '../feed/live-feed.ts';
import { ReplayFeed } from '../feed/replay-feed.ts';
import { foldMessage, useWatch } from '../state/watch-state.ts';
import { TrackStore } from '../tracks/track-store.ts';

/** The node sends every track when there are no more than this; beyond, those of the view. */
const WHOLE_PICTURE = 20_000;
const RATE_HZ = 1;

/**
 * What the screens share: the tracks, the live feed and, while the past is shown, the replay feed. The live feed stays
 * open during a replay, so that new alerts are seen; only its positions are left out then.
 */
class Desk {
  readonly tracks = new TrackStore();
  readonly live: LiveFeed;
  #replay: ReplayFeed | null = null;
  #box: Box | null = null;
  /** track numbers wanted in detail, by who wants them */
  readonly #wanted = new Map<string, readonly number[]>();

  constructor() {
    this.live = new LiveFeed({
      open: () => new WebSocket(liveUrl()) as unknown as LiveSocket,
      clock: BROWSER_CLOCK,
      chance: Math.random,
      renew: api.session,
      listener: this.#liveListener(),
    });
  }

  /** The feed the screen shows. */
  get feed(): Feed {
    return this.#replay ?? this.live;
  }

  get replaying(): boolean {
    return this.#replay !== null;
  }

  startReplay(at: number, span: { readonly from: number; readonly to: number }): void {
    if (this.#replay !== null) {
      this.#replay.seek(at);
      return;
    }
    this.tracks.clear();
    this.tracks.showPastLabels(true);
    this.#replay = new ReplayFeed({
      source: {
        frames: api.historyFrames,
        alerts: api.historyAlerts,
        labels: api.historyLabels,
      },
      from: span.from,
      to: span.to,
      at,
      clock: BROWSER_CLOCK,
      listener: {
        onFrame: (frame, wallMs) => this.#show(frame, wallMs),
        onMessage: (message) => {
          if (message.type === 'labels') this.tracks.setLabels(message.tracks, 'past');
          if (message.type === 'alerts')
            useWatch.setState({
              replayAlerts: new Map(message.alerts.map((alert) => [alert.id, alert])),
            });
        },
        onStatus: (replay) => {
          if (this.#replay !== null) useWatch.setState({ replay });
        },
      },
    });
    this.#replay.setView(this.#box);
    this.#replay.start();
  }

  stopReplay(): void {
    this.#replay?.stop();
    this.#replay = null;
    this.tracks.clear();
    this.tracks.showPastLabels(false);
    useWatch.setState({ replay: null, replayAlerts: new Map() });
  }

  /** What the map shows, deg W, S, E, N, with a margin. */
  setBox(box: Box): void {
    const total = useWatch.getState().node?.tracks ?? 0;
    const next = total > WHOLE_PICTURE ? box : null;
    if (next === null && this.#box === null) return;
    this.#box = next;
    this.live.setView(next, RATE_HZ);
    this.#replay?.setView(next);
  }

  want(who: string, trackNumbers: readonly number[]): void {
    this.#wanted.set(who, trackNumbers);
    this.live.want([...new Set([...this.#wanted.values()].flat())]);
  }

  #show(frame: TrackFrame, wallMs: number): void {
    this.tracks.apply(frame, wallMs, performance.now());
  }

  #liveListener(): FeedListener {
    return {
      onFrame: (frame, wallMs) => {
        if (this.#replay === null) this.#show(frame, wallMs);
      },
      onMessage: (message) => {
        if (message.type === 'labels') this.tracks.setLabels(message.tracks, 'live');
        if (message.type === 'sensors') this.tracks.setSensors(message.sensors);
        useWatch.setState((state) => foldMessage(state, message, Date.now()));
      },
      onStatus: (live) => useWatch.setState({ live }),
    };
  }
}

export const desk = new Desk();
