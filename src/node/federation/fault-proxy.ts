/** For process tests and benches: a TCP proxy that does to connections what networks do. */
import { once } from 'node:events';
import net from 'node:net';

interface Pair {
  readonly near: net.Socket;
  readonly far: net.Socket;
}

/** Stands before one port. Everything it does can be undone while it runs. */
export class FaultProxy {
  /** where to connect instead of the target */
  port = 0;
  /** every piece waits so long, ms; order is kept */
  delayMs = 0;
  /** connections that were broken */
  broken = 0;
  readonly #targetPort: number;
  readonly #server: net.Server;
  readonly #pairs = new Set<Pair>();
  #isCut = false;
  #isStalled = false;

  constructor(targetPort: number) {
    this.#targetPort = targetPort;
    this.#server = net.createServer((near) => this.#meet(near));
  }

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as net.AddressInfo).port;
    return this;
  }

  /** Breaks what is open; new connections are let through. */
  drop(): void {
    for (const { near, far } of this.#pairs) {
      this.broken++;
      near.destroy();
      far.destroy();
    }
  }

  /** Breaks what is open and lets nothing through until heal(). */
  cut(): void {
    this.#isCut = true;
    this.drop();
  }

  /** Connections stay open and nothing moves on them until heal(). */
  stall(): void {
    this.#isStalled = true;
    for (const pair of this.#pairs) pauseBoth(pair);
  }

  heal(): void {
    this.#isCut = false;
    this.#isStalled = false;
    for (const { near, far } of this.#pairs) {
      near.resume();
      far.resume();
    }
  }

  async stop(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #meet(near: net.Socket): void {
    if (this.#isCut) {
      near.destroy();
      return;
    }
    const far = net.connect(this.#targetPort, '127.0.0.1');
    const pair = { near, far };
    this.#pairs.add(pair);
    this.#carry(near, far);
    this.#carry(far, near);
    const end = (): void => {
      this.#pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      socket.on('error', end);
      socket.once('close', end);
    }
    if (this.#isStalled) pauseBoth(pair);
  }

  #carry(from: net.Socket, to: net.Socket): void {
    from.setNoDelay(true);
    let freeAt = 0;
    from.on('data', (chunk: Buffer) => {
      // What comes after a delay has ended must not overtake what waits.
      const now = performance.now();
      freeAt = Math.max(freeAt, now + this.delayMs);
      if (freeAt > now) setTimeout(() => to.write(chunk), freeAt - now);
      else if (!to.write(chunk)) {
        from.pause();
        to.once('drain', () => {
          if (!this.#isStalled) from.resume();
        });
      }
    });
  }
}

function pauseBoth({ near, far }: Pair): void {
  near.pause();
  far.pause();
}
