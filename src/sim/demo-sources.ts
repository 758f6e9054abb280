import { DEG_TO_RAD, EARTH_RADIUS_M } from '../base/index.ts';
import type { Sensor, SourceConfig, Transport } from '../model/index.ts';
import { GEOID_M } from './demo-area.ts';
import { SAPIENT_NODES, type SensorSet } from './demo-sensors.ts';
import type { RadarBuild } from './sensors/radar.ts';
import { radioHorizonM } from './sensors/sensor.ts';

const HOST = '127.0.0.1';
const LOW_M = 150;

/** Elevation of the radio horizon in the antenna's true horizontal, for something that flies at 150 m. */
function horizonElevation(heightM: number): number {
  const farM = radioHorizonM(heightM, LOW_M);
  return (LOW_M - heightM) / farM - farM / (2 * EARTH_RADIUS_M);
}

function radarSensor(build: RadarBuild, sourceId: string): Sensor {
  return {
    id: `asterix:${build.sac}/${build.sic}`,
    sourceId,
    name: build.name,
    kind: build.threeD ? 'radar3d' : 'radar2d',
    latRad: build.at[1] * DEG_TO_RAD,
    lonRad: build.at[0] * DEG_TO_RAD,
    heightM: build.heightM + GEOID_M,
    periodS: build.periodS,
    rotating: true,
    sdRangeM: build.sdRangeM,
    sdAzimuthRad: build.sdAzimuthRad,
    sdElevationRad: build.threeD ? build.sdElevationRad : Number.NaN,
    sdPositionM: Number.NaN,
    sdAltM: build.statedSdHeightM,
    sdVelocityMps: Number.NaN,
    pd: build.statedPd,
    clutterPerScan: build.clutter,
    fov: {
      minRangeM: build.minRangeM,
      maxRangeM: build.maxRangeM,
      azimuthFromRad: null,
      azimuthToRad: null,
      minElevationRad: horizonElevation(build.heightM),
      maxElevationRad: 0.8,
    },
  };
}

function source(
  id: string,
  name: string,
  format: SourceConfig['format'],
  transport: Transport,
  given: Partial<Pick<SourceConfig, 'options' | 'sensors'>> = {},
): SourceConfig {
  return { id, name, format, transport, simulated: true, options: {}, sensors: [], ...given };
}

/**
 * The feeds of a member as its node's configuration has them. Ids are the sensors' channels. The node listens on any
 * free port and says on which: one that was chosen beforehand somebody else may have by then.
 * @param beastPort where the demo serves Beast and the node dials in
 */
export function demoSources(set: SensorSet, beastPort: number): SourceConfig[] {
  const onAnyUdp = { kind: 'udp', host: HOST, port: 0 } as const;
  const radars = [...set.airRadars, ...set.coastalRadars].map((build) =>
    source(build.id, build.name, 'asterix', onAnyUdp, {
      sensors: [radarSensor(build, build.id)],
      options: set.coastalRadars.includes(build) ? { environment: 'sea' } : {},
    }),
  );
  const beast = { kind: 'tcp-client', host: HOST, port: beastPort } as const;
  const sources = [
    ...radars,
    source(set.adsb.id, 'ADS-B receiver', 'beast', beast),
    source(set.ais.id, 'AIS base stations', 'ais', onAnyUdp),
  ];
  if (set.remoteId !== null)
    sources.push(source(set.remoteId.id, 'Remote ID receiver, port', 'remote-id', onAnyUdp));
  if (set.sapient.length > 0) {
    const listening = { kind: 'tcp-server', host: HOST, port: 0 } as const;
    sources.push(source('sapient', 'Counter-drone sensors', 'sapient', listening));
  }
  return sources;
}

/** Which source a channel belongs to, and its connection number there (0 for datagrams). */
export function channelSource(channel: string): { sourceId: string; connection: number } {
  const node = SAPIENT_NODES.findIndex((build) => build.id === channel);
  if (node >= 0) return { sourceId: 'sapient', connection: node + 1 };
  return { sourceId: channel, connection: channel === 'adsb' ? 1 : 0 };
}
