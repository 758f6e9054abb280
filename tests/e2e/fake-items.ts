/** What the fake node has besides tracks: zones, alerts, incidents, feeds, sensors. Made up. */
import type {
  Alert,
  Incident,
  Label,
  SensorInfo,
  SourceStatus,
  Zone,
  ZoneDraft,
} from '../../src/model/index.ts';

export const LABEL: Label = {
  policy: 'ALLIANCE',
  classification: 'unclassified',
  releasableTo: ['ROU', 'BGR', 'TUR'],
  caveats: [],
  exercise: true,
};

const AIR_RULE = {
  environments: ['air'],
  exempt: ['friend', 'assumed-friend', 'neutral'],
  lookAheadS: 900,
  minProbability: 0.5,
  priority: 'warning',
} as const;

export function zoneFrom(id: string, draft: ZoneDraft, origin: Zone['origin']): Zone {
  return { ...draft, id, origin, label: LABEL, extra: {} };
}

export function makeZones(): Zone[] {
  const limit = { reference: 'AMSL', stated: true } as const;
  const between = { lower: { ...limit, valueM: 0 }, upper: { ...limit, valueM: 3000 } };
  const polygon = (ring: readonly (readonly [number, number])[]) =>
    ({ type: 'polygon', rings: [ring] }) as const;
  return [
    zoneFrom(
      'z-1',
      {
        name: 'Exercise area AMBER',
        kind: 'airspace',
        country: 'ROU',
        restriction: 'prohibited',
        rule: AIR_RULE,
        volumes: [
          {
            shape: polygon([
              [28.9, 44.75],
              [29.95, 44.85],
              [30.1, 45.3],
              [29.4, 45.45],
              [28.8, 45.2],
            ]),
            ...between,
          },
        ],
        applicability: [],
        active: true,
      },
      'demo',
    ),
    zoneFrom(
      'z-2',
      {
        name: 'Site COBALT',
        kind: 'critical-site',
        country: 'ROU',
        restriction: 'authorisation',
        rule: { ...AIR_RULE, priority: 'emergency' },
        volumes: [
          { shape: { type: 'circle', centre: [28.63, 44.1], radiusM: 12_000 }, ...between },
        ],
        applicability: [],
        active: true,
      },
      'demo',
    ),
    zoneFrom(
      'z-3',
      {
        name: 'Anchorage watch',
        kind: 'other',
        country: 'ROU',
        restriction: 'conditional',
        rule: { ...AIR_RULE, environments: ['sea'], priority: 'caution' },
        volumes: [
          {
            shape: polygon([
              [28.75, 43.9],
              [29.15, 43.9],
              [29.15, 44.15],
              [28.75, 44.15],
            ]),
            ...between,
          },
        ],
        applicability: [
          {
            startAt: null,
            endAt: null,
            schedule: [{ days: ['MON', 'TUE', 'WED', 'THU', 'FRI'], start: 64_800, end: 18_000 }],
          },
        ],
        active: true,
      },
      'demo',
    ),
  ];
}

type AlertStart = Pick<Alert, 'id' | 'condition' | 'priority' | 'object' | 'text' | 'tip'> &
  Partial<Alert>;

function alert(now: number, start: AlertStart): Alert {
  return {
    key: start.id,
    zoneId: null,
    state: 'active-unack',
    firstAt: now - 95_000,
    lastAt: now,
    count: 1,
    forecast: null,
    latDeg: null,
    lonDeg: null,
    acknowledged: null,
    shelved: null,
    escalation: 0,
    incidentId: null,
    simulated: true,
    label: LABEL,
    ...start,
  };
}

export function makeAlerts(now: number): Alert[] {
  return [
    alert(now, {
      id: 'a-1',
      condition: 'predicted-incursion',
      priority: 'warning',
      object: { kind: 'track', trackNumber: 101 },
      zoneId: 'z-1',
      text: 'RO-00900 (drone, hostile) will enter Exercise area AMBER',
      tip: 'Confirm identity; tell the duty desk.',
      latDeg: 45,
      lonDeg: 30.6,
      count: 7,
      forecast: {
        probability: 0.93,
        earliestAt: now + 190_000,
        likelyAt: now + 242_000,
        latestAt: now + 318_000,
        latDeg: 45.05,
        lonDeg: 30.02,
      },
    }),
    alert(now, {
      id: 'a-2',
      condition: 'swarm',
      priority: 'emergency',
      object: { kind: 'group', trackNumbers: [102, 103, 104, 105, 106] },
      zoneId: 'z-1',
      text: 'Swarm of 5 drones heading for Exercise area AMBER',
      tip: 'One alert for the group; open an incident to gather them.',
      latDeg: 45.1,
      lonDeg: 30.5,
      firstAt: now - 31_000,
      count: 3,
    }),
    alert(now, {
      id: 'a-3',
      condition: 'spoof-suspected',
      priority: 'caution',
      object: { kind: 'track', trackNumber: 108 },
      text: 'GHOST 21: self-report without radar echo',
      tip: 'Do not trust the reported position.',
      latDeg: 43.6,
      lonDeg: 28.9,
      firstAt: now - 400_000,
      count: 14,
    }),
    alert(now, {
      id: 'a-4',
      condition: 'feed-faults',
      priority: 'advisory',
      object: { kind: 'source', sourceId: 'ais-1' },
      text: 'AIS Constanța: 3 damaged sentences in the last minute',
      tip: 'Look at the feed’s faults.',
      state: 'active-ack',
      acknowledged: { by: 'Lt. Ionescu', at: now - 300_000 },
      firstAt: now - 900_000,
      count: 22,
    }),
  ];
}

export function makeIncidents(now: number): Incident[] {
  return [
    {
      id: 'RO-7',
      title: 'Unknown drone east of AMBER',
      state: 'open',
      severity: 'warning',
      openedAt: now - 900_000,
      openedBy: 'Lt. Ionescu',
      closedAt: null,
      zoneId: 'z-1',
      alertIds: ['a-1'],
      trackNumbers: [101],
      notes: [
        { at: now - 900_000, by: 'node', text: 'Opened from alert a-1.', kind: 'machine' },
        {
          at: now - 720_000,
          by: 'Lt. Ionescu',
          text: 'Coast guard informed by telephone. Patrol boat leaves Sulina at 04:40Z.',
          kind: 'person',
        },
      ],
      simulated: true,
      label: LABEL,
    },
    {
      id: 'RO-6',
      title: 'AIS silent tanker',
      state: 'monitoring',
      severity: 'caution',
      openedAt: now - 7_200_000,
      openedBy: 'Sgt. Popa',
      closedAt: null,
      zoneId: null,
      alertIds: [],
      trackNumbers: [150],
      notes: [{ at: now - 7_200_000, by: 'Sgt. Popa', text: 'Watching.', kind: 'person' }],
      simulated: true,
      label: LABEL,
    },
  ];
}

export function makeSensors(now: number): SensorInfo[] {
  const sensor = (start: Partial<SensorInfo> & Pick<SensorInfo, 'id' | 'name' | 'sourceId'>) => ({
    kind: 'radar2d' as const,
    latDeg: null,
    lonDeg: null,
    heightM: null,
    maxRangeM: null,
    periodS: null,
    lastAt: now - 3000,
    ...start,
  });
  return [
    sensor({
      id: 'RDR-A',
      sourceId: 'radar-1',
      name: 'Radar A',
      latDeg: 44.36,
      lonDeg: 28.48,
      heightM: 108,
      maxRangeM: 220_000,
      periodS: 4.8,
    }),
    sensor({
      id: 'CST-1',
      sourceId: 'coast-1',
      name: 'Coastal 1',
      latDeg: 44.17,
      lonDeg: 28.66,
      heightM: 42,
      maxRangeM: 50_000,
      periodS: 2.5,
      kind: 'radar2d',
    }),
    sensor({
      id: 'CUAS-1',
      sourceId: 'cuas-1',
      name: 'Counter-drone 1',
      latDeg: 45.15,
      lonDeg: 29.65,
      heightM: 12,
      maxRangeM: 15_000,
      periodS: 1,
      kind: 'radar3d',
    }),
    sensor({ id: 'ADSB', sourceId: 'adsb-1', name: 'ADS-B', kind: 'selfreport', periodS: 5 }),
    sensor({ id: 'AIS', sourceId: 'ais-1', name: 'AIS', kind: 'selfreport', periodS: 30 }),
  ];
}

export function makeSources(now: number, grown: number): SourceStatus[] {
  const source = (start: Partial<SourceStatus> & Pick<SourceStatus, 'id' | 'name' | 'format'>) => ({
    transport: 'udp 0.0.0.0:8600',
    simulated: true,
    state: 'live' as const,
    reason: '',
    lastReceivedAt: now - 400,
    chunks: 40_000 + grown,
    bytes: 9_000_000 + grown * 220,
    records: 120_000 + grown * 3,
    plots: 100_000 + grown * 2,
    faults: 0,
    faultsByCode: {},
    dropped: 0,
    kernelDropped: 0,
    recordRate: 42.5,
    plotRate: 38.1,
    clockOffsetMs: 12,
    reconnects: 0,
    recentFaults: [],
    lastRecord: null,
    lastRecordHex: null,
    ...start,
  });
  return [
    source({
      id: 'adsb-1',
      name: 'ADS-B receiver',
      format: 'beast',
      transport: 'tcp 127.0.0.1:30005',
      recordRate: 410.2,
      plotRate: 96,
      lastRecord: '{"df":17,"icao":"4A04F1","type":"airborne-position","altFt":37000}',
      lastRecordHex: '1a 33 00 00 12 6b 01 f4 2c 8d 4a 04 f1 58 c3 82 d6 90 c8 ac 28 63 a7',
    }),
    source({
      id: 'radar-1',
      name: 'Radar A',
      format: 'asterix',
      transport: 'udp 232.1.1.10:8600',
      clockOffsetMs: -184,
      lastRecord: '{"category":48,"sac":25,"sic":10,"rhoNm":41.2,"thetaDeg":97.3}',
      lastRecordHex: '30 00 30 fd f7 02 19 c9 35 6d 4d a0',
    }),
    source({
      id: 'coast-1',
      name: 'Coastal radar 1',
      format: 'asterix',
      transport: 'udp 232.1.1.11:8601',
    }),
    source({
      id: 'ais-1',
      name: 'AIS Constanța',
      format: 'ais',
      transport: 'udp 0.0.0.0:10110',
      faults: 22,
      faultsByCode: { 'bad-length': 3, 'bad-value': 19 },
      recentFaults: [
        {
          sourceId: 'ais-1',
          at: now - 12_000,
          fault: { code: 'bad-value', offset: 46, item: 'checksum', detail: 'says 5C, is 1F' },
          bytesHex: '42 2c 31 33 75 3f 65 50 30 50 30 30 50 44 30 3b 30 2a 35 43 0d 0a',
          octet: 18,
        },
        {
          sourceId: 'ais-1',
          at: now - 41_000,
          fault: { code: 'bad-length', offset: 14, item: 'payload', detail: '162 of 168 bits' },
          bytesHex: '21 41 49 56 44 4d 2c 31 2c 31 2c 2c 42 2c 31 33 75 2c 30 2a 31 46',
          octet: 14,
        },
      ],
    }),
    source({
      id: 'cuas-1',
      name: 'Counter-drone Sulina',
      format: 'sapient',
      transport: 'tcp server 127.0.0.1:14000',
      recordRate: 6,
      plotRate: 6,
      clockOffsetMs: 3,
    }),
    source({
      id: 'rid-1',
      name: 'Remote ID north',
      format: 'remote-id',
      state: 'silent',
      reason: 'no data for 4 min 12 s',
      lastReceivedAt: now - 252_000,
      recordRate: 0,
      plotRate: 0,
      clockOffsetMs: null,
    }),
  ];
}
