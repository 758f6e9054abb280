/** Releasability: the published decisions, and the Cedar engine as a second oracle on them and on labels of our own. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { Random } from '../../src/base/index.ts';
import { CLASSIFICATIONS, type Label, type Reader } from '../../src/model/index.ts';
import { ReleaseGate } from '../../src/share/index.ts';
import { DATA, needsData } from '../root.ts';

interface Case {
  readonly id: number;
  readonly member: {
    readonly code: string;
    readonly clr: number;
    readonly groups: readonly string[];
    readonly cav: readonly string[];
  };
  readonly item: {
    readonly origin: string;
    readonly cls: number;
    readonly rel: readonly string[];
    readonly excl: readonly string[];
    readonly cav: readonly string[];
  };
  readonly allow: boolean;
}

const skip = needsData('platform/releasability-vectors.json');
const cases: readonly Case[] = skip
  ? []
  : (
      JSON.parse(readFileSync(path.join(DATA, 'platform/releasability-vectors.json'), 'utf8')) as {
        cases: Case[];
      }
    ).cases;

function readerOf({ member }: Case): Reader {
  return {
    member: member.code,
    clearance: CLASSIFICATIONS[member.clr]!,
    groups: member.groups,
    caveats: member.cav,
    policies: ['ALLIANCE'],
  };
}

function labelOf({ item }: Case): Label {
  return {
    policy: 'ALLIANCE',
    classification: CLASSIFICATIONS[item.cls]!,
    releasableTo: item.rel,
    excluded: item.excl,
    caveats: item.cav,
    exercise: false,
  };
}

/** The rule in Cedar's language, written from the rule's text and not from our code. */
const POLICY = `
permit(principal, action == Action::"see", resource) when { principal.code == resource.origin };
permit(principal, action == Action::"see", resource) when {
  principal.clr >= resource.cls &&
  (resource.rel.contains(principal.code) || resource.rel.containsAny(principal.groups)) &&
  !resource.excl.contains(principal.code) &&
  principal.cav.containsAll(resource.cav)
};`;

function askCedar({ member, item }: Case): boolean {
  const attrs = (part: object): Record<string, cedar.CedarValueJson> =>
    structuredClone(part) as Record<string, cedar.CedarValueJson>;
  const principal = { type: 'Member', id: member.code };
  const resource = { type: 'Item', id: 'item' };
  const answer = cedar.statefulIsAuthorized({
    principal,
    action: { type: 'Action', id: 'see' },
    resource,
    context: {},
    preparsedPolicySetId: 'releasability',
    entities: [
      { uid: principal, attrs: attrs(member), parents: [] },
      { uid: resource, attrs: attrs(item), parents: [] },
    ],
  });
  assert.equal(answer.type, 'success', JSON.stringify(answer));
  return answer.type === 'success' && answer.response.decision === 'allow';
}

function randomCase(random: Random, id: number): Case {
  const members = ['N01', 'N02', 'N03', 'N04'];
  const groups = ['ALLIANCE', 'BALTIC', 'EU'];
  const caveats = ['ORCON', 'EYESONLY'];
  const some = (from: readonly string[], share: number): string[] =>
    from.filter(() => random.chance(share));
  return {
    id,
    member: {
      code: random.pick(members),
      clr: random.below(5),
      groups: some(groups, 0.5),
      cav: some(caveats, 0.7),
    },
    item: {
      origin: random.pick(members),
      cls: random.below(5),
      rel: some([...members, ...groups], 0.4),
      excl: some(members, 0.1),
      cav: some(caveats, 0.3),
    },
    allow: false,
  };
}

test('every published decision is ours', { skip }, () => {
  assert.ok(cases.length > 0);
  for (const one of cases) {
    const gate = new ReleaseGate(readerOf(one));
    assert.equal(gate.mayRead(one.item.origin, labelOf(one)), one.allow, `case ${one.id}`);
    const against = gate.explain(one.item.origin, labelOf(one));
    assert.equal(against.length === 0, one.allow, `case ${one.id}: ${JSON.stringify(against)}`);
  }
});

test('Cedar and our gate decide alike on the published cases and on 3,000 of our own', () => {
  const parsed = cedar.preparsePolicySet('releasability', { staticPolicies: POLICY });
  assert.equal(parsed.type, 'success', JSON.stringify(parsed));
  const random = new Random(2_000);
  const own = Array.from({ length: 3_000 }, (_, i) => randomCase(random, i));
  let allowed = 0;
  for (const one of [...cases, ...own]) {
    const ours = new ReleaseGate(readerOf(one)).mayRead(one.item.origin, labelOf(one));
    assert.equal(ours, askCedar(one), JSON.stringify(one));
    if (ours) allowed++;
  }
  assert.ok(allowed > 500, `only ${allowed} allowed: the cases say little`);
});
