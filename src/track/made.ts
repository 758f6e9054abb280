/**
 * Tracks that come already made: correlated with ours, never used as plots. What an upstream tracker says may hold our
 * own radars' data; as a plot it would be counted twice and more with each report. So each made track is kept as it
 * was last told (made-book.ts), is tied to the track of ours that is the same object, and is fused with it only for
 * the picture, by covariance intersection (made-fuse.ts): nothing of it enters our own filters.
 *
 * Correlation: squared statistical distance in place, speed and height, with covariances that hold whatever the two
 * have in common (farApart). Tied at JOIN or below three reports in a row, at once when both give one identity;
 * untied beyond LEAVE three times in a row. One track of ours carries at most one of each upstream sensor.
 */
import { distanceM } from '../base/index.ts';
import type { Claims, Plot } from '../model/index.ts';
import { markNear, sweepCells, takeMarks } from './cells.ts';
import { conflicts, idKeys } from './details.ts';
import { EST, ESTIMATE, estimateOwn } from './estimate.ts';
import { MEASURE_KIND, NZ } from './filter.ts';
import { PLANE_REACH_M } from './frames.ts';
import { farApart } from './intersect.ts';
import { MAX_CONTRIBUTORS, type Made } from './made-book.ts';
import { estimateMade, isFresh } from './made-fuse.ts';
import { MOTION_CLASSES } from './motion.ts';
import { measurePlot } from './plots.ts';
import { joinLeader, joinSlot, retire, tell } from './made-ties.ts';
import { motionOf } from './self-report.ts';
import type { SensorState } from './sensors.ts';
import type { Tables } from './tables.ts';

/** squared distance (five degrees of freedom) to be tied, to stay tied, and to be tied by one identity */
const JOIN = 12;
const LEAVE = 30;
const NAMED = 60;
/** agreements in a row that tie, disagreements that untie */
const TIMES = 3;
/** two of ours nearly as near as each other: this much more is asked for */
const CLEAR = 4;
/** reports in a row of an identity elsewhere that make a finding */
const DOUBTS = 5;
/** existence of a track that a tracker reports without saying how sure it is */
const EXISTENCE = 0.95;

const z = new Float64Array(NZ);
const mine = new Float64Array(ESTIMATE);
const theirs = new Float64Array(ESTIMATE);
const pair = new Float64Array(5);

/** By what a source calls its track: its own number, else an identity in it. Null: reports that cannot be told apart. */
function keyOf(plot: Plot): string | null {
  const claims = plot.claims;
  if (claims === null) return null;
  if (claims.objectId !== undefined) return `${plot.sensorId}\n${claims.objectId}`;
  const id = idKeys(claims)[0];
  return id === undefined ? null : `${plot.sensorId}\n#${id}`;
}

/** Takes one report of a made track. @returns false when it has neither number nor identity: it is a plot then */
export function processMade(t: Tables, sensor: SensorState, plot: Plot): boolean {
  const key = keyOf(plot);
  if (key === null) return false;
  const timeS = plot.at / 1000;
  const made = t.made.find(key) ?? begin(t, sensor, plot, key);
  // a repeat says nothing new
  if (timeS === made.timeS) return true;
  if (timeS < made.timeS) {
    t.stats.plotsTooLate++;
    sensor.counts.late++;
    return true;
  }
  if (!read(t, sensor, plot, made, planeOf(t, plot, made))) {
    t.stats.plotsRefused++;
    if (made.reports === 0) t.made.remove(made);
    return true;
  }
  note(t, sensor, plot, made);
  correlate(t, sensor, plot, made);
  return true;
}

function begin(t: Tables, sensor: SensorState, plot: Plot, key: string): Made {
  const { made, lost } = t.made.make(key);
  if (lost !== null) {
    t.stats.capacityHits++;
    retire(t, lost);
  }
  made.sensor = sensor.index;
  made.sensorId = plot.sensorId;
  made.sourceId = plot.sourceId;
  made.isForeign = sensor.sensor.foreign === true;
  made.objectId = plot.claims?.objectId ?? '';
  made.kind = motionOf(plot, sensor);
  made.bornS = plot.at / 1000;
  return made;
}

/** The plane of who carries it, else that of its place. */
function planeOf(t: Tables, plot: Plot, made: Made): number {
  if (made.slot >= 0) return t.store.frame[made.slot]!;
  if (made.leader !== null) return made.leader.frame;
  return t.frames.indexFor(plot.latRad, plot.lonRad, made.reports === 0 ? -1 : made.frame);
}

/** Writes the report's state in a plane. @returns false when it is not a place */
function read(t: Tables, sensor: SensorState, plot: Plot, made: Made, frame: number): boolean {
  measurePlot(plot, sensor, t.frames, frame, made.kind, z, 0);
  if (z[0] === MEASURE_KIND.bearing || !Number.isFinite(z[1]! + z[2]!)) return false;
  const s = made.state;
  const timeS = plot.at / 1000;
  const dt = timeS - made.timeS;
  const variance = (z[4]! + z[7]!) / 2;
  if (z[13]! > 0) {
    s[5] = z[14]!;
    s[6] = z[15]!;
    s[7] = z[13]!;
  } else if (made.frame === frame && dt > 0.5 && dt < 60) {
    // no speed given: from the way since the last report
    s[5] = (z[1]! - s[0]!) / dt;
    s[6] = (z[2]! - s[1]!) / dt;
    s[7] = (2 * variance) / (dt * dt);
  } else if (!(made.reports > 0 && dt <= 0.5)) {
    s[5] = 0;
    s[6] = 0;
    s[7] = MOTION_CLASSES[made.kind]!.velocitySd ** 2;
  }
  s[8] = 0;
  s[9] = s[7]!;
  s[0] = z[1]!;
  s[1] = z[2]!;
  s[2] = z[4]!;
  s[3] = z[5]!;
  s[4] = z[7]!;
  const hasHeight = z[0] === MEASURE_KIND.full;
  s[EST.height] = hasHeight ? z[3]! : MOTION_CLASSES[made.kind]!.heightM;
  s[EST.heightVar] = hasHeight ? z[9]! : Number.NaN;
  s[EST.climb] = Number.isFinite(plot.vUpMps) ? plot.vUpMps : 0;
  made.frame = frame;
  return true;
}

function note(t: Tables, sensor: SensorState, plot: Plot, made: Made): void {
  const timeS = plot.at / 1000;
  const gap = timeS - made.timeS;
  const period = sensor.sensor.periodS > 0 ? sensor.sensor.periodS : 0;
  made.everyS = Math.max(made.everyS * 0.9, gap > 0 ? gap : 0, period);
  made.timeS = timeS;
  made.reports++;
  t.made.touch(made);
  made.existence = plot.claims?.detectionConfidence ?? EXISTENCE;
  made.environment = plot.environment === 'unknown' ? made.environment : plot.environment;
  made.simulated = plot.simulated;
  const contributors = plot.claims?.contributors ?? [];
  for (const id of contributors)
    if (!made.contributors.includes(id) && made.contributors.length < MAX_CONTRIBUTORS)
      made.contributors.push(id);
  if (saysNew(made.claims, plot.claims!)) tell(t, made);
  made.claims = { ...made.claims, ...plot.claims };
  sensor.counts.used++;
  t.stats.plotsUsed++;
}

/** Claims that readers see; the others change with every report. */
const SHOWN = [
  'icao',
  'mmsi',
  'mode3A',
  'callsign',
  'uasId',
  'shipName',
  'tail',
  'emergency',
] as const;

function saysNew(before: Claims, now: Claims): boolean {
  return SHOWN.some((key) => now[key] !== undefined && now[key] !== before[key]);
}

function correlate(t: Tables, sensor: SensorState, plot: Plot, made: Made): void {
  const now = made.timeS;
  estimateMade(made, now, theirs);
  if (made.slot >= 0) {
    stay(t, made, distanceToSlot(t, made, made.slot, now));
    return;
  }
  if (made.leader !== null) {
    stay(t, made, distanceToMade(made, made.leader, now));
    return;
  }
  const rival = seekOwn(t, sensor, plot, made) || findLeader(t, made, now);
  if (!rival) doubtName(t, made, plot.at);
  if (!rival && made.shownAs === 0 && made.existence >= t.settings.showAt) show(t, made);
}

/** It bears an identity that a track of ours elsewhere holds: one of the two is not what it says. */
function doubtName(t: Tables, made: Made, at: number): void {
  const slot = t.details.holder(idKeys(made.claims)[0] ?? '');
  const isApart =
    slot >= 0 &&
    t.store.everConfirmed[slot] === 1 &&
    t.store.frame[slot] === made.frame &&
    distanceToSlot(t, made, slot, made.timeS) > NAMED;
  made.doubted = isApart ? made.doubted + 1 : 0;
  if (made.doubted < DOUBTS) return;
  t.details.find(slot, 'claim-shared', at, `${made.sensorId} has this identity elsewhere`);
  t.store.detailVersion[slot] = t.store.detailVersion[slot]! + 1;
}

/** Counts disagreement with who carries it; leaves after three in a row. */
function stay(t: Tables, made: Made, distance: number): void {
  if (!(distance > LEAVE)) {
    made.strayed = 0;
    return;
  }
  if (++made.strayed < TIMES) return;
  tell(t, made);
  t.made.release(made);
}

function show(t: Tables, made: Made): void {
  made.shownAs = t.store.nextShown++;
  t.stats.born++;
  t.stats.confirmed++;
}

/** Squared distance of a made track (in `theirs`) to one of ours; Infinity when they are two objects by what they say. */
function distanceToSlot(t: Tables, made: Made, slot: number, atS: number): number {
  const claims = t.details.of(slot)?.claims;
  if (claims !== undefined && conflicts(claims, made.claims)) return Infinity;
  if (t.store.frame[slot] !== made.frame) return Infinity;
  estimateOwn(t, slot, atS, mine);
  if (t.store.hasHeight[slot] === 0) mine[EST.heightVar] = Number.NaN;
  return distanceOf();
}

function distanceToMade(made: Made, leader: Made, atS: number): number {
  if (conflicts(leader.claims, made.claims) || leader.frame !== made.frame) return Infinity;
  estimateMade(leader, atS, mine);
  return distanceOf();
}

/** Squared distance of the estimates in `mine` and `theirs`. */
function distanceOf(): number {
  pair.set(theirs.subarray(EST.place, EST.place + 5));
  let sum = farApart(mine, EST.place, pair);
  pair.set(theirs.subarray(EST.velocity, EST.velocity + 5));
  sum += farApart(mine, EST.velocity, pair);
  const a = mine[EST.heightVar]!;
  const b = theirs[EST.heightVar]!;
  if (a >= 0 && b >= 0) {
    const off = mine[EST.height]! - theirs[EST.height]!;
    sum += (off * off) / (Math.sqrt(a) + Math.sqrt(b) + 1) ** 2;
  }
  return sum;
}

function nameSame(a: Claims | undefined, b: Claims): boolean {
  if (a === undefined) return false;
  const keys = idKeys(b);
  return idKeys(a).some((key) => keys.includes(key));
}

/** Looks in its own plane, then in those that reach as far: near a seam ours may be in another. */
function seekOwn(t: Tables, sensor: SensorState, plot: Plot, made: Made): boolean {
  const now = made.timeS;
  if (findOwn(t, made, now)) return true;
  const home = made.frame;
  let moved = false;
  for (let frame = 0; frame < t.frames.list.length; frame++) {
    if (frame === home || !(t.cells.counts[frame]! > 0)) continue;
    const { latRad, lonRad } = t.frames.list[frame]!.enu;
    if (distanceM(latRad, lonRad, plot.latRad, plot.lonRad) > PLANE_REACH_M) continue;
    moved = true;
    read(t, sensor, plot, made, frame);
    estimateMade(made, now, theirs);
    if (findOwn(t, made, now)) return true;
  }
  if (moved) {
    read(t, sensor, plot, made, home);
    estimateMade(made, now, theirs);
  }
  return false;
}

/** Looks for a track of ours that is the same object. @returns whether there may be one */
function findOwn(t: Tables, made: Made, now: number): boolean {
  const { store } = t;
  sweepCells(t.cells, store, now);
  const wide = 6 * Math.sqrt(Math.max(theirs[2]!, theirs[4]!)) + 100;
  markNear(
    t.cells,
    made.frame,
    theirs[0]! - wide,
    theirs[1]! - wide,
    theirs[0]! + wide,
    theirs[1]! + wide,
  );
  const near = takeMarks(t.cells);
  let best = -1;
  let least = Infinity;
  let second = Infinity;
  let named = false;
  for (let i = 0; i < near.count; i++) {
    const slot = near.slots[i]!;
    if (store.everConfirmed[slot] === 0 || isTaken(t.made.carriedBy(slot), made, now)) continue;
    const distance = distanceToSlot(t, made, slot, now);
    const same = nameSame(t.details.of(slot)?.claims, made.claims);
    if (!(distance <= (same ? NAMED : JOIN)) || (named && !same)) continue;
    if (distance < least || (same && !named)) {
      second = same && !named ? Infinity : least;
      least = distance;
      best = slot;
      named = same;
    } else if (distance < second) second = distance;
  }
  if (best < 0) return false;
  const asked = named ? 1 : second < least + CLEAR ? 2 * TIMES : TIMES;
  if (woo(made, best) >= asked) joinSlot(t, made, best);
  return true;
}

/** Whether it carries another track of that sensor already. */
function isTaken(carried: readonly Made[], made: Made, now: number): boolean {
  return carried.some((one) => one !== made && one.sensor === made.sensor && isFresh(one, now));
}

function woo(made: Made, whom: number): number {
  made.agreed = made.wooed === whom ? made.agreed + 1 : 1;
  made.wooed = whom;
  return made.agreed;
}

/** Looks for another sensor's made track that is the same object. @returns whether there may be one */
function findLeader(t: Tables, made: Made, now: number): boolean {
  let best: Made | null = null;
  let least = Infinity;
  for (const other of t.made.all()) {
    if (other.sensor === made.sensor || other.slot >= 0 || other.leader !== null) continue;
    if (!isFresh(other, now) || other.frame !== made.frame) continue;
    if (isTaken(t.made.followersOf(other), made, now)) continue;
    if (isTaken(t.made.followersOf(made), other, now)) continue;
    const distance = distanceToMade(made, other, now);
    const limit = nameSame(other.claims, made.claims) ? NAMED : JOIN;
    if (!(distance <= limit && distance < least)) continue;
    least = distance;
    best = other;
  }
  if (best === null) {
    made.wooed = -1;
    made.agreed = 0;
    return false;
  }
  const asked = nameSame(best.claims, made.claims) ? 1 : TIMES;
  if (woo(made, -2 - best.index) >= asked) joinLeader(t, made, best);
  return true;
}
