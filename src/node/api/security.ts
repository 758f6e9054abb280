import type { FastifyRequest } from 'fastify';
import type { Role } from '../../model/index.ts';

/** What a role may do over the API. Reading the picture is for every role. */
export const PERMISSIONS = ['act', 'zones', 'rally', 'admin'] as const;
export type Permission = (typeof PERMISSIONS)[number];
const MAY: Readonly<Record<Role, readonly Permission[]>> = {
  observer: [],
  'watch-officer': ['act', 'zones'],
  'duty-desk': ['act', 'zones', 'rally'],
  planner: ['zones'],
  integrator: [],
  administrator: ['act', 'zones', 'rally', 'admin'],
};

export function isAllowed(role: Role, permission: Permission): boolean {
  return MAY[role].includes(permission);
}

function isLoopback(address: string | undefined): boolean {
  if (address === undefined) return false;
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

/** Asked from this machine itself, and not through a proxy on it for somebody elsewhere. */
export function isThisMachine({ ip, headers }: FastifyRequest): boolean {
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return isLoopback(ip) && !isForwarded;
}

/**
 * Whether a request was meant for this node and made by this node's own page: the Host is one of ours (against DNS
 * rebinding) and the Origin, where a browser sends one, is that Host (against cross-site requests).
 * @param fromElsewhere a browser may be sent here by another site's page, without an Origin
 */
export function isOwnRequest(
  request: FastifyRequest,
  hosts: ReadonlySet<string>,
  fromElsewhere = false,
): boolean {
  const host = request.headers.host ?? '';
  const name = host.replace(/:\d+$/, '');
  if (!hosts.has(name)) return false;
  const origin = request.headers.origin;
  if (origin === undefined)
    return fromElsewhere || request.headers['sec-fetch-site'] !== 'cross-site';
  return origin === `http://${host}` || origin === `https://${host}`;
}

/** Names this node answers to: loopback always, the bind address, and names the operator adds by TOCSIN_HOSTS. */
export function ownHosts(bindHost: string, extra: string | undefined): Set<string> {
  const hosts = new Set(['localhost', '127.0.0.1', '[::1]', bindHost]);
  for (const name of extra?.split(',') ?? []) hosts.add(name.trim());
  return hosts;
}

/** Scripts, workers, styles and connections of this node only: the console works with no internet. */
export const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  workerSrc: ["'self'"],
  // Mantine and MapLibre set style attributes.
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
} as const;
