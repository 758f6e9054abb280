import { decodeUtf8, fail, ok, type Result } from '../../base/index.ts';
import {
  MOST_FINDINGS,
  parseXml,
  quote,
  readSequence,
  writeSequence,
  type XmlFields,
} from '../xml/index.ts';
import { checkEdxl } from './check.ts';
import {
  EDXL_COMMON_NAMESPACE,
  EDXL_MESSAGE_NAMESPACE,
  EDXL_MESSAGE_TYPES,
  type EdxlFinding,
  type EdxlMessage,
  type EdxlMessageType,
} from './message.ts';
import { EDXL_MESSAGES } from './messages.ts';

/** 4 MiB: a message with all 31 answers in it is far below. */
const MOST_CHARS = 4 << 20;

export interface EdxlRead {
  /**
   * The message as far as it could be read: elements that are wrong are kept with their text when they have a place.
   * null when it is none of the sixteen, or lacks what makes one (ids, time, contact).
   */
  readonly message: EdxlMessage | null;
  /** empty: valid by schema and standard */
  readonly findings: readonly EdxlFinding[];
}

/** Reads an EDXL-RM 1.0 message: lenient in what it takes, complete in what it says is wrong. Never throws. */
export function decodeEdxl(document: string | Uint8Array): EdxlRead {
  const text = typeof document === 'string' ? document : decodeUtf8(document);
  if (text.length > MOST_CHARS) return failed('xml', `more than ${MOST_CHARS} characters`);
  const parsed = parseXml(text);
  if (parsed.root === null) return failed('xml', parsed.problem);
  const { root } = parsed;
  const type = EDXL_MESSAGE_TYPES.find((one) => one === root.name);
  if (type === undefined || root.namespace !== EDXL_MESSAGE_NAMESPACE)
    return failed(
      'schema',
      `root is ${root.name} in ${quote(root.namespace)}, no message of EDXL-RM 1.0`,
    );
  const findings: EdxlFinding[] = [];
  const fields = readSequence(root, EDXL_MESSAGES[type], type, findings);
  const needed = ['MessageID', 'SentDateTime', 'OriginatingMessageID', 'ContactInformation'];
  if (needed.some((name) => fields[name] === undefined)) return { message: null, findings };
  // The root says what it is, whatever the element says.
  const message = { ...fields, MessageContentType: type } as unknown as EdxlMessage;
  findings.push(...checkEdxl(message));
  return { message, findings: findings.slice(0, MOST_FINDINGS) };
}

function failed(kind: EdxlFinding['kind'], text: string): EdxlRead {
  return { message: null, findings: [{ kind, path: '', text }] };
}

const PREFIXES = { [EDXL_COMMON_NAMESPACE]: 'rm', [EDXL_MESSAGE_NAMESPACE]: '' };

/**
 * An EDXL-RM 1.0 document, UTF-8 text, elements in the standard's order. Strict: a message that breaks its schema or
 * the text of the standard is not written; the findings say why.
 */
export function encodeEdxl(message: EdxlMessage): Result<string, readonly EdxlFinding[]> {
  const type: EdxlMessageType = message.MessageContentType;
  const rules = EDXL_MESSAGES[type];
  if (rules === undefined) {
    const text = `${quote(String(type))} is no message of EDXL-RM 1.0`;
    return fail([{ kind: 'schema', path: 'MessageContentType', text }]);
  }
  const findings: EdxlFinding[] = [];
  const fields = message as unknown as XmlFields;
  const body = writeSequence(fields, rules, type, PREFIXES, findings);
  if (findings.length === 0) findings.push(...checkEdxl(message));
  if (findings.length > 0) return fail(findings);
  return ok(
    `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="${EDXL_MESSAGE_NAMESPACE}" xmlns:rm="${EDXL_COMMON_NAMESPACE}">${body}</${type}>\n`,
  );
}
