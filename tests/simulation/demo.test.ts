/**
 * The demo night against its own truth: the bytes of every sensor through feeds, tracker and judge with the node's
 * default rules, under a false clock; each alert is held against where the objects truly were.
 */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { applyDefaults } from '../../src/node/config/index.ts';
import { makeRules } from '../../src/node/watch/rules.ts';
import { Demo, formatNight, Harness, NightReport } from '../../src/sim/index.ts';

const START_AT = Date.UTC(2026, 10, 24, 1, 0, 0);
const SPOOFED = 'SPOOF';

/** Most looks, of those at which an object had a track, at which another track was beside it. */
const MOST_DOUBLED = 0.001;
/** Most tracks beyond the first that held one object for a while, of all objects: lost and found again. */
const MOST_BROKEN = 0.045;
/** Looks after which a track is said to have held an object. */
const HELD_LOOKS = 10;

function watchNight(seed: number, minutes: number): NightReport {
  const demo = new Demo({ startAt: START_AT, seed });
  const { rules, findings } = makeRules({
    ...applyDefaults({}, '.', null),
    identities: demo.friends,
  });
  assert.deepEqual(findings, []);
  const harness = new Harness(demo, rules);
  const report = new NightReport({
    truth: demo.truth,
    expected: demo.expectations(),
    zones: demo.zones,
  });
  harness.run(minutes * 60, (_now, picture) => {
    report.look(picture, harness.judge.alerts(), (number) => harness.judge.entries(number));
  });
  return report;
}

const clock = (at: number): string => formatNight(at, START_AT);

/** What must hold of any night; says on the way what was measured. */
function judgeNight(t: TestContext, report: NightReport): void {
  const incursions = report.incursions();
  for (const { stay, leadS } of incursions)
    t.diagnostic(
      `${stay.object.id} into ${stay.zone.name} at ${clock(stay.enterAt)}: ${leadS === null ? 'MISSED' : `warned ${leadS.toFixed(0)} s before`}`,
    );
  assert.ok(incursions.length > 0, 'the night has incursions');
  const missed = incursions.filter(({ leadS }) => leadS === null || leadS <= 0);
  assert.deepEqual(
    missed.map(({ stay }) => stay.object.id),
    [],
    'every incursion is warned of before the crossing',
  );
  assert.deepEqual(
    report.falseAlerts().map(({ why, story }) => `${clock(story.firstAt)} ${why}: ${story.text}`),
    [],
    'no alert that truth does not bear out',
  );
  assert.deepEqual(
    report.secondAlerts().map(({ object, stories }) => [object.id, stories.map((s) => s.text)]),
    [],
    'one object is one alert',
  );
  t.diagnostic(
    `objects with an alert beyond their first: ${report.secondAlerts().length}, of ${report.stories.size} alerts about ${alerted(report)} objects`,
  );
  judgeTracks(t, report);
  judgeForecasts(t, report);
}

const alerted = ({ stories }: NightReport): number =>
  new Set([...stories.values()].flatMap(({ objects }) => [...objects.keys()])).size;

function judgeTracks(t: TestContext, report: NightReport): void {
  let looks = 0;
  let doubled = 0;
  for (const one of report.tracked.values()) {
    looks += one.looks;
    doubled += one.doubled;
  }
  const ghosts = report.ghostLooks / report.looks;
  t.diagnostic(
    `${report.tracked.size} objects tracked; a second track at ${doubled} of ${looks} looks; tracks of nothing in a picture: ${ghosts.toFixed(2)}`,
  );
  assert.ok(doubled <= MOST_DOUBLED * looks, `${doubled} of ${looks} looks with a second track`);
  const broken = [...report.tracked].flatMap(([id, { numbers }]) => {
    const held = [...numbers.values()].filter(({ looks: count }) => count >= HELD_LOOKS);
    held.sort((a, b) => a.firstAt - b.firstAt);
    // How long nothing of it was in the picture; below 0: the tracks overlap.
    const gaps = held.slice(1).map(({ firstAt }, i) => (firstAt - held[i]!.lastAt) / 1000);
    return gaps.length > 0 ? [{ id, gaps }] : [];
  });
  const more = broken.reduce((sum, { gaps }) => sum + gaps.length, 0);
  const list = broken.map(({ id, gaps }) => `${id} after ${gaps.join(', ')} s`).join('; ');
  t.diagnostic(`tracks that went on under another number: ${more}; ${list}`);
  assert.ok(more <= MOST_BROKEN * report.tracked.size, `${more} tracks broken`);
}

/** Forecasts must come true at least about as often as they say; that they do more often is caution. */
function judgeForecasts(t: TestContext, report: NightReport): void {
  for (const band of report.calibration()) {
    if (band.forecasts === 0) continue;
    const rate = band.cameTrue / band.forecasts;
    t.diagnostic(
      `forecasts of ${band.from} to ${band.to}: ${band.forecasts}, mean ${band.meanProbability.toFixed(2)}, came true ${rate.toFixed(2)}, in their window ${(band.inWindow / Math.max(1, band.cameTrue)).toFixed(2)}`,
    );
    if (band.forecasts < 40) continue;
    assert.ok(
      rate > band.meanProbability - 0.1,
      `forecasts of ${band.from} to ${band.to} came true ${rate.toFixed(2)}`,
    );
  }
}

test('the whole demo night of seed 1: every incursion warned of, nothing else rings', (t) => {
  const night = watchNight(1, 60);
  judgeNight(t, night);
  assert.equal(night.incursions().length, 18);
  const spoof = night.spoofAlerts();
  t.diagnostic(
    `spoofing suspected: ${spoof.map((s) => `${clock(s.firstAt)} ${s.text}`).join('; ')}`,
  );
  assert.deepEqual(
    spoof.map((story) => [...story.objects.keys()]),
    [[SPOOFED]],
    'the spoofed aircraft is flagged, and nobody else',
  );
});

test('the first twenty minutes of another seed: every incursion warned of, nothing else rings', (t) => {
  const night = watchNight(2, 20);
  judgeNight(t, night);
  assert.deepEqual(night.spoofAlerts(), []);
});
