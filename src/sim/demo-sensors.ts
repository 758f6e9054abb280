import { DEG_TO_RAD } from '../base/index.ts';
import type { ReceiverBuild } from './sensors/adsb.ts';
import type { AisBuild } from './sensors/ais.ts';
import type { RadarBuild } from './sensors/radar.ts';
import type { RemoteIdBuild } from './sensors/remote-id.ts';
import type { SapientBuild } from './sensors/sapient-node.ts';

/** System area code of the stage: of no country. */
const SAC = 0xdd;

const AIR: Omit<RadarBuild, 'id' | 'name' | 'at' | 'heightM' | 'sic'> = {
  sac: SAC,
  periodS: 8,
  sectors: 32,
  sees: 'air',
  minRangeM: 1500,
  maxRangeM: 370_000,
  referenceM: 150_000,
  ssrRangeM: 370_000,
  threeD: false,
  sdRangeM: 50,
  sdAzimuthRad: 0.06 * DEG_TO_RAD,
  sdElevationRad: 0,
  biasRangeM: 20,
  biasAzimuthRad: 0.03 * DEG_TO_RAD,
  blindMps: 15,
  clutter: 3,
  clutterRangeM: 80_000,
  statedPd: 0.7,
  statedSdHeightM: Number.NaN,
  clockMs: -40,
  latencyMs: 180,
};

const AIR_RADARS: readonly RadarBuild[] = [
  {
    ...AIR,
    id: 'radar-tuzla',
    name: 'Tuzla en-route radar',
    at: [28.63, 43.99],
    heightM: 90,
    sic: 1,
  },
  {
    ...AIR,
    id: 'radar-bestepe',
    name: 'Bestepe long-range 3D radar',
    at: [29.05, 45.1],
    heightM: 250,
    sic: 2,
    periodS: 5,
    maxRangeM: 250_000,
    ssrRangeM: 250_000,
    referenceM: 140_000,
    threeD: true,
    sdRangeM: 40,
    sdAzimuthRad: 0.08 * DEG_TO_RAD,
    sdElevationRad: 0.25 * DEG_TO_RAD,
    biasAzimuthRad: -0.04 * DEG_TO_RAD,
    blindMps: 10,
    clutter: 4,
    clutterRangeM: 70_000,
    statedSdHeightM: 300,
    clockMs: 350,
    latencyMs: 220,
  },
  {
    ...AIR,
    id: 'radar-sfgheorghe',
    name: 'Sfantu Gheorghe gap filler',
    at: [29.59, 44.89],
    heightM: 35,
    sic: 3,
    periodS: 4,
    maxRangeM: 150_000,
    ssrRangeM: 0,
    referenceM: 110_000,
    threeD: true,
    sdRangeM: 35,
    sdAzimuthRad: 0.1 * DEG_TO_RAD,
    sdElevationRad: 0.35 * DEG_TO_RAD,
    biasRangeM: -15,
    blindMps: 10,
    clutter: 5,
    clutterRangeM: 60_000,
    statedSdHeightM: 350,
    clockMs: 20,
    latencyMs: 150,
  },
];

const COASTAL: Omit<RadarBuild, 'id' | 'name' | 'at' | 'heightM' | 'sic'> = {
  ...AIR,
  periodS: 3,
  sectors: 1,
  sees: 'sea',
  minRangeM: 200,
  maxRangeM: 50_000,
  referenceM: 30_000,
  ssrRangeM: 0,
  sdRangeM: 15,
  sdAzimuthRad: 0.1 * DEG_TO_RAD,
  biasRangeM: 5,
  biasAzimuthRad: 0.02 * DEG_TO_RAD,
  blindMps: 0,
  clutter: 2,
  clutterRangeM: 9000,
  statedPd: 0.9,
  clockMs: 10,
  latencyMs: 120,
};

const COASTAL_RADARS: readonly RadarBuild[] = [
  {
    ...COASTAL,
    id: 'vts-constanta',
    name: 'Constanta coastal radar',
    at: [28.66, 44.12],
    heightM: 60,
    sic: 11,
  },
  {
    ...COASTAL,
    id: 'vts-sulina',
    name: 'Sulina coastal radar',
    at: [29.7, 45.16],
    heightM: 75,
    sic: 12,
  },
];

const CUAS: Omit<SapientBuild, 'id' | 'name' | 'nodeId' | 'kind'> = {
  at: [28.66, 44.13],
  heightM: 40,
  maxRangeM: 12_000,
  pd: 0.9,
  sdPositionM: 8,
  sdAzimuthRad: 0,
  sdElevationRad: 0,
  ghosts: 0.02,
  clockMs: -15,
  latencyMs: 120,
};

export const SAPIENT_NODES: readonly SapientBuild[] = [
  {
    ...CUAS,
    id: 'cuas-port-radar',
    name: 'Port counter-drone radar',
    nodeId: '5d0c1a52-0d3e-4c61-9a01-7d3e0c000001',
    kind: 'radar',
  },
  {
    ...CUAS,
    id: 'cuas-port-rf',
    name: 'Port radio direction finder',
    nodeId: '5d0c1a52-0d3e-4c61-9a01-7d3e0c000002',
    kind: 'rf',
    at: [28.67, 44.1],
    pd: 0.7,
    sdAzimuthRad: 2.5 * DEG_TO_RAD,
    ghosts: 0,
    clockMs: 60,
  },
  {
    ...CUAS,
    id: 'cuas-port-camera',
    name: 'Port camera',
    nodeId: '5d0c1a52-0d3e-4c61-9a01-7d3e0c000003',
    kind: 'camera',
    maxRangeM: 5000,
    pd: 0.85,
    sdAzimuthRad: 0.1 * DEG_TO_RAD,
    sdElevationRad: 0.1 * DEG_TO_RAD,
    ghosts: 0,
  },
  {
    ...CUAS,
    id: 'cuas-airport-radar',
    name: 'Airport counter-drone radar',
    nodeId: '5d0c1a52-0d3e-4c61-9a01-7d3e0c000004',
    kind: 'radar',
    at: [28.49, 44.357],
    heightM: 110,
    maxRangeM: 14_000,
  },
];

const ADSB_RECEIVER: ReceiverBuild = {
  id: 'adsb',
  at: [28.64, 44.17],
  heightM: 90,
  maxRangeM: 380_000,
  reception: 0.75,
  sdPositionM: 6,
  latencyMs: 30,
};

const AIS_NETWORK: AisBuild = {
  id: 'ais',
  stations: [
    { name: 'DEMO-CND', mmsi: 2_640_901, at: [28.64, 44.13], heightM: 150 },
    { name: 'DEMO-SFG', mmsi: 2_640_902, at: [29.59, 44.89], heightM: 60 },
    { name: 'DEMO-SUL', mmsi: 2_640_903, at: [29.68, 45.16], heightM: 70 },
    { name: 'DEMO-VAR', mmsi: 2_070_901, at: [27.93, 43.24], heightM: 200 },
    { name: 'DEMO-ODS', mmsi: 2_720_901, at: [30.72, 46.42], heightM: 80 },
  ],
  reception: 0.93,
  sdPositionM: 4,
  latencyMs: 200,
};

const REMOTE_ID_RECEIVER: RemoteIdBuild = {
  id: 'remote-id',
  name: 'DEMO-PORT',
  at: [28.66, 44.14],
  heightM: 45,
  maxRangeM: 9500,
  reception: 0.8,
  sdPositionM: 2,
  latencyMs: 90,
};

/** Members of the demo with sensors of their own. Names, sites and figures are the demo's own. */
export const DEMO_MEMBERS = ['ROU', 'BGR', 'TUR'] as const;
export type DemoMember = (typeof DEMO_MEMBERS)[number];

/** What one member looks at the night with. */
export interface SensorSet {
  readonly airRadars: readonly RadarBuild[];
  readonly coastalRadars: readonly RadarBuild[];
  readonly adsb: ReceiverBuild;
  readonly ais: AisBuild;
  readonly remoteId: RemoteIdBuild | null;
  readonly sapient: readonly SapientBuild[];
}

export const SENSOR_SETS: Readonly<Record<DemoMember, SensorSet>> = {
  ROU: {
    airRadars: AIR_RADARS,
    coastalRadars: COASTAL_RADARS,
    adsb: ADSB_RECEIVER,
    ais: AIS_NETWORK,
    remoteId: REMOTE_ID_RECEIVER,
    sapient: SAPIENT_NODES,
  },
  BGR: {
    airRadars: [
      {
        ...AIR,
        id: 'radar-varna',
        name: 'Varna en-route radar',
        at: [27.82, 43.24],
        heightM: 260,
        sic: 21,
        biasRangeM: -25,
        biasAzimuthRad: 0.02 * DEG_TO_RAD,
        clockMs: 90,
      },
    ],
    coastalRadars: [
      {
        ...COASTAL,
        id: 'vts-kaliakra',
        name: 'Kaliakra coastal radar',
        at: [28.46, 43.36],
        heightM: 70,
        sic: 22,
        biasAzimuthRad: -0.02 * DEG_TO_RAD,
        clockMs: -30,
      },
    ],
    adsb: { ...ADSB_RECEIVER, at: [27.82, 43.24], heightM: 260 },
    ais: {
      ...AIS_NETWORK,
      stations: [
        { name: 'DEMO-KAL', mmsi: 2_070_902, at: [28.46, 43.36], heightM: 70 },
        { name: 'DEMO-VAR', mmsi: 2_070_901, at: [27.93, 43.24], heightM: 200 },
      ],
    },
    remoteId: null,
    sapient: [],
  },
  TUR: {
    airRadars: [
      {
        ...AIR,
        id: 'radar-igneada',
        name: 'Igneada en-route radar',
        at: [27.95, 41.85],
        heightM: 320,
        sic: 31,
        biasRangeM: 30,
        biasAzimuthRad: -0.03 * DEG_TO_RAD,
        clockMs: -120,
      },
    ],
    coastalRadars: [],
    adsb: { ...ADSB_RECEIVER, at: [27.95, 41.85], heightM: 320 },
    ais: {
      ...AIS_NETWORK,
      stations: [{ name: 'DEMO-IGN', mmsi: 2_710_901, at: [27.95, 41.85], heightM: 320 }],
    },
    remoteId: null,
    sapient: [],
  },
};
