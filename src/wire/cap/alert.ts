/**
 * Common Alerting Protocol 1.2 (OASIS, 1 July 2010): messages as objects. Element names are the standard's; what may
 * come again is a list; what was not given is absent. Code lists are in CAP_CODES.
 */

import type { XmlFinding } from '../xml/index.ts';

export const CAP_NAMESPACE = 'urn:oasis:names:tc:emergency:cap:1.2';

export const CAP_CODES = {
  status: ['Actual', 'Exercise', 'System', 'Test', 'Draft'],
  msgType: ['Alert', 'Update', 'Cancel', 'Ack', 'Error'],
  scope: ['Public', 'Restricted', 'Private'],
  category: [
    'Geo',
    'Met',
    'Safety',
    'Security',
    'Rescue',
    'Fire',
    'Health',
    'Env',
    'Transport',
    'Infra',
    'CBRNE',
    'Other',
  ],
  responseType: [
    'Shelter',
    'Evacuate',
    'Prepare',
    'Execute',
    'Avoid',
    'Monitor',
    'Assess',
    'AllClear',
    'None',
  ],
  urgency: ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'],
  severity: ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'],
  certainty: ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'],
} as const;
type Code<K extends keyof typeof CAP_CODES> = (typeof CAP_CODES)[K][number];

/** A named value: event codes, parameters, geocodes. */
export interface CapValue {
  readonly valueName: string;
  readonly value: string;
}

export interface CapResource {
  readonly resourceDesc: string;
  readonly mimeType: string;
  readonly size?: string;
  readonly uri?: string;
  readonly derefUri?: string;
  readonly digest?: string;
}

export interface CapArea {
  readonly areaDesc: string;
  /** `lat,lon lat,lon ...` WGS84 deg, at least 4 pairs, the last as the first */
  readonly polygon?: readonly string[];
  /** `lat,lon radius`, radius in km */
  readonly circle?: readonly string[];
  readonly geocode?: readonly CapValue[];
  /** feet above mean sea level; the lower end when there is a ceiling */
  readonly altitude?: string;
  /** feet above mean sea level */
  readonly ceiling?: string;
}

export interface CapInfo {
  /** absent: en-US */
  readonly language?: string;
  readonly category: readonly Code<'category'>[];
  readonly event: string;
  readonly responseType?: readonly Code<'responseType'>[];
  readonly urgency: Code<'urgency'>;
  readonly severity: Code<'severity'>;
  readonly certainty: Code<'certainty'>;
  readonly audience?: string;
  readonly eventCode?: readonly CapValue[];
  /** times as CAP writes them: 2026-03-13T10:05:00+02:00 */
  readonly effective?: string;
  readonly onset?: string;
  readonly expires?: string;
  readonly senderName?: string;
  readonly headline?: string;
  readonly description?: string;
  readonly instruction?: string;
  readonly web?: string;
  readonly contact?: string;
  readonly parameter?: readonly CapValue[];
  readonly resource?: readonly CapResource[];
  readonly area?: readonly CapArea[];
}

export interface CapAlert {
  readonly identifier: string;
  readonly sender: string;
  readonly sent: string;
  readonly status: Code<'status'>;
  readonly msgType: Code<'msgType'>;
  readonly source?: string;
  readonly scope: Code<'scope'>;
  readonly restriction?: string;
  /** space-separated; an address with spaces in double quotes */
  readonly addresses?: string;
  readonly code?: readonly string[];
  readonly note?: string;
  /** space-separated triples `sender,identifier,sent` */
  readonly references?: string;
  readonly incidents?: string;
  readonly info?: readonly CapInfo[];
}

/** Something wrong with an alert; the path is like `alert.info.0.area.1.polygon.0`. */
export type CapFinding = XmlFinding;
