import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeSenseBatch, PLOT_FORM, type SharedTrack } from '../model/index.ts';
import { allyOf, readAllyTracks } from './from-ally-tracks.ts';

const TRACK: SharedTrack = {
  number: 1042,
  at: 100_000,
  latDeg: 43.5,
  lonDeg: 28.25,
  altM: null,
  vEastMps: 50,
  vNorthMps: -10,
  vUpMps: null,
  covEE: 400,
  covEN: 10,
  covNN: 300,
  sdAltM: null,
  sdVelocityMps: 2,
  quality: 9,
  existence: 0.97,
  environment: 'air',
  identity: 'suspect',
  claims: { icao: 0x4ca1b2 },
  simulated: true,
};

const frame = {
  member: 'BGR',
  sourceId: 'ally:BGR/restricted',
  tracks: [TRACK],
  clockOffsetMs: 4000,
  receivedAt: 96_500,
};

test('an ally track is a plot of the sensor that stands for the ally, in our clock', () => {
  const batch = makeSenseBatch();
  readAllyTracks({ ...frame, isFirst: true }, batch);
  const [plot] = batch.plots;
  assert.equal(batch.sensors[0]!.kind, 'tracks');
  assert.equal(allyOf(plot!.sensorId), 'BGR');
  assert.equal(plot!.form, PLOT_FORM.position);
  assert.equal(plot!.at, 96_000);
  assert.equal(plot!.covNN, 300);
  assert.equal(plot!.altKind, 'none');
  assert.ok(Number.isNaN(plot!.altM));
  assert.equal(plot!.claims?.icao, 0x4ca1b2);
  assert.equal(plot!.claims?.objectId, '1042');
  assert.equal(plot!.simulated, true);
});

test('a track from the future is of the moment it came, and the sensor is told once', () => {
  const batch = makeSenseBatch();
  readAllyTracks({ ...frame, clockOffsetMs: 0, isFirst: false }, batch);
  assert.equal(batch.plots[0]!.at, 96_500);
  assert.equal(batch.sensors.length, 0);
  assert.equal(allyOf('arpa:ship'), null);
});
