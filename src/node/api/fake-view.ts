import { fail, ok, type Result } from '../../base/index.ts';
import {
  makePicture,
  OWN_ONLY,
  type Alert,
  type Incident,
  type NodeStatus,
  type Picture,
  type Refusal,
  type TrackDetail,
  type WatchCommand,
  type Zone,
} from '../../model/index.ts';
import { AlertMemory } from './past-alerts.ts';
import { toPastLabel } from './track-view.ts';
import { UNLABELLED, type NodeChange, type NodeView, type SourceLabels } from './view.ts';

/** A NodeView over plain values for tests: commands are written down, alerts acknowledged, nothing else happens. */
export class FakeView implements NodeView {
  readonly member = 'ROU';
  readonly labels: SourceLabels = UNLABELLED;
  readonly commands: { readonly command: WatchCommand; readonly actor: string }[] = [];
  readonly listeners = new Set<(change: NodeChange) => void>();
  pictureNow: Picture = makePicture(100, 1_000_000);
  alertList: Alert[] = [];
  refusal: Refusal | null = null;
  now = 1_000_000;

  status(): NodeStatus {
    return {
      member: this.member,
      name: 'test',
      version: '0',
      startedAt: 0,
      now: this.now,
      mode: 'exercise',
      tracks: this.pictureNow.count,
      plotRate: 0,
      sources: { live: 0, total: 0 },
      historyFrom: null,
      historyTo: null,
      diskOk: true,
      diskFreeMb: 1000,
      notices: [],
      banner: 'UNCLASSIFIED',
    };
  }

  addTrack(trackNumber: number, latDeg: number, lonDeg: number): void {
    const p = this.pictureNow;
    const row = p.count++;
    p.trackNumber[row] = trackNumber;
    p.latRad[row] = (latDeg * Math.PI) / 180;
    p.lonRad[row] = (lonDeg * Math.PI) / 180;
    p.altM[row] = 1000;
    p.vEastMps[row] = 50;
    p.covEE[row] = 100;
    p.covNN[row] = 400;
    p.status[row] = 1;
    p.updatedAt[row] = this.now - 500;
  }

  addAlert(id: string, trackNumber: number): void {
    this.alertList = [...this.alertList, makeAlert(id, trackNumber, this.now)];
  }

  announce(change: NodeChange): void {
    for (const listener of this.listeners) listener(change);
  }

  picture(): Picture {
    return this.pictureNow;
  }

  detail(trackNumber: number): TrackDetail | undefined {
    return trackNumber < 0 ? ({ trackNumber } as TrackDetail) : undefined;
  }

  identity(trackNumber: number): ReturnType<NodeView['identity']> {
    return {
      trackNumber,
      identity: 'unknown',
      by: { kind: 'rule', id: 'test' },
      at: 0,
      reason: '',
    };
  }

  entries(): [] {
    return [];
  }

  forecastNoise(): number {
    return 0.5;
  }

  alertOf(): number {
    return 0;
  }

  alerts(): readonly Alert[] {
    return this.alertList;
  }

  incidents(): readonly Incident[] {
    return [];
  }

  zones(): readonly Zone[] {
    return [];
  }

  sources(): [] {
    return [];
  }

  sensors(): [] {
    return [];
  }

  command(command: WatchCommand, actor: string): Promise<Result<null, Refusal>> {
    if (this.refusal !== null) return Promise.resolve(fail(this.refusal));
    this.commands.push({ command, actor });
    if (command.type === 'alert.acknowledge') {
      this.alertList = this.alertList.map((alert) =>
        alert.id === command.alertId
          ? { ...alert, state: 'active-ack', acknowledged: { by: actor, at: this.now } }
          : alert,
      );
    }
    return Promise.resolve(ok(null));
  }

  importZones(): ReturnType<NodeView['importZones']> {
    return Promise.resolve(ok({ format: 'geojson', loaded: [], findings: [], incomplete: false }));
  }

  trackHistory(_trackNumber: number): Promise<[]> {
    return Promise.resolve([]);
  }

  pastLabels(at: number, trackNumbers: readonly number[]): ReturnType<NodeView['pastLabels']> {
    const detail = (trackNumber: number) =>
      ({ trackNumber, callsign: `AT${at}`, classes: [], sources: [], findings: [] }) as unknown;
    return Promise.resolve(
      trackNumbers.map((n) => toPastLabel(this.member, detail(n) as TrackDetail, 'neutral')),
    );
  }

  density(fromAt: number, toAt: number): ReturnType<NodeView['density']> {
    const alerts = { emergency: [], warning: [], other: [] };
    return Promise.resolve({ from: fromAt, to: toAt, tracks: [], alerts });
  }

  knownAlerts(): Promise<readonly Alert[]> {
    return new AlertMemory((after) => this.ledger(after)).list();
  }

  async *frames(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(new Uint8Array([1, 2]));
    yield new Uint8Array([3]);
  }

  ledger(_afterSeq: number): [] {
    return [];
  }

  metrics(): Promise<string> {
    return Promise.resolve('up 1\n');
  }

  subscribe(listener: (change: NodeChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

function makeAlert(id: string, trackNumber: number, at: number): Alert {
  return {
    id,
    key: `incursion|${trackNumber}|z`,
    condition: 'incursion',
    priority: 'warning',
    object: { kind: 'track', trackNumber },
    zoneId: 'z',
    state: 'active-unack',
    text: 'test',
    tip: '',
    firstAt: at,
    lastAt: at,
    count: 1,
    forecast: null,
    latDeg: null,
    lonDeg: null,
    acknowledged: null,
    shelved: null,
    escalation: 0,
    incidentId: null,
    simulated: true,
    label: OWN_ONLY,
  };
}
