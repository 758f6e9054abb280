import {
  OWN_ONLY,
  type AlertPriority,
  type Environment,
  type Identity,
  type Zone,
  type ZoneKind,
  type ZoneShape,
} from '../model/index.ts';
import { COAST, RIVER_BORDER, SEA_EDGE, type LonLat } from './demo-area.ts';
import { MINE } from './truth-script.ts';

/** Southern end of the air zone: it covers the delta, not the whole country. */
const AIR_ZONE_SOUTH_DEG = 44.55;

function airZoneRing(): LonLat[] {
  const seaward = SEA_EDGE.filter(([, lat]) => lat >= AIR_ZONE_SOUTH_DEG).toReversed();
  return [...RIVER_BORDER, ...seaward, [29.25, AIR_ZONE_SOUTH_DEG], [27.9, AIR_ZONE_SOUTH_DEG]];
}

const CIVIL: readonly Identity[] = ['friend', 'assumed-friend', 'neutral'];

interface Sketch {
  readonly id: string;
  readonly name: string;
  readonly kind: ZoneKind;
  readonly shape: ZoneShape;
  readonly upperM: number | null;
  readonly environments: readonly Environment[];
  readonly exempt: readonly Identity[];
  readonly lookAheadS: number;
  readonly minProbability: number;
  readonly priority: AlertPriority;
  readonly restriction?: Zone['restriction'];
  readonly fromAt?: number;
}

function zone(sketch: Sketch): Zone {
  return {
    id: sketch.id,
    name: sketch.name,
    kind: sketch.kind,
    country: 'ROU',
    restriction: sketch.restriction ?? 'prohibited',
    rule: {
      environments: sketch.environments,
      exempt: sketch.exempt,
      lookAheadS: sketch.lookAheadS,
      minProbability: sketch.minProbability,
      priority: sketch.priority,
    },
    volumes: [
      {
        shape: sketch.shape,
        lower: { valueM: null, reference: 'AGL', stated: true },
        upper: { valueM: sketch.upperM, reference: 'AMSL', stated: true },
      },
    ],
    applicability:
      sketch.fromAt === undefined ? [] : [{ startAt: sketch.fromAt, endAt: null, schedule: [] }],
    origin: 'demo',
    active: true,
    label: { ...OWN_ONLY, exercise: true },
    extra: {
      note: 'Drawn for the demo exercise in few points. Not authoritative: no border claim, not for navigation.',
    },
  };
}

export const ZONE_IDS = {
  air: 'demo-ro-air',
  sea: 'demo-ro-sea',
  port: 'demo-port',
  airport: 'demo-ctr',
  mine: 'demo-mine',
} as const;

/** The zones of the demo, all marked as such. @param startAt begin of the night: the danger area comes into force in it */
export function demoZones(startAt: number): Zone[] {
  return [
    zone({
      id: ZONE_IDS.air,
      name: 'DEMO RO air border, delta',
      kind: 'border',
      shape: { type: 'polygon', rings: [airZoneRing()] },
      upperM: null,
      environments: ['air', 'unknown'],
      exempt: CIVIL,
      lookAheadS: 900,
      minProbability: 0.5,
      priority: 'emergency',
    }),
    zone({
      id: ZONE_IDS.sea,
      name: 'DEMO RO territorial sea',
      kind: 'territorial-sea',
      shape: { type: 'polygon', rings: [[...COAST, ...SEA_EDGE]] },
      upperM: null,
      environments: ['sea'],
      exempt: CIVIL,
      lookAheadS: 900,
      minProbability: 0.5,
      priority: 'warning',
    }),
    zone({
      id: ZONE_IDS.port,
      name: 'DEMO port critical site',
      kind: 'critical-site',
      shape: { type: 'circle', centre: [28.655, 44.115], radiusM: 3500 },
      upperM: 600,
      environments: ['air', 'unknown'],
      exempt: ['friend', 'assumed-friend'],
      lookAheadS: 300,
      minProbability: 0.5,
      priority: 'emergency',
    }),
    zone({
      id: ZONE_IDS.airport,
      name: 'DEMO airport control zone',
      kind: 'geo-zone',
      shape: { type: 'circle', centre: [28.488, 44.362], radiusM: 5000 },
      upperM: 600,
      environments: ['air', 'unknown'],
      exempt: CIVIL,
      lookAheadS: 300,
      minProbability: 0.5,
      priority: 'emergency',
      restriction: 'authorisation',
    }),
    zone({
      id: ZONE_IDS.mine,
      name: 'DEMO danger area, drifting mine',
      kind: 'danger',
      shape: { type: 'circle', centre: [MINE.lonDeg, MINE.latDeg], radiusM: MINE.radiusM },
      upperM: null,
      environments: ['sea'],
      exempt: [],
      lookAheadS: 1200,
      minProbability: 0.5,
      priority: 'warning',
      fromAt: startAt + MINE.reportedS * 1000,
    }),
  ];
}
