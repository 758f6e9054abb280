import {
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON as AddOptions,
  type PublicKeyCredentialRequestOptionsJSON as LogInOptions,
} from '@simplewebauthn/browser';
import {
  readTrackFrames,
  type Advisory,
  type Alert,
  type ApiFault,
  type HistoryDensity,
  type Identity,
  type InvitationFrom,
  type MemberCommand,
  type RallyCommand,
  type Incident,
  type IncidentState,
  type PasskeyInfo,
  type ReleaseAnswer,
  type ReleasePreview,
  type SessionInfo,
  type TrackFrame,
  type TrackInfo,
  type TrackLabel,
  type TrackPoint,
  type Zone,
  type ZoneDraft,
  type ZoneImportReport,
} from '../../model/index.ts';
import type { Box } from './feed.ts';

/** The node said no, or did not answer; `fault.text` is for the person. */
export class RequestFailed extends Error {
  readonly status: number;
  readonly fault: ApiFault;

  constructor(status: number, fault: ApiFault) {
    super(fault.text);
    this.status = status;
    this.fault = fault;
  }
}

interface Ticket<O> {
  readonly ticket: string;
  readonly options: O;
}

const BASE = 'api/v1';

async function request(
  method: string,
  path: string,
  body?: BodyInit,
  type?: string,
): Promise<Response> {
  const init: RequestInit = { method, credentials: 'same-origin' };
  if (body !== undefined) {
    init.body = body;
    init.headers = { 'content-type': type ?? 'application/json' };
  }
  let response: Response;
  try {
    response = await fetch(`${BASE}${path}`, init);
  } catch {
    throw new RequestFailed(0, { code: 'unreachable', text: 'the node does not answer' });
  }
  if (response.ok) return response;
  throw new RequestFailed(response.status, await readFault(response));
}

async function readFault(response: Response): Promise<ApiFault> {
  try {
    const fault = (await response.json()) as Partial<ApiFault>;
    if (typeof fault.text === 'string') return { code: fault.code ?? 'unknown', text: fault.text };
  } catch {
    // not JSON: a proxy's page
  }
  return { code: 'unknown', text: `the node answered ${response.status}` };
}

async function json<T>(method: string, path: string, body?: unknown): Promise<T> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return (await (await request(method, path, text)).json()) as T;
}

/** What the browser refuses (cancelled, no such key, no support) is told in its own words. */
async function byBrowser<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new RequestFailed(0, { code: 'passkey-browser', text: String(error) });
  }
}

const id = encodeURIComponent;
const boxQuery = (box: Box | null): string => (box === null ? '' : `&box=${box.join(',')}`);

/** The node's REST routes, one function a route (src/model/api.ts). Each throws RequestFailed. */
export const api = {
  session: () => json<SessionInfo>('GET', '/session'),
  login: (name: string, password: string) =>
    json<SessionInfo>('POST', '/session', { name, password }),
  loginByPasskey: async (): Promise<SessionInfo> => {
    const { ticket, options } = await json<Ticket<LogInOptions>>(
      'POST',
      '/session/passkey/options',
      {},
    );
    const response = await byBrowser(() => startAuthentication({ optionsJSON: options }));
    return json<SessionInfo>('POST', '/session/passkey', { ticket, response });
  },
  provider: () => json<{ readonly name: string | null }>('GET', '/session/oidc'),
  providerUrl: `${BASE}/session/oidc/start`,
  passkeys: () => json<readonly PasskeyInfo[]>('GET', '/session/passkeys'),
  addPasskey: async (name: string): Promise<PasskeyInfo> => {
    const { ticket, options } = await json<Ticket<AddOptions>>(
      'POST',
      '/session/passkeys/options',
      {},
    );
    const response = await byBrowser(() => startRegistration({ optionsJSON: options }));
    return json<PasskeyInfo>('POST', '/session/passkeys', { ticket, name, response });
  },
  removePasskey: (passkeyId: string) =>
    json<unknown>('DELETE', `/session/passkeys/${id(passkeyId)}`),
  whatSees: (kind: string, itemId: string, member: string) =>
    json<ReleaseAnswer>(
      'GET',
      `/releasability/explain?kind=${kind}&id=${id(itemId)}&member=${id(member)}`,
    ),
  releasePreview: (member: string) =>
    json<ReleasePreview>('GET', `/releasability/preview?member=${encodeURIComponent(member)}`),
  releaseMembers: () => json<readonly string[]>('GET', '/releasability/members'),
  logout: () => json<unknown>('DELETE', '/session'),
  track: (trackNumber: number) => json<TrackInfo>('GET', `/tracks/${trackNumber}`),
  trackHistory: (trackNumber: number, from: number, to: number) =>
    json<readonly TrackPoint[]>('GET', `/tracks/${trackNumber}/history?from=${from}&to=${to}`),
  setIdentity: (trackNumber: number, identity: Identity, reason: string) =>
    json<unknown>('PUT', `/tracks/${trackNumber}/identity`, { identity, reason }),
  liftIdentity: (trackNumber: number) => json<unknown>('DELETE', `/tracks/${trackNumber}/identity`),
  acknowledge: (alertId: string) => json<Alert>('POST', `/alerts/${id(alertId)}/acknowledge`, {}),
  shelve: (alertId: string, reason: string, minutes: number) =>
    json<Alert>('POST', `/alerts/${id(alertId)}/shelve`, { reason, minutes }),
  unshelve: (alertId: string) => json<Alert>('POST', `/alerts/${id(alertId)}/unshelve`, {}),
  escalate: (alertId: string) => json<Alert>('POST', `/alerts/${id(alertId)}/escalate`, {}),
  answerAdvisory: (advisoryId: string, accepted: boolean, reason: string) =>
    json<Advisory>('POST', `/advisories/${id(advisoryId)}/answer`, { accepted, reason }),
  openAdvisoryIncident: (advisoryId: string, title: string) =>
    json<{ readonly incidentId: string }>('POST', `/advisories/${id(advisoryId)}/incident`, {
      title,
    }),
  openIncident: (title: string, alertIds: readonly string[], trackNumbers: readonly number[]) =>
    json<Incident>('POST', '/incidents', { title, alertIds, trackNumbers }),
  addNote: (incidentId: string, text: string) =>
    json<Incident>('POST', `/incidents/${id(incidentId)}/notes`, { text }),
  addIncidentTrack: (incidentId: string, trackNumber: number) =>
    json<Incident>('POST', `/incidents/${id(incidentId)}/tracks`, { trackNumber }),
  addIncidentAlert: (incidentId: string, alertId: string) =>
    json<Incident>('POST', `/incidents/${id(incidentId)}/alerts`, { alertId }),
  setIncidentState: (incidentId: string, state: IncidentState) =>
    json<Incident>('POST', `/incidents/${id(incidentId)}/state`, { state }),
  rally: (command: RallyCommand) =>
    json<{ readonly call: string }>('POST', '/calls/commands', command),
  member: (command: MemberCommand) =>
    json<{ readonly member: string }>('POST', '/members/commands', command),
  readInvitation: (invitation: string) =>
    json<InvitationFrom>('POST', '/members/read', { invitation }),
  invitationUrl: (address: string) => `${BASE}/members/invitation?address=${id(address)}`,
  drawZone: (draft: ZoneDraft) => json<Zone>('POST', '/zones', draft),
  changeZone: (zoneId: string, draft: ZoneDraft) =>
    json<Zone>('PUT', `/zones/${id(zoneId)}`, draft),
  removeZone: (zoneId: string) => json<unknown>('DELETE', `/zones/${id(zoneId)}`),
  importZones: async (file: Blob): Promise<ZoneImportReport> => {
    const response = await request(
      'POST',
      '/zones/import?format=auto',
      file,
      'application/octet-stream',
    );
    return (await response.json()) as ZoneImportReport;
  },
  exportZonesUrl: (format: 'ed318' | 'geojson') => `${BASE}/zones/export?format=${format}`,
  density: (from: number, to: number, buckets: number) =>
    json<HistoryDensity>('GET', `/history/density?from=${from}&to=${to}&buckets=${buckets}`),
  historyFrames: async (
    from: number,
    to: number,
    stepMs: number,
    box: Box | null,
  ): Promise<readonly TrackFrame[]> => {
    const span = `from=${from}&to=${to}&stepMs=${stepMs}`;
    const response = await request('GET', `/history/frames?${span}${boxQuery(box)}`);
    return readTrackFrames(new Uint8Array(await response.arrayBuffer()));
  },
  historyLabels: (at: number, trackNumbers: readonly number[]) =>
    json<readonly TrackLabel[]>('GET', `/history/labels?at=${at}&tracks=${trackNumbers.join(',')}`),
  historyAlerts: (from: number, to: number) =>
    json<readonly Alert[]>('GET', `/history/alerts?from=${from}&to=${to}`),
};

export function liveUrl(): string {
  const url = new URL(`${BASE}/live`, document.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
