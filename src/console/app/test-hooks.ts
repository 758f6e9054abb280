import { theMap } from '../map/map-handle.ts';
import { useUi } from '../state/ui-state.ts';
import { useWatch } from '../state/watch-state.ts';
import { desk } from './desk.ts';
import './test-hooks-type.ts';

export function installTestHooks(): void {
  window.__tocsinTest = {
    tracks: () => desk.tracks.count,
    drawn: () => theMap()?.report().drawn ?? 0,
    labels: () => theMap()?.report().labels ?? 0,
    ready: () => theMap()?.report().ready ?? false,
    selected: () => useUi.getState().selected,
    screenOf: (trackNumber) => theMap()?.screenOf(trackNumber) ?? null,
    trackNumbers: () => [...desk.tracks.trackNumber.subarray(0, desk.tracks.count)],
    nameOf: (trackNumber) => desk.tracks.labels.get(trackNumber)?.name ?? null,
    dataAt: () => desk.tracks.at,
    alerts: () => useWatch.getState().alerts.size,
    frames: () => theMap()?.frames ?? 0,
    repaint: async () => theMap()?.repaint(),
  };
}
