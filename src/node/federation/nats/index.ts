export { NatsLinks, type NatsLinksOptions, type NatsSettings } from './nats-links.ts';
export type { NatsServerOptions } from './server.ts';
