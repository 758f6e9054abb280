import { api } from '../feed/api-client.ts';
import { useSettings } from '../state/settings.ts';
import { useUi } from '../state/ui-state.ts';
import { shownAt, useWatch } from '../state/watch-state.ts';
import type { MapController } from './map-controller.ts';
import {
  advisoryFeatures,
  collection,
  forecastFeatures,
  historyFeatures,
  sensorFeatures,
  zoneFeatures,
} from './overlay-model.ts';
import { toolFeatures, useTool } from './tool-state.ts';

const HISTORY_MS = 30 * 60_000;
const HISTORY_EVERY_MS = 20_000;

/** Keeps the map's other sources up to date: zones, sensors, the selected track's past and future, tools. */
export function startOverlays(map: MapController): () => void {
  const drawZones = (): void => {
    const { zones } = useWatch.getState();
    const { route } = useUi.getState();
    const selected = route.screen === 'zones' ? route.id : null;
    const shown = useSettings.getState().zonesShown || route.screen === 'zones';
    map.setData('zones', collection(shown ? zoneFeatures(zones, selected) : []));
  };
  const drawSensors = (): void => {
    const { sensors, advisories, replay } = useWatch.getState();
    const said = replay === null ? advisoryFeatures(advisories.advisories) : [];
    const seen = sensorFeatures(sensors, useSettings.getState().coverage);
    map.setData('sensors', collection([...seen, ...said]));
  };
  const drawForecast = (): void => {
    const { selected } = useUi.getState();
    const { details, replay } = useWatch.getState();
    const info = selected === null || replay !== null ? undefined : details.get(selected);
    map.setData('forecast', collection(info === undefined ? [] : forecastFeatures(info)));
  };
  const drawTools = (): void => map.setData('tools', collection(toolFeatures(useTool.getState())));
  const history = startHistory(map);
  drawZones();
  drawSensors();
  drawForecast();
  drawTools();
  const stops = [
    history,
    useTool.subscribe(drawTools),
    useWatch.subscribe((state, before) => {
      if (state.zones !== before.zones) drawZones();
      if (
        state.sensors !== before.sensors ||
        state.advisories !== before.advisories ||
        (state.replay === null) !== (before.replay === null)
      )
        drawSensors();
      if (state.details !== before.details || state.replay !== before.replay) drawForecast();
    }),
    useUi.subscribe((state, before) => {
      if (state.selected !== before.selected) drawForecast();
      if (state.route !== before.route) drawZones();
    }),
    useSettings.subscribe((state, before) => {
      if (state.coverage !== before.coverage) drawSensors();
      if (state.zonesShown !== before.zonesShown) drawZones();
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

/** The way the selected track came, asked for anew from time to time. */
function startHistory(map: MapController): () => void {
  let shownFor: number | null = null;
  const ask = async (): Promise<void> => {
    const { selected } = useUi.getState();
    if (selected === null) {
      if (shownFor !== null) map.setData('history', collection([]));
      shownFor = null;
      return;
    }
    if (shownFor !== selected) map.setData('history', collection([]));
    shownFor = selected;
    const to = shownAt(useWatch.getState(), Date.now());
    try {
      const points = await api.trackHistory(selected, Math.round(to - HISTORY_MS), Math.round(to));
      if (useUi.getState().selected === selected)
        map.setData('history', collection(historyFeatures(points)));
    } catch {
      // No history now: the dots of the trail still show where it was.
    }
  };
  const timer = setInterval(() => void ask(), HISTORY_EVERY_MS);
  const stop = useUi.subscribe((state, before) => {
    if (state.selected !== before.selected) void ask();
  });
  void ask();
  return () => {
    clearInterval(timer);
    stop();
  };
}
