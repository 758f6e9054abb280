import { RAD_TO_DEG } from '../../base/index.ts';
import type { Sensor, SensorInfo } from '../../model/index.ts';

/** Sensors the node knows, by configuration or by their own word, and when each was last heard. */
export class SensorBook {
  readonly #known = new Map<string, { sensor: Sensor; lastAt: number | null }>();

  /** New, or with a new description: when it was heard stays. */
  put(sensor: Sensor): void {
    const lastAt = this.#known.get(sensor.id)?.lastAt ?? null;
    this.#known.set(sensor.id, { sensor, lastAt });
  }

  heard(sensorId: string, at: number): void {
    const known = this.#known.get(sensorId);
    if (known !== undefined) known.lastAt = at;
  }

  list(): readonly SensorInfo[] {
    return [...this.#known.values()].map(({ sensor, lastAt }) => ({
      id: sensor.id,
      sourceId: sensor.sourceId,
      name: sensor.name,
      kind: sensor.kind,
      latDeg: finite(sensor.latRad * RAD_TO_DEG),
      lonDeg: finite(sensor.lonRad * RAD_TO_DEG),
      heightM: finite(sensor.heightM),
      maxRangeM: sensor.fov === null ? null : finite(sensor.fov.maxRangeM),
      periodS: finite(sensor.periodS),
      lastAt,
    }));
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
