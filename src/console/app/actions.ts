import type { Alert } from '../../model/index.ts';
import { api, RequestFailed } from '../feed/api-client.ts';
import { theMap } from '../map/map-handle.ts';
import { listAlerts, tracksOf } from '../picture/alert-model.ts';
import { toast, useUi } from '../state/ui-state.ts';
import { shownAlerts, useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { desk } from './desk.ts';
import { go } from './navigate.ts';

/** Carries out a request and says how it went; false when the node refused. */
export async function attempt(work: () => Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await work();
    if (done !== undefined) toast(done);
    return true;
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    toast(t('act.refused', { why: error.fault.text }), 'bad');
    return false;
  }
}

export function acknowledge(alert: Alert): Promise<boolean> {
  if (refusedInReplay()) return Promise.resolve(false);
  return attempt(
    async () => {
      const after = await api.acknowledge(alert.id);
      putAlert(after);
    },
    t('act.acknowledged', { text: alert.text }),
  );
}

/** Calls the next desk up: this one again, the next, the alliance's. */
export function escalate(alert: Alert): Promise<boolean> {
  if (refusedInReplay()) return Promise.resolve(false);
  return attempt(
    async () => putAlert(await api.escalate(alert.id)),
    t('act.escalated', { text: alert.text }),
  );
}

/** The past cannot be changed: commands act on the live picture only. */
export function refusedInReplay(): boolean {
  if (!desk.replaying) return false;
  toast(t('act.notInReplay'), 'bad');
  return true;
}

/** What the node answered is shown at once; the live feed will say the same. */
export function putAlert(alert: Alert): void {
  if (typeof alert.id !== 'string') return;
  useWatch.setState((state) => ({ alerts: new Map(state.alerts).set(alert.id, alert) }));
}

export function acknowledgeTop(): void {
  const state = useWatch.getState();
  const [top] = listAlerts(state.alerts.values(), 'active', Date.now() + state.clockSkewMs);
  if (top === undefined || top.acknowledged !== null) toast(t('act.nothingToAcknowledge'));
  else void acknowledge(top);
}

/** Selects the track an alert is about and shows it. */
export function showAlert(alert: Alert): void {
  const [first] = tracksOf(alert);
  if (alert.object.kind === 'source') {
    go({ screen: 'feeds', id: alert.object.sourceId });
    return;
  }
  if (first !== undefined) showTrack(first);
  else if (alert.latDeg !== null && alert.lonDeg !== null)
    theMap()?.flyTo(alert.lonDeg, alert.latDeg, 8);
}

export function showTrack(trackNumber: number): void {
  if (useUi.getState().route.screen !== 'picture')
    go({ screen: 'picture', id: String(trackNumber) });
  useUi.setState({ selected: trackNumber });
  // The map may mount only now: let it.
  requestAnimationFrame(() => theMap()?.centreOn(trackNumber));
}

/** Next (1) or previous (-1) track: alerted first, in the order of the alert list, then the rest by number. */
export function stepTrack(direction: 1 | -1): void {
  const order = trackOrder();
  if (order.length === 0) return;
  const { selected } = useUi.getState();
  const at = selected === null ? -1 : order.indexOf(selected);
  const next =
    at < 0
      ? direction > 0
        ? 0
        : order.length - 1
      : (at + direction + order.length) % order.length;
  useUi.setState({ selected: order[next]! });
  theMap()?.centreOn(order[next]!);
}

function trackOrder(): number[] {
  const state = useWatch.getState();
  const alerted = listAlerts(
    shownAlerts(state).values(),
    'active',
    Date.now() + state.clockSkewMs,
  ).flatMap(tracksOf);
  const { tracks } = desk;
  const all = [...tracks.trackNumber.subarray(0, tracks.count)].sort((a, b) => a - b);
  return [...new Set([...alerted.filter((trackNumber) => tracks.rowOf(trackNumber) >= 0), ...all])];
}
