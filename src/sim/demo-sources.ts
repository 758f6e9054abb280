import { DEG_TO_RAD, EARTH_RADIUS_M } from '../base/index.ts';
import type { Sensor, SourceConfig, Transport } from '../model/index.ts';
import { GEOID_M } from './demo-area.ts';
import { AIR_RADARS, COASTAL_RADARS, SAPIENT_NODES } from './demo-sensors.ts';
import type { RadarBuild } from './sensors/radar.ts';
import { radioHorizonM } from './sensors/sensor.ts';

/** Ports of the demo on 127.0.0.1. All below the ephemeral range, none used by the node itself. */
export interface DemoPorts {
  /** UDP, one a radar, in the order of AIR_RADARS, then COASTAL_RADARS */
  readonly radars: readonly number[];
  /** TCP: the demo serves Beast here and the node dials in */
  readonly beast: number;
  /** UDP */
  readonly ais: number;
  /** UDP */
  readonly remoteId: number;
  /** TCP: the node listens here and the demo's SAPIENT nodes dial in */
  readonly sapient: number;
}

export const DEMO_PORTS: DemoPorts = {
  radars: [18601, 18602, 18603, 18611, 18612],
  beast: 18620,
  ais: 18630,
  remoteId: 18640,
  sapient: 18650,
};

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

/** The feeds of the demo as the node's configuration has them. Ids are the sensors' channels. */
export function demoSources(ports: DemoPorts): SourceConfig[] {
  const radars = [...AIR_RADARS, ...COASTAL_RADARS].map((build, i) =>
    source(
      build.id,
      build.name,
      'asterix',
      { kind: 'udp', host: HOST, port: ports.radars[i]! },
      {
        sensors: [radarSensor(build, build.id)],
        options: i < AIR_RADARS.length ? {} : { environment: 'sea' },
      },
    ),
  );
  return [
    ...radars,
    source('adsb', 'ADS-B receiver Constanta', 'beast', {
      kind: 'tcp-client',
      host: HOST,
      port: ports.beast,
    }),
    source('ais', 'AIS base stations', 'ais', { kind: 'udp', host: HOST, port: ports.ais }),
    source('remote-id', 'Remote ID receiver, port', 'remote-id', {
      kind: 'udp',
      host: HOST,
      port: ports.remoteId,
    }),
    source('sapient', 'Counter-drone sensors', 'sapient', {
      kind: 'tcp-server',
      host: HOST,
      port: ports.sapient,
    }),
  ];
}

/** Which source a channel belongs to, and its connection number there (0 for datagrams). */
export function channelSource(channel: string): { sourceId: string; connection: number } {
  const node = SAPIENT_NODES.findIndex((build) => build.id === channel);
  if (node >= 0) return { sourceId: 'sapient', connection: node + 1 };
  return { sourceId: channel, connection: channel === 'adsb' ? 1 : 0 };
}
