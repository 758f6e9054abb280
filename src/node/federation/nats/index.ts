export { NatsLinks, type NatsLinksOptions } from './nats-links.ts';
export type { NatsSettings } from './servers.ts';
export type { NatsServerOptions } from './server.ts';
