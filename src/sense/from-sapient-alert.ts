/** SAPIENT Alert -> a word of the node to the desk: what it says, how it ranks it, and where on the map it belongs. */
import { destination, RAD_TO_DEG } from '../base/index.ts';
import {
  ADVISORY_KINDS,
  ADVISORY_PRIORITIES,
  PLOT_FORM,
  type Plot,
  type SensedAdvisory,
} from '../model/index.ts';
import { timestampToAt, type SapientAlert, type SapientMessage } from '../wire/sapient/index.ts';
import {
  placeLocation,
  placeSight,
  type PlaceOptions,
  type SightOptions,
} from './from-sapient-place.ts';
import type { SapientNode } from './from-sapient-session.ts';

/** Objects of one connection whose last place is remembered. */
export const MAX_OBJECTS = 1000;
const MAX_TEXT = 1000;
/** Alert.AlertStatus */
const CLEAR = 5;

export interface LatLon {
  readonly latRad: number;
  readonly lonRad: number;
}

export interface AlertContext {
  readonly sourceId: string;
  readonly receivedAt: number;
  readonly simulated: boolean;
  readonly node: SapientNode;
  readonly place: PlaceOptions & SightOptions;
  /** where the node stands; null until it said */
  readonly site: LatLon | null;
  readonly objects: ReadonlyMap<string, LatLon>;
}

/** Null: it has no id, so that nobody could answer it (the session has told the node so). */
export function readAdvisory(
  message: SapientMessage,
  alert: SapientAlert,
  context: AlertContext,
): SensedAdvisory | null {
  const { node } = context;
  if (alert.alert_id === undefined || alert.alert_id === '') return null;
  const sentAt = timestampToAt(message.timestamp);
  const objectId = alert.associated_detection?.[0]?.object_id ?? null;
  const about = placeOfAlert(alert, objectId, context);
  const place = about ?? context.site;
  const kind = ADVISORY_KINDS[alert.alert_type ?? 0] ?? 'other';
  return {
    sourceId: context.sourceId,
    nodeId: node.nodeId,
    nodeName: (node.registration.short_name ?? node.registration.name ?? node.nodeId).slice(0, 100),
    alertId: alert.alert_id,
    kind,
    priority: ADVISORY_PRIORITIES[alert.priority ?? 0] ?? 'none',
    text: textOf(alert),
    cleared: alert.status === CLEAR,
    at: Number.isFinite(sentAt) ? sentAt - node.clockOffsetMs : context.receivedAt,
    latDeg: place === null ? null : place.latRad * RAD_TO_DEG,
    lonDeg: place === null ? null : place.lonRad * RAD_TO_DEG,
    ofObject: about !== null,
    objectId,
    simulated: context.simulated,
  };
}

function textOf({ description, additional_information }: SapientAlert): string {
  const parts = [description, additional_information].filter(
    (text) => text !== undefined && text.trim() !== '',
  );
  return parts.join(' · ').slice(0, MAX_TEXT);
}

function placeOfAlert(
  alert: SapientAlert,
  objectId: string | null,
  { place, site, objects }: AlertContext,
): LatLon | null {
  if (alert.location !== undefined) return placeLocation(alert.location, place).value;
  if (alert.range_bearing !== undefined && site !== null) {
    const sight = placeSight(alert.range_bearing, place).value;
    if (sight !== null && Number.isFinite(sight.rangeM))
      return pointFrom(site, sight.azimuthRad, sight.rangeM);
  }
  return objectId === null ? null : (objects.get(objectId) ?? null);
}

function pointFrom({ latRad, lonRad }: LatLon, azimuthRad: number, rangeM: number): LatLon {
  const to = new Float64Array(2);
  destination(latRad, lonRad, rangeM, azimuthRad, to);
  return { latRad: to[0]!, lonRad: to[1]! };
}

/** Where on the ground a plot is; null for a bearing alone. */
export function placeOfPlot(plot: Plot, site: LatLon | null): LatLon | null {
  if (plot.form === PLOT_FORM.position) return { latRad: plot.latRad, lonRad: plot.lonRad };
  if (plot.form === PLOT_FORM.bearing || site === null) return null;
  const flatM = plot.rangeM * Math.cos(Number.isNaN(plot.elevationRad) ? 0 : plot.elevationRad);
  return pointFrom(site, plot.azimuthRad, flatM);
}
