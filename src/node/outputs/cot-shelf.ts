import { concatBytes, RAD_TO_DEG } from '../../base/index.ts';
import {
  isSameLabel,
  joinLabels,
  type Alert,
  type Incident,
  type Label,
} from '../../model/index.ts';
import {
  alertToCot,
  cotAlertUid,
  cotTrackUid,
  cotIncidentUid,
  goneToCot,
  incidentToCot,
  ReleaseGate,
  trackToCot,
} from '../../share/index.ts';
import {
  encodeCot,
  encodeTakMessage,
  frameTakStream,
  type CotEvent,
} from '../../wire/cot/index.ts';
import type { CotReaderConfig } from '../config/index.ts';
import { tracksOfAlert, type NodeView, type SourceLabels } from '../api/index.ts';

/** What the shelf looks at. */
export type ShelfView = Pick<
  NodeView,
  'member' | 'labels' | 'picture' | 'detail' | 'identity' | 'alerts' | 'incidents'
>;

/** A track is not sent more often than this, ms; without news it is sent again in time before it goes stale. */
const LEAST_PERIOD_MS = 1000;
/** A standing alert is sent again this often, ms. */
const ALERT_AGAIN_MS = 60_000;
/** A forecast that moved less than this is no news, ms. */
const FORECAST_STEP_MS = 5000;
/** Alerts remembered, and incidents; further ones do not leave, counted. */
const MOST_ALERTS = 2000;
const MOST_INCIDENTS = 500;

/** An event in both forms; the second is made when the first client wants it. */
class Written {
  readonly xml: Uint8Array;
  readonly staleAt: number;
  readonly #event: CotEvent;
  #frame: Uint8Array | null = null;

  constructor(event: CotEvent) {
    this.#event = event;
    this.staleAt = event.staleAt;
    this.xml = encodeCot(event, true);
  }

  frame(): Uint8Array {
    this.#frame ??= frameTakStream(encodeTakMessage({ event: this.#event }));
    return this.#frame;
  }
}

interface ShelvedTrack {
  written: Written;
  sentAt: number;
  updatedAt: number;
  /** identity and version of the detail: news even without a new position */
  facts: string;
  seenAt: number;
}

/** Octets for clients: positions may be left out for a slow one, notices (alerts, what is gone) may not. */
export class CotNews {
  readonly #positions = new EventList();
  readonly #notices = new EventList();

  add(event: Written, isPosition: boolean): void {
    (isPosition ? this.#positions : this.#notices).events.push(event);
  }

  get isEmpty(): boolean {
    return this.#positions.events.length + this.#notices.events.length === 0;
  }

  get counts(): { readonly positions: number; readonly notices: number } {
    return { positions: this.#positions.events.length, notices: this.#notices.events.length };
  }

  positions(framed: boolean): Uint8Array {
    return this.#positions.octets(framed);
  }

  notices(framed: boolean): Uint8Array {
    return this.#notices.octets(framed);
  }
}

/** Events put together once for all clients of one form. */
class EventList {
  readonly events: Written[] = [];
  #xml: Uint8Array | null = null;
  #frames: Uint8Array | null = null;

  octets(framed: boolean): Uint8Array {
    if (framed) return (this.#frames ??= join(this.events, true));
    return (this.#xml ??= join(this.events, false));
  }
}

function join(events: readonly Written[], framed: boolean): Uint8Array {
  return concatBytes(events.map((event) => (framed ? event.frame() : event.xml)));
}

interface ShelvedNotice {
  readonly written: Written;
  readonly key: string;
  readonly sentAt: number;
}

/**
 * What one reader of a TAK output is shown: the tracks, alerts and incidents that it may see, each by its label,
 * written once for all its clients. No sockets, no clock.
 */
export class CotShelf {
  readonly #trackLabel: Label;
  readonly #staleMs: number;
  readonly #gate: ReleaseGate;
  readonly #tracks = new Map<number, ShelvedTrack>();
  readonly #alerts = new Map<string, ShelvedNotice>();
  readonly #incidents = new Map<string, ShelvedNotice>();
  /** labels of tracks by the bits of their sources, while those mean the same */
  readonly #labels = new Map<number, Label>();
  #labelsAt = -1;
  /** tracks, alerts and incidents that the reader may not see, at the last look */
  #withheld = 0;

  constructor(config: Pick<CotReaderConfig, 'reader' | 'trackLabel'>, staleMs: number) {
    this.#trackLabel = config.trackLabel;
    this.#staleMs = staleMs;
    this.#gate = new ReleaseGate(config.reader);
  }

  get withheld(): number {
    return this.#withheld;
  }

  get tracks(): number {
    return this.#tracks.size;
  }

  /** What changed since the last look. */
  look(view: ShelfView, now: number): CotNews {
    const news = new CotNews();
    this.#withheld = 0;
    this.#lookAtTracks(view, now, news);
    this.#lookAtAlerts(view, now, news);
    this.#lookAtIncidents(view, now, news);
    return news;
  }

  /** Everything that stands, for a client that comes late: nothing that is stale. */
  all(now: number): CotNews {
    const news = new CotNews();
    for (const { written } of this.#tracks.values())
      if (written.staleAt > now) news.add(written, true);
    for (const notices of [this.#alerts, this.#incidents])
      for (const { written } of notices.values())
        if (written.staleAt > now) news.add(written, false);
    return news;
  }

  #lookAtTracks(view: ShelfView, now: number, news: CotNews): void {
    const picture = view.picture();
    const staleMs = this.#staleMs;
    for (let row = 0; row < picture.count; row++) {
      const trackNumber = picture.trackNumber[row]!;
      const label = this.#labelOf(view.labels, trackNumber, picture.simulated[row] !== 0);
      if (!this.#gate.mayRead(view.member, label)) {
        this.#withheld++;
        continue;
      }
      const { identity } = view.identity(trackNumber);
      const facts = `${identity}/${picture.detailVersion[row]}/${picture.status[row]}`;
      const updatedAt = picture.updatedAt[row]!;
      const known = this.#tracks.get(trackNumber);
      if (known !== undefined) {
        known.seenAt = picture.at;
        const isNew = known.updatedAt !== updatedAt || known.facts !== facts;
        const age = now - known.sentAt;
        if (!(isNew ? age >= LEAST_PERIOD_MS : age >= staleMs / 3)) continue;
      }
      const detail = view.detail(trackNumber) ?? null;
      const context = { member: view.member, detail, identity, label, staleMs };
      const written = new Written(trackToCot(picture, row, context));
      this.#tracks.set(trackNumber, { written, sentAt: now, updatedAt, facts, seenAt: picture.at });
      news.add(written, true);
    }
    for (const [trackNumber, { seenAt }] of this.#tracks) {
      if (seenAt === picture.at) continue;
      this.#tracks.delete(trackNumber);
      news.add(new Written(goneToCot(cotTrackUid(view.member, trackNumber), now)), false);
    }
  }

  /** From the track's sources; for those without a label of their own the output's `tracks` stands (REL-14). */
  #labelOf(labels: SourceLabels, trackNumber: number, simulated: boolean): Label {
    const bits = labels.bits(trackNumber);
    if (this.#labelsAt !== labels.version) this.#labels.clear();
    this.#labelsAt = labels.version;
    const key = 2 * bits + Number(simulated);
    const known = this.#labels.get(key);
    if (known !== undefined) return known;
    const list = labels.labels();
    const given =
      bits === 0 || bits >= 2 ** list.length
        ? [labels.labelOf(trackNumber)]
        : list
            .filter((_, i) => (bits & (1 << i)) !== 0)
            .map((one) => (isSameLabel(one, labels.defaultLabel) ? this.#trackLabel : one));
    const [first = this.#trackLabel, ...others] = given;
    const joined = joinLabels(first, ...others);
    const label = simulated ? { ...joined, exercise: true } : joined;
    this.#labels.set(key, label);
    return label;
  }

  #lookAtAlerts(view: ShelfView, now: number, news: CotNews): void {
    const standing = new Set<string>();
    for (const alert of view.alerts()) {
      if (!this.#mayShow(alert, view)) {
        this.#withheld++;
        continue;
      }
      standing.add(alert.id);
      this.#lookAtAlert(alert, view.member, now, news);
    }
    for (const id of this.#alerts.keys()) {
      if (standing.has(id)) continue;
      this.#alerts.delete(id);
      news.add(new Written(goneToCot(cotAlertUid(view.member, id), now)), false);
    }
  }

  /** By its own label, and by those of its tracks as they are now: a track may have become narrower since. */
  #mayShow(alert: Alert, { member, labels }: ShelfView): boolean {
    return (
      this.#gate.mayRead(member, alert.label) &&
      tracksOfAlert(alert)
        .map((trackNumber) => labels.labelOf(trackNumber))
        .every(
          (label) => isSameLabel(label, labels.defaultLabel) || this.#gate.mayRead(member, label),
        )
    );
  }

  #lookAtAlert(alert: Alert, member: string, now: number, news: CotNews): void {
    const known = this.#alerts.get(alert.id);
    const over = alert.state === 'normal';
    if (over && known === undefined) return;
    if (known === undefined && this.#alerts.size >= MOST_ALERTS) {
      this.#withheld++;
      return;
    }
    const likely =
      alert.forecast === null ? 0 : Math.round(alert.forecast.likelyAt / FORECAST_STEP_MS);
    const key = `${alert.state}/${alert.priority}/${likely}/${alert.text}`;
    if (known?.key === key && now - known.sentAt < ALERT_AGAIN_MS) return;
    const event = alertToCot(alert, member, now);
    if (event === null) return;
    const written = new Written(event);
    news.add(written, false);
    if (over) this.#alerts.delete(alert.id);
    else this.#alerts.set(alert.id, { written, key, sentAt: now });
  }

  #lookAtIncidents(view: ShelfView, now: number, news: CotNews): void {
    const standing = new Set<string>();
    for (const incident of view.incidents()) {
      const known = this.#incidents.get(incident.id);
      if (incident.state === 'closed') continue;
      if (!this.#gate.mayRead(view.member, incident.label)) {
        this.#withheld++;
        continue;
      }
      if (known === undefined && this.#incidents.size >= MOST_INCIDENTS) {
        this.#withheld++;
        continue;
      }
      standing.add(incident.id);
      this.#lookAtIncident(incident, view, now, news);
    }
    // Closed, no longer for this reader, or gone: taken off the clients' maps.
    for (const id of this.#incidents.keys()) {
      if (standing.has(id)) continue;
      this.#incidents.delete(id);
      news.add(new Written(goneToCot(cotIncidentUid(view.member, id), now)), false);
    }
  }

  #lookAtIncident(incident: Incident, view: ShelfView, now: number, news: CotNews): void {
    const known = this.#incidents.get(incident.id);
    const { title, severity, state, alertIds, trackNumbers } = incident;
    const key = `${state}/${severity}/${alertIds.length}/${trackNumbers.join(',')}/${title}`;
    if (known?.key === key && now - known.sentAt < ALERT_AGAIN_MS) return;
    const place = this.#placeOf(incident, view);
    if (place === null) return;
    const written = new Written(incidentToCot(incident, place, view.member, now));
    news.add(written, false);
    this.#incidents.set(incident.id, { written, key, sentAt: now });
  }

  /** Where an incident is: at its latest alert that this reader may see, else at the first of its tracks shown. */
  #placeOf(
    { alertIds, trackNumbers }: Incident,
    view: ShelfView,
  ): { readonly latDeg: number; readonly lonDeg: number } | null {
    let latest: Alert | null = null;
    for (const alert of view.alerts())
      if (
        alert.latDeg !== null &&
        alertIds.includes(alert.id) &&
        (latest === null || alert.lastAt > latest.lastAt) &&
        this.#gate.mayRead(view.member, alert.label)
      )
        latest = alert;
    if (latest !== null && latest.latDeg !== null && latest.lonDeg !== null)
      return { latDeg: latest.latDeg, lonDeg: latest.lonDeg };
    const shown = trackNumbers.find((number) => this.#tracks.has(number));
    if (shown === undefined) return null;
    const picture = view.picture();
    const row = picture.trackNumber.subarray(0, picture.count).indexOf(shown);
    if (row < 0) return null;
    return {
      latDeg: picture.latRad[row]! * RAD_TO_DEG,
      lonDeg: picture.lonRad[row]! * RAD_TO_DEG,
    };
  }
}
