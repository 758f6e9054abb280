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
/** Numbers that one scripted object's track may have had, a whole night long: lost and found once. */
const MOST_NUMBERS = 5;

interface Night {
  readonly report: NightReport;
  readonly scripted: ReadonlySet<string>;
}

function watchNight(seed: number, minutes: number): Night {
  const demo = new Demo({ startAt: START_AT, seed });
  const { rules, findings } = makeRules({
    ...applyDefaults({}, '.', null),
    identities: demo.friends,
  });
  assert.deepEqual(findings, []);
  const harness = new Harness(demo, rules);
  const expected = demo.expectations();
  const report = new NightReport({ truth: demo.truth, expected, zones: demo.zones });
  harness.run(minutes * 60, (_now, picture) => {
    report.look(picture, harness.judge.alerts(), (number) => harness.judge.entries(number));
  });
  const scripted = new Set(expected.map(({ object }) => object.id).filter(isScripted));
  return { report, scripted };
}

/** Ids of the script's parts; streams, harbours and permanent objects have a dash. */
function isScripted(id: string): boolean {
  return !id.includes('-');
}

const clock = (at: number): string => formatNight(at, START_AT);

/** What must hold of any night; says on the way what was measured. */
function judgeNight(t: TestContext, { report, scripted }: Night): void {
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
  judgeTracks(t, report, scripted);
  judgeForecasts(t, report);
}

function judgeTracks(t: TestContext, report: NightReport, scripted: ReadonlySet<string>): void {
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
  const broken = [...report.tracked]
    .filter(([id, { numbers }]) => scripted.has(id) && numbers.size > MOST_NUMBERS)
    .map(([id, { numbers }]) => `${id}: ${numbers.size} numbers`);
  assert.deepEqual(broken, [], 'one object is one track');
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
  assert.equal(night.report.incursions().length, 18);
  const spoof = night.report.spoofAlerts();
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
  assert.deepEqual(night.report.spoofAlerts(), []);
});
