import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeTrackFrame, type Alert, type TrackInfo, type TrackLabel } from '../../model/index.ts';
import { newAnnouncements } from '../app/announce-model.ts';
import { commandFor } from '../app/key-model.ts';
import { modeOf } from '../app/mode.ts';
import { searchTracks } from '../app/palette-model.ts';
import type { FeedStatus } from '../feed/feed.ts';
import { TrackStore } from '../tracks/track-store.ts';
import {
  countWaiting,
  escalationText,
  listAlerts,
  mayEscalate,
  mayShelve,
  measureLoad,
} from './alert-model.ts';
import {
  claimFacts,
  kindFacts,
  kinematicFacts,
  upstreamFacts,
  positionFacts,
  readTrackNow,
} from './detail-model.ts';
import { atOf, bars, stripSpan, ticks, xOf } from './strip-model.ts';
import { selectRows } from './track-rows.ts';

const NOW = Date.UTC(2026, 10, 24, 3);

function alert(id: string, change: Partial<Alert> = {}): Alert {
  return {
    id,
    key: id,
    condition: 'predicted-incursion',
    priority: 'warning',
    object: { kind: 'track', trackNumber: 1 },
    text: id,
    tip: '',
    zoneId: null,
    state: 'active-unack',
    firstAt: NOW - 60_000,
    lastAt: NOW,
    count: 1,
    forecast: null,
    latDeg: null,
    lonDeg: null,
    acknowledged: null,
    shelved: null,
    escalation: 0,
    incidentId: null,
    simulated: true,
    label: {
      policy: 'P',
      classification: 'unclassified',
      releasableTo: [],
      caveats: [],
      exercise: true,
    },
    ...change,
  };
}
const shelf = (until: number) => ({ by: 'x', at: NOW, until, reason: 'r' });

test('unacknowledged alerts stand before acknowledged ones, then priority, then the newest', () => {
  const list = [
    alert('old', { firstAt: NOW - 90_000 }),
    alert('acked', { priority: 'emergency', state: 'active-ack' }),
    alert('new', { firstAt: NOW - 1000 }),
    alert('worst', { priority: 'emergency' }),
    alert('aside', { shelved: shelf(NOW + 1) }),
    alert('over', { state: 'normal' }),
  ];
  const ids = (tab: 'active' | 'shelved' | 'all'): string[] =>
    listAlerts(list, tab, NOW).map(({ id }) => id);
  assert.deepEqual(ids('active'), ['worst', 'new', 'old', 'acked']);
  assert.deepEqual(ids('shelved'), ['aside']);
  assert.equal(ids('all').length, 6);
  assert.deepEqual(countWaiting(list, NOW), { emergency: 1, warning: 2, caution: 0, advisory: 0 });
});

test('a shelved alert waits again from the moment its time is over', () => {
  const one = alert('a', { shelved: shelf(NOW) });
  assert.equal(countWaiting([one], NOW - 1).warning, 0);
  assert.equal(countWaiting([one], NOW).warning, 1);
});

test('the eleventh alert in ten minutes is a flood', () => {
  const many = (n: number) => Array.from({ length: n }, (_, i) => alert(`a${i}`));
  assert.equal(measureLoad(many(10), NOW).flood, false);
  const load = measureLoad(many(11), NOW);
  assert.deepEqual([load.flood, load.waiting, load.perDay], [true, 11, 264]);
});

test('escalation is told by the desk that was called, and ends at the alliance’s', () => {
  const said = [0, 1, 2, 3, 4].map((escalation) => escalationText(alert('a', { escalation })));
  assert.deepEqual(said, [
    null,
    'This desk was called again',
    'Escalated to the next desk',
    'Escalated to the alliance desk',
    'Escalated to the alliance desk',
  ]);
  assert.equal(mayEscalate(alert('a', { escalation: 2 })), true);
  assert.equal(mayEscalate(alert('a', { escalation: 3 })), false);
  assert.equal(mayEscalate(alert('a', { state: 'normal' })), false);
  assert.equal(mayShelve(alert('a', { priority: 'emergency' })), false);
});

test('only new or escalated alerts are read out; the first look reads emergencies alone', () => {
  const all = new Map([alert('w'), alert('e', { priority: 'emergency' })].map((a) => [a.id, a]));
  const first = newAnnouncements(null, all);
  assert.deepEqual(
    [first.emergencies.map(({ id }) => id), first.others.map(({ id }) => id)],
    [['e'], []],
  );
  assert.equal(newAnnouncements(first.next, all).emergencies.length, 0);
  const louder = new Map(all).set('w', alert('w', { escalation: 1 }));
  assert.deepEqual(
    newAnnouncements(first.next, louder).others.map(({ id }) => id),
    ['w'],
  );
});

const press = (key: string, change = {}) => ({
  key,
  control: false,
  alt: false,
  inField: false,
  onButton: false,
  inDialog: false,
  ...change,
});

test('keys act outside fields and dialogs, and single ones can be switched off', () => {
  const commands = ['a', ' ', 'Escape', 'Ctrl+K'].map((key) => ({ key }));
  const key = (given: ReturnType<typeof press>, single = true) =>
    commandFor(commands, given, single)?.key ?? null;
  assert.equal(key(press('A')), 'a');
  assert.equal(key(press('a', { inField: true })), null);
  assert.equal(key(press('Escape', { inField: true })), 'Escape');
  assert.equal(key(press('a', { inDialog: true })), null);
  assert.equal(key(press('a'), false), null);
  assert.equal(key(press('Escape'), false), 'Escape');
  assert.equal(key(press(' ', { onButton: true })), null, 'Space presses the button');
  assert.equal(key(press('k', { control: true, inField: true }), false), 'Ctrl+K');
  assert.equal(key(press('a', { alt: true })), null);
});

test('the screen says LIVE only while data comes in', () => {
  const live = (change: Partial<FeedStatus>): FeedStatus => ({
    kind: 'live',
    connection: 'open',
    from: null,
    to: null,
    dropped: 0,
    waiting: false,
    lastDataAt: NOW,
    retryAt: null,
    playing: true,
    speed: 1,
    at: NOW,
    ...change,
  });
  const tone = (state: FeedStatus | null, replay: FeedStatus | null = null) =>
    modeOf({ live: state, replay }, NOW).tone;
  assert.equal(tone(live({})), 'live');
  assert.equal(tone(live({ lastDataAt: NOW - 6000 })), 'stale');
  assert.equal(tone(live({ connection: 'lost' })), 'lost');
  assert.equal(tone(live({ playing: false })), 'frozen');
  assert.equal(tone(null), 'wait');
  assert.equal(tone(live({}), live({})), 'replay');
});

interface Row {
  readonly number: number;
  readonly name?: string;
  readonly alert?: number;
  readonly identity?: number;
  readonly altM?: number;
  readonly radius95M?: number;
}

function storeOf(rows: readonly Row[]): TrackStore {
  const { frame } = makeTrackFrame(rows.length, NOW, 1, 0);
  rows.forEach((row, i) => {
    frame.trackNumber[i] = row.number;
    frame.lat[i] = 44_173_300 * 10;
    frame.lon[i] = 286_383_000;
    frame.altM[i] = row.altM ?? 3048;
    frame.vEast[i] = 1000;
    frame.radius95M[i] = row.radius95M ?? 120;
    frame.identity[i] = row.identity ?? 4;
    frame.environment[i] = 1;
    frame.alert[i] = row.alert ?? 0;
    frame.status[i] = 1;
  });
  const store = new TrackStore();
  store.apply(frame, NOW, 0);
  store.setLabels(
    rows.map(({ number, name = '' }): TrackLabel => ({
      trackNumber: number,
      id: `RO-${number}`,
      name,
      identity: 'neutral',
      kind: 'airliner',
      icao: '4A04F1',
      mmsi: null,
      squawk: null,
      sourceIds: [],
      findings: [],
      entryZone: null,
      entryLikelyAt: null,
    })),
    'live',
  );
  return store;
}

test('the table shows alerted tracks first and never filters them away by identity', () => {
  const store = storeOf([
    { number: 3, name: 'ROT1' },
    { number: 2, name: 'ROT2', alert: 2 },
    { number: 1, name: 'THY9', alert: 0x81 },
    { number: 4, name: 'THY8', identity: 3 },
  ]);
  const numbers = (filter: string, hidden: readonly number[] = []): number[] =>
    selectRows(store, {
      sort: 'alert',
      descending: true,
      filter,
      hiddenIdentities: hidden,
      hiddenEnvironments: [],
    }).map((row) => store.trackNumber[row]!);
  assert.deepEqual(numbers(''), [1, 2, 3, 4]);
  assert.deepEqual(numbers('', [4]), [1, 2, 4]);
  assert.deepEqual(numbers('rot'), [2, 3]);
  assert.deepEqual(numbers('4a04f1').length, 4);
});

test('the palette finds tracks by name', () => {
  const store = storeOf([
    { number: 1, name: 'THY972' },
    { number: 2, name: 'ROT1' },
  ]);
  assert.deepEqual(
    searchTracks(store, 'rot', 8).map(({ trackNumber }) => trackNumber),
    [2],
  );
});

test('a track’s facts carry their units, and what is not known is a dash', () => {
  const store = storeOf([{ number: 1 }, { number: 2, altM: -32768, radius95M: 65_535 }]);
  const facts = (number: number) => {
    const track = readTrackNow(store, number);
    assert.ok(track !== null);
    return new Map([...positionFacts(track), ...kinematicFacts(track)]);
  };
  const known = facts(1);
  assert.equal(known.get('95 %'), '± 120 m');
  assert.equal(known.get('MGRS'), '35T PJ 30966 92426');
  assert.equal(known.get('Speed'), '194 kt (360 km/h)');
  assert.equal(known.get('Course'), '090°');
  assert.equal(known.get('Height'), '10,000 ft (3,048 m)');
  const unknown = facts(2);
  assert.equal(unknown.get('Height'), '–');
  assert.equal(unknown.get('95 %'), '> 65 km');
  assert.equal(readTrackNow(store, 9), null);
});

test('claims are shown as the field writes them, and only those that were made', () => {
  const detail = {
    icao: 0x4a0f1,
    mode3A: 0o0021,
    mmsi: null,
    callsign: null,
    shipName: null,
    tail: null,
    uasId: null,
    operatorId: null,
    operatorLatRad: null,
    operatorLonRad: null,
    destination: null,
    emergency: null,
    shipType: null,
    onGround: true,
    classes: [
      { type: 'bird', confidence: 0.2 },
      { type: 'drone', confidence: 0.7 },
    ],
  };
  assert.deepEqual(claimFacts({ detail } as unknown as TrackInfo), [
    ['ICAO', '04A0F1'],
    ['Squawk', '0021'],
    ['On ground', 'Yes'],
    ['Class', 'drone 70 %, bird 20 %'],
  ]);
});

test('what a track is likely to be is shown likeliest first, without the unlikely', () => {
  const kinds = { bird: 0.302, drone: 0.614, aircraft: 0.05, vessel: 0.004, unknown: 0.03 };
  assert.deepEqual(kindFacts({ detail: { kinds } } as unknown as TrackInfo), [
    ['Likely', 'drone 61 %, bird 30 %'],
  ]);
  assert.deepEqual(kindFacts(undefined), []);
  assert.deepEqual(kindFacts({ detail: {} } as unknown as TrackInfo), [], 'older history');
});

test('whose tracks are in a track is shown with their own numbers for it', () => {
  const upstream = [
    { originator: 'tracks of BG', objectId: '42' },
    { originator: '25/10', objectId: '' },
  ];
  assert.deepEqual(upstreamFacts({ detail: { upstream } } as unknown as TrackInfo), [
    ['Made by', 'tracks of BG 42, 25/10'],
  ]);
  assert.deepEqual(upstreamFacts({ detail: {} } as unknown as TrackInfo), []);
});

test('the time strip maps instants to places and back, and its ticks stand at round times', () => {
  const span = stripSpan(NOW, 1);
  assert.equal(atOf(xOf(NOW - 600_000, span, 900), span, 900), NOW - 600_000);
  assert.equal(atOf(-50, span, 900), span.from, 'what is outside is the end');
  const marks = ticks(span, 900);
  assert.ok(marks.every(({ at }) => at % 300_000 === 0));
  assert.equal(marks.filter(({ major }) => major).length, 2, 'both full hours');
});

test('few alerts look few on the strip', () => {
  const density = {
    from: NOW - 2000,
    to: NOW,
    tracks: [10, 20],
    alerts: { emergency: [0, 1], warning: [0, 0], other: [0, 0] },
  };
  const [first, second] = bars(density, { from: NOW - 2000, to: NOW }, 100);
  assert.deepEqual([first?.tracks, second?.tracks, second?.emergency], [0.5, 1, 0.2]);
});

test('a replay shows names as they were then, and live names come back after it', () => {
  const store = storeOf([{ number: 1, name: 'ROT1' }]);
  const label = store.labels.get(1)!;
  const name = (): string | undefined => store.labels.get(1)?.name;
  store.showPastLabels(true);
  assert.equal(name(), undefined, 'what it is called today is not what it was called then');
  store.setLabels([{ ...label, name: 'ROT9' }], 'past');
  store.setLabels([{ ...label, name: 'ROT2' }], 'live');
  assert.equal(name(), 'ROT9');
  store.showPastLabels(false);
  assert.equal(name(), 'ROT2');
  store.setLabels([{ ...label, name: 'ROT9' }], 'past');
  assert.equal(name(), 'ROT2', 'an answer that comes after the replay ended is thrown away');
});
