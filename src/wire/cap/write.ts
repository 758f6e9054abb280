import { fail, ok, type Result } from '../../base/index.ts';
import { writeSequence, type XmlFields } from '../xml/index.ts';
import { CAP_NAMESPACE, type CapAlert, type CapFinding } from './alert.ts';
import { checkCap } from './check.ts';
import { CAP_ALERT } from './schema.ts';

/**
 * A CAP 1.2 document, UTF-8 text, elements in the standard's order. Strict: an alert that breaks the schema or the
 * text of the standard is not written; the findings say why.
 */
export function encodeCap(alert: CapAlert): Result<string, readonly CapFinding[]> {
  const findings: CapFinding[] = [];
  const fields = alert as unknown as XmlFields;
  const body = writeSequence(fields, CAP_ALERT, 'alert', {}, findings);
  if (findings.length === 0) findings.push(...checkCap(alert));
  if (findings.length > 0) return fail(findings);
  return ok(
    `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="${CAP_NAMESPACE}">${body}</alert>\n`,
  );
}
