import type { MapController } from './map-controller.ts';

/** The one map of this page, for commands and tests; null while no screen shows it. */
let current: MapController | null = null;

export function setMap(controller: MapController | null): void {
  current = controller;
}

export function theMap(): MapController | null {
  return current;
}
