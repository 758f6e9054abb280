/**
 * The demo's three whole nodes look at one night with sensors of their own and share tracks as nodes do, under a false
 * clock: what two of them see is one track, and what only the other sees is there under its name.
 */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { makeSenseBatch, OWN_ONLY, type Label, type Picture } from '../../src/model/index.ts';
import { applyDefaults } from '../../src/node/config/index.ts';
import { SHARED_BOX } from '../../src/node/demo/index.ts';
import { makeRules } from '../../src/node/watch/rules.ts';
import { allyOf, allySensorId, readAllyTracks } from '../../src/sense/index.ts';
import { ReleaseGate, TrackSharing } from '../../src/share/index.ts';
import { Demo, DEMO_MEMBERS, Harness, NightReport, type DemoMember } from '../../src/sim/index.ts';

const START_AT = Date.UTC(2026, 10, 24, 1, 0, 0);
const TERMS = { everyMs: 1000, box: SHARED_BOX };
/** Most looks, of those at which an object had a track, at which another track was beside it. */
const MINUTES = 3;
const MOST_DOUBLED = 0.004;

class AlliedNode {
  readonly member: DemoMember;
  readonly harness: Harness;
  readonly report: NightReport;
  readonly #sharing = new TrackSharing();
  readonly #label: Label;
  readonly #heard = new Set<string>();
  /** looks at tracks by where their parts come from: 'own', 'BGR', 'own+BGR' .. */
  readonly looks = new Map<string, number>();

  constructor(member: DemoMember) {
    this.member = member;
    this.#label = { ...OWN_ONLY, releasableTo: DEMO_MEMBERS.filter((one) => one !== member) };
    const demo = new Demo({ startAt: START_AT, seed: 1, member });
    const { rules } = makeRules({ ...applyDefaults({}, '.', null), identities: demo.friends });
    this.harness = new Harness(demo, rules);
    this.report = new NightReport({
      truth: demo.truth,
      expected: demo.expectations(),
      zones: demo.zones,
    });
  }

  second(now: number): void {
    const { picture } = this.harness.second(now);
    const { judge } = this.harness;
    this.report.look(picture, judge.alerts(), (number) => judge.entries(number));
    for (const number of picture.trackNumber.subarray(0, picture.count)) {
      const sources = this.harness.detail(number)?.sources ?? [];
      const parts = new Set(sources.map(({ sensorId }) => allyOf(sensorId) ?? 'own'));
      const key = [...parts].sort().join('+');
      this.looks.set(key, (this.looks.get(key) ?? 0) + 1);
    }
  }

  shareWith(other: AlliedNode, own: Picture): void {
    const { member: reader } = other;
    const gate = new ReleaseGate({
      member: reader,
      clearance: 'secret',
      groups: [],
      caveats: [],
      policies: ['ALLIANCE'],
    });
    const { tracker, judge } = this.harness;
    const frames = this.#sharing.frame(reader, TERMS, this.member, gate, own, {
      labelOf: () => this.#label,
      detailOf: (number) => tracker.ownDetail(number) ?? null,
      identityOf: (number) => judge.identity(number).identity,
    });
    for (const tracks of frames.values()) other.hear(this.member, tracks, own.at);
  }

  hear(member: string, tracks: Parameters<typeof readAllyTracks>[0]['tracks'], at: number): void {
    const batch = makeSenseBatch();
    readAllyTracks(
      {
        member,
        sourceId: allySensorId(member),
        tracks,
        clockOffsetMs: 0,
        receivedAt: at,
        isFirst: !this.#heard.has(member),
      },
      batch,
    );
    this.#heard.add(member);
    this.harness.takeFromAlly(batch, at);
  }
}

function watchTogether(minutes: number): AlliedNode[] {
  const nodes = DEMO_MEMBERS.map((member) => new AlliedNode(member));
  for (let s = 1; s <= minutes * 60; s++) {
    const now = START_AT + s * 1000;
    for (const node of nodes) node.second(now);
    // Own pictures first: nobody passes on what it hears in this second.
    const own = nodes.map((node) => node.harness.tracker.ownPicture(now));
    for (const [i, node] of nodes.entries())
      for (const other of nodes) if (other !== node) node.shareWith(other, own[i]!);
  }
  return nodes;
}

function tellOf(t: TestContext, node: AlliedNode): number {
  let looks = 0;
  let doubled = 0;
  const worst: string[] = [];
  for (const [id, one] of node.report.tracked) {
    looks += one.looks;
    doubled += one.doubled;
    if (one.doubled > 5) worst.push(`${id} ${one.doubled}/${one.looks}`);
  }
  const parts = [...node.looks].map(([key, count]) => `${key} ${count}`).join(', ');
  t.diagnostic(
    `${node.member}: a second track at ${doubled} of ${looks} looks (${worst.join(', ')}); tracks by source: ${parts}; of nothing ${(node.report.ghostLooks / node.report.looks).toFixed(2)}`,
  );
  return doubled / looks;
}

test('three allies share what their own sensors see: one object is one track, and whose it is is known', (t) => {
  const nodes = watchTogether(MINUTES);
  for (const node of nodes) {
    const doubled = tellOf(t, node);
    assert.ok(doubled <= MOST_DOUBLED, `${node.member}: ${doubled}`);
    for (const other of DEMO_MEMBERS)
      if (other !== node.member) {
        const joined = [...node.looks].filter(
          ([key]) => key.includes('own') && key.includes(other),
        );
        assert.ok(joined.length > 0, `${node.member} has nothing in common with ${other}`);
      }
  }
  const [rou, bgr, tur] = nodes as [AlliedNode, AlliedNode, AlliedNode];
  assert.deepEqual(rou.report.falseAlerts(), []);
  for (const [node, ally] of [
    [bgr, 'ROU'],
    [tur, 'ROU'],
    [tur, 'BGR'],
  ] as const)
    assert.ok((node.looks.get(ally) ?? 0) > 0, `${node.member} sees nothing by ${ally} alone`);
});
