import { decodeUtf8 } from '../../base/index.ts';
import { MOST_FINDINGS, parseXml, quote, readSequence, type Stranger } from '../xml/index.ts';
import { CAP_NAMESPACE, type CapAlert, type CapFinding } from './alert.ts';
import { checkCap } from './check.ts';
import { CAP_ALERT, SIGNATURE_NAMESPACE } from './schema.ts';

/** 4 MiB: a CAP message with embedded resources is below that. */
const MAX_CHARS = 4 << 20;

export interface CapRead {
  /**
   * The alert as far as it could be read: elements that are wrong are kept with their text when they have a place.
   * null when it is no CAP 1.2 alert at all, or lacks what makes one (identifier, sender, sent, status, msgType, scope).
   */
  readonly alert: CapAlert | null;
  /** empty: valid by schema and standard */
  readonly findings: readonly CapFinding[];
}

/** Reads a CAP 1.2 document: lenient in what it takes, complete in what it says is wrong. Never throws. */
export function decodeCap(document: string | Uint8Array): CapRead {
  const text = typeof document === 'string' ? document : decodeUtf8(document);
  if (text.length > MAX_CHARS) return failed('xml', `more than ${MAX_CHARS} characters`);
  const parsed = parseXml(text);
  if (parsed.root === null) return failed('xml', parsed.problem);
  const { root } = parsed;
  if (root.name !== 'alert' || root.namespace !== CAP_NAMESPACE)
    return failed(
      'schema',
      `root is ${root.name} in ${quote(root.namespace)}, not a CAP 1.2 alert`,
    );
  const findings: CapFinding[] = [];
  const fields = readSequence(root, CAP_ALERT, 'alert', findings, signature);
  const needed = CAP_ALERT.filter((element) => element.required);
  if (needed.some((element) => fields[element.name] === undefined))
    return { alert: null, findings };
  const alert = fields as unknown as CapAlert;
  if (findings.length < MOST_FINDINGS) findings.push(...checkCap(alert));
  return { alert, findings: findings.slice(0, MOST_FINDINGS) };
}

function failed(kind: CapFinding['kind'], text: string): CapRead {
  return { alert: null, findings: [{ kind, path: '', text }] };
}

/** A digital signature may follow the sequence; it is not checked. */
const signature: Stranger = (child, path) =>
  path === 'alert' && child.namespace === SIGNATURE_NAMESPACE ? 'end' : 'no';
