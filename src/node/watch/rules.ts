import { DEFAULT_ALERT_RULES, type AlertRules } from '../../judge/index.ts';
import type { KnownIdentity, NodeConfig } from '../config/index.ts';

/** A setting under `alerts:` that the rules do not have, or of another kind. */
export interface RuleFinding {
  readonly path: string;
  readonly text: string;
}

/** The judge's rules with the operator's overrides and known objects. What does not fit is named and left out. */
export function makeRules(config: NodeConfig): { rules: AlertRules; findings: RuleFinding[] } {
  const findings: RuleFinding[] = [];
  // Who may see facts is said in one place, under releasability:.
  const { labels: _, ...rulesAlone } = DEFAULT_ALERT_RULES;
  const merged = merge(
    rulesAlone as unknown as Tree,
    config.alertRules as Tree,
    'alerts',
    findings,
  );
  const rules = { ...merged, labels: config.release.factLabels } as unknown as AlertRules;
  return { rules: { ...rules, identity: withKnown(rules.identity, config.identities) }, findings };
}

type Tree = { readonly [key: string]: unknown };

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function merge(base: Tree, over: Tree, at: string, findings: RuleFinding[]): Tree {
  const out: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const path = `${at}.${key}`;
    const was = base[key];
    if (was === undefined) {
      const known = Object.keys(base).join(', ');
      findings.push({ path, text: `there is no such rule; known: ${known}` });
    } else if (isTree(was) && isTree(value)) out[key] = merge(was, value, path, findings);
    else if (typeof was !== typeof value || Array.isArray(was) !== Array.isArray(value)) {
      findings.push({
        path,
        text: `must be of the same kind as its default ${JSON.stringify(was)}`,
      });
    } else out[key] = value;
  }
  return out;
}

/** One rule an identity and reason for the objects known beforehand; they come after the spoof rule, before the rest. */
function withKnown(
  rules: AlertRules['identity'],
  known: readonly KnownIdentity[],
): AlertRules['identity'] {
  const groups = new Map<string, KnownIdentity[]>();
  for (const one of known) {
    const key = `${one.identity}|${one.reason}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const made = [...groups.values()].flatMap((group, index) => {
    const { identity, reason } = group[0]!;
    const icao = group.flatMap((one) => one.icao ?? []);
    const mmsi = group.flatMap((one) => one.mmsi ?? []);
    const uasId = group.flatMap((one) => one.uasId ?? []);
    const callsignPrefix = group.flatMap((one) => one.callsign ?? []);
    const tests = [
      icao.length > 0 ? { icao } : null,
      mmsi.length > 0 ? { mmsi } : null,
      uasId.length > 0 ? { uasId } : null,
      callsignPrefix.length > 0 ? { callsignPrefix } : null,
    ].filter((test) => test !== null);
    return tests.map((when, n) => ({ id: `KNOWN-${index + 1}.${n + 1}`, identity, reason, when }));
  });
  const spoof = rules.rules.filter((rule) => rule.when.findings !== undefined);
  const rest = rules.rules.filter((rule) => rule.when.findings === undefined);
  return { ...rules, rules: [...spoof, ...made, ...rest] };
}
