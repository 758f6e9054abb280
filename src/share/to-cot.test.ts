import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEG_TO_RAD } from '../base/index.ts';
import {
  makePicture,
  OWN_ONLY,
  type Alert,
  type Incident,
  type Label,
  type Picture,
  type TrackDetail,
} from '../model/index.ts';
import {
  decodeCot,
  decodeTakMessage,
  encodeCot,
  encodeTakMessage,
  readWords,
  type CotEvent,
} from '../wire/cot/index.ts';
import { alertToCot, cotTrackUid, goneToCot, incidentToCot, trackToCot } from './to-cot.ts';

const AT = Date.UTC(2026, 10, 24, 2, 30);
const LABEL: Label = {
  ...OWN_ONLY,
  classification: 'restricted',
  releasableTo: ['POL', 'ROU'],
  caveats: ['SEA', 'AIR'],
};

function picture(): Picture {
  const one = makePicture(4, AT);
  one.count = 1;
  one.trackNumber[0] = 42;
  one.latRad[0] = 45.2 * DEG_TO_RAD;
  one.lonRad[0] = 29.6 * DEG_TO_RAD;
  one.altM[0] = 310.04;
  one.vEastMps[0] = -30;
  one.vNorthMps[0] = 40;
  one.covEE[0] = 400;
  one.covNN[0] = 100;
  one.covUU[0] = 900;
  one.quality[0] = 12;
  one.existence[0] = 0.97;
  one.status[0] = 1;
  one.environment[0] = 1;
  one.updatedAt[0] = AT - 400;
  return one;
}

function detail(given: Partial<TrackDetail> = {}): TrackDetail {
  return {
    trackNumber: 42,
    icao: null,
    mmsi: null,
    mode3A: null,
    callsign: null,
    uasId: null,
    shipName: null,
    shipType: null,
    tail: null,
    emergency: null,
    destination: null,
    operatorLatRad: 0.7,
    operatorLonRad: 0.5,
    operatorId: 'SECRET-OPERATOR',
    onGround: false,
    classes: [{ type: 'UAV Fixed Wing', confidence: 0.8 }],
    environment: 'air',
    sources: [{ sensorId: 'secret-radar', sourceId: 'radar', lastAt: AT, plots: 9 }],
    findings: [],
    simulated: false,
    ...given,
  };
}

const context = {
  member: 'ROU',
  detail: detail(),
  identity: 'hostile',
  label: LABEL,
  staleMs: 15_000,
} as const;

/** As a receiver has it after XML and after the protobuf form. */
function received(event: CotEvent): CotEvent {
  const xml = decodeCot(encodeCot(event));
  assert.ok(xml.ok);
  const binary = decodeTakMessage(encodeTakMessage({ event: xml.value }));
  assert.ok(binary.ok);
  return binary.value.event!;
}

test('a hostile drone leaves as a fused track with course, speed, errors and label', () => {
  const event = received(trackToCot(picture(), 0, context));
  assert.equal(event.uid, 'tocsin.ROU.42');
  assert.equal(event.type, 'a-h-A-M-F-Q');
  assert.equal(event.how, 'm-f');
  assert.deepEqual([event.latDeg, event.lonDeg, event.haeM], [45.2, 29.6, 310]);
  assert.deepEqual([event.ceM, event.leM], [20, 30]);
  assert.equal(event.staleAt - event.timeAt, 15_000);
  const { courseDeg, speedMps, callsign } = readWords(event.detail);
  assert.deepEqual([courseDeg, speedMps, callsign], [323.1, 50, 'ROU-00042']);
  assert.deepEqual(
    [event.access, event.caveat, event.releaseableTo, event.opex],
    ['RESTRICTED', 'SEA AIR', 'POL ROU', null],
  );
});

test('the label stands in the detail too, and survives what drops the attributes', () => {
  const event = received(trackToCot(picture(), 0, context));
  const mark = event.detail!.find('__tocsin')!.attributes;
  assert.deepEqual(
    ['member', 'classification', 'releasableTo', 'caveats', 'exercise', 'policy'].map((name) =>
      mark.get(name),
    ),
    ['ROU', 'restricted', 'POL ROU', 'SEA AIR', 'false', 'ALLIANCE'],
  );
});

test('names of sensors and the operator of a drone stay at home', () => {
  const xml = new TextDecoder().decode(encodeCot(trackToCot(picture(), 0, context)));
  assert.ok(!/secret-radar|SECRET-OPERATOR/.test(xml));
});

test('exercise data is marked; what is not known is not invented', () => {
  const one = picture();
  one.simulated[0] = 1;
  one.altM[0] = Number.NaN;
  one.covUU[0] = Number.NaN;
  const event = received(trackToCot(one, 0, context));
  assert.deepEqual([event.opex, event.haeM, event.leM], ['e-tocsin', null, null]);
  assert.equal(event.detail!.find('__tocsin')!.attributes.get('exercise'), 'true');
});

test('types follow identity, environment and what the object is', () => {
  const typed = (
    identity: 'neutral' | 'suspect',
    environment: number,
    about: TrackDetail,
  ): string => {
    const one = picture();
    one.environment[0] = environment;
    return trackToCot(one, 0, { ...context, identity, detail: about }).type;
  };
  const classes = (type: string): TrackDetail => detail({ classes: [{ type, confidence: 0.9 }] });
  assert.equal(typed('neutral', 1, detail({ uasId: '1581F' })), 'a-n-A-C-F-q');
  assert.equal(typed('suspect', 1, classes('UAV Rotary Wing')), 'a-s-A-M-H-Q');
  assert.equal(typed('neutral', 1, detail({ icao: 0x4b1a2c, classes: [] })), 'a-n-A-C-F');
  assert.equal(
    typed('neutral', 2, detail({ mmsi: 264, shipType: 74, classes: [] })),
    'a-n-S-X-M-C',
  );
  assert.equal(typed('neutral', 3, classes('vehicle')), 'a-n-G-E-V');
  assert.equal(typed('suspect', 1, classes('bird')), 'a-s-A');
});

const ALERT: Alert = {
  id: 'A-7',
  key: 'k',
  condition: 'predicted-incursion',
  priority: 'warning',
  object: { kind: 'track', trackNumber: 42 },
  zoneId: 'delta',
  state: 'active-unack',
  text: 'Drone 42 will enter Delta at 02:34 & 10 s',
  tip: 'call',
  firstAt: AT - 60_000,
  lastAt: AT,
  count: 3,
  forecast: {
    probability: 0.914,
    earliestAt: AT + 200_000,
    likelyAt: AT + 240_000,
    latestAt: AT + 300_000,
    latDeg: 45.1,
    lonDeg: 29.4,
  },
  latDeg: 45.2,
  lonDeg: 29.6,
  acknowledged: null,
  shelved: null,
  escalation: 0,
  incidentId: null,
  simulated: false,
  label: LABEL,
};

test('an alert leaves as a geofence alarm linked to its track, and as its cancellation', () => {
  const event = received(alertToCot(ALERT, 'ROU', AT)!);
  assert.deepEqual([event.uid, event.type], ['tocsin.ROU.alert.A-7', 'b-a-g']);
  const words = readWords(event.detail);
  assert.deepEqual(
    words.links.map(({ uid }) => uid),
    [cotTrackUid('ROU', 42)],
  );
  assert.deepEqual(words.emergency, { type: 'Incursion ahead', cancelled: false });
  assert.equal(words.remarks, ALERT.text);
  const mark = event.detail!.find('__tocsin')!.attributes;
  assert.equal(mark.get('probability'), '0.914');
  assert.equal(mark.get('likely'), '2026-11-24T02:34:00.000Z');
  const over = received(alertToCot({ ...ALERT, state: 'normal' }, 'ROU', AT)!);
  assert.equal(over.type, 'b-a-o-can');
  assert.equal(readWords(over.detail).emergency?.cancelled, true);
});

test('alerts about feeds and this node, and without a place, do not leave', () => {
  const object = { kind: 'source', sourceId: 'radar' } as const;
  assert.equal(alertToCot({ ...ALERT, condition: 'feed-lost', object }, 'ROU', AT), null);
  assert.equal(alertToCot({ ...ALERT, latDeg: null }, 'ROU', AT), null);
});

test('an incident is a spot without its notes; a thing that is gone is deleted', () => {
  const incident: Incident = {
    id: 'I-1',
    title: 'Delta drones',
    state: 'open',
    severity: 'warning',
    openedAt: AT,
    openedBy: 'ann',
    closedAt: null,
    zoneId: 'delta',
    alertIds: ['A-7'],
    trackNumbers: [42],
    notes: [{ at: AT, by: 'ann', text: 'SECRET NOTE', kind: 'person' }],
    simulated: false,
    label: LABEL,
  };
  const event = incidentToCot(incident, { latDeg: 45, lonDeg: 29 }, 'ROU', AT);
  assert.equal(event.type, 'b-m-p-s-m');
  assert.ok(!new TextDecoder().decode(encodeCot(event)).includes('SECRET NOTE'));
  const gone = received(goneToCot('tocsin.ROU.42', AT));
  assert.deepEqual([gone.type, readWords(gone.detail).links[0]?.uid], ['t-x-d-d', 'tocsin.ROU.42']);
});
