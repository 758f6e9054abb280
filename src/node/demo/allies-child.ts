/**
 * The demo's allies, in a process of their own: Bulgaria and Türkiye are whole nodes with a console, twenty-nine others
 * are light members. Every light member is linked to the three whole nodes by mutual TLS on loopback: nobody passes on
 * another's words (FED-1), so who shall see its answer must be linked to it. What they do the parent says.
 */
import path from 'node:path';
import { ALLIANCE, type MemberTerms, type RallyCommand } from '../../model/index.ts';
import { DEMO_MEMBERS, type DemoMember } from '../../sim/index.ts';
import { applyDefaults } from '../config/index.ts';
import { LightMember } from '../federation/index.ts';
import { runNode, type RunningNode } from '../run-node.ts';
import { SHARED_BOX, termsOf } from './demo-terms.ts';
import { CALLER } from './rally-script.ts';

export type ToAllies =
  | {
      readonly type: 'start';
      readonly root: string;
      /** when the night began */
      readonly startAt: number;
      readonly port: number;
      readonly caller: string;
    }
  /** the caller has admitted all: now they may dial it */
  | { readonly type: 'admitted' }
  | { readonly type: 'act'; readonly member: string; readonly command: RallyCommand }
  | { readonly type: 'away' | 'back'; readonly member: string }
  | { readonly type: 'stop' };

export type FromAllies =
  /** all keys are there: admit them, and say so */
  | { readonly type: 'keys'; readonly allies: readonly MemberTerms[] }
  /** consoles of the whole nodes */
  | {
      readonly type: 'started';
      readonly consoles: readonly { readonly name: string; readonly url: string }[];
    }
  | { readonly type: 'refused'; readonly member: string; readonly text: string };

type RawConfig = Parameters<typeof applyDefaults>[0];

const WHOLE = DEMO_MEMBERS.filter((member) => member !== CALLER);
const TRY_AGAIN_MS = 1_000;
const MOST_TRIES = 60;
const STOP_MS = 1_000;

class Allies {
  readonly #root: string;
  readonly #startAt: number;
  /** whole nodes, as far as they listen by now */
  readonly #peers: Map<string, string>;
  readonly #caller: MemberTerms;
  readonly #light = new Map<string, LightMember>();
  readonly #whole = new Map<string, RunningNode>();
  #isStopped = false;

  constructor({ root, startAt, port, caller }: Extract<ToAllies, { type: 'start' }>) {
    this.#root = root;
    this.#startAt = startAt;
    this.#peers = new Map([[CALLER, `127.0.0.1:${port}`]]);
    this.#caller = termsOf(CALLER, caller);
  }

  /** Makes or opens every ally; the whole nodes are only told whom to admit. */
  async open(): Promise<void> {
    const allies: MemberTerms[] = [];
    for (const { code } of ALLIANCE) {
      if (code === CALLER) continue;
      const member = this.#make(code);
      allies.push(termsOf(code, member.publicKey));
      this.#light.set(code, member);
      await breathe();
    }
    const isWhole = ({ member }: MemberTerms): boolean => WHOLE.some((one) => one === member);
    for (const terms of allies) {
      const member = this.#light.get(terms.member)!;
      const others = allies.filter((one) => one !== terms && (isWhole(terms) || isWhole(one)));
      await member.admit([this.#caller, ...others]);
      await breathe();
    }
    for (const code of WHOLE) {
      await this.#light.get(code)!.stop();
      this.#light.delete(code);
    }
    say({ type: 'keys', allies });
  }

  async start(): Promise<void> {
    for (const code of WHOLE) {
      const node = await this.#startWhole(code);
      if (this.#isStopped) return node.stop();
      this.#whole.set(code, node);
      this.#peers.set(code, node.members.status().own.listen ?? '');
    }
    for (const member of this.#light.values()) {
      await member.exchange.start();
      await breathe();
    }
    say({
      type: 'started',
      consoles: [...this.#whole.values()].map((node) => ({
        name: node.members.status().own.name,
        url: node.url,
      })),
    });
    return undefined;
  }

  #make(member: string): LightMember {
    return new LightMember({
      dataDir: path.join(this.#root, member),
      member,
      exercise: true,
      listen: null,
      peers: this.#peers,
      now: Date.now,
    });
  }

  #startWhole(member: DemoMember): Promise<RunningNode> {
    const identity = { member, name: 'Demo ally', banner: 'EXERCISE UNCLASSIFIED' } as const;
    const { westDeg, southDeg, eastDeg, northDeg } = SHARED_BOX;
    const raw = {
      // Where what the three share lies.
      node: { ...identity, mode: 'exercise', lat: 43.9, lon: 28.9 },
      data: path.join(this.#root, member),
      http: { port: 0 },
      releasability: {
        default: { releasable_to: DEMO_MEMBERS.filter((one) => one !== member) },
      },
      federation: {
        listen: '127.0.0.1:0',
        peers: Object.fromEntries(this.#peers),
        tracks: { every_s: 1, box: [westDeg, southDeg, eastDeg, northDeg] },
      },
      log: { level: 'error' },
    } satisfies RawConfig;
    const config = applyDefaults(raw, this.#root, null);
    return runNode({ config, demo: false, ally: { member, startAt: this.#startAt } });
  }

  /** On a busy machine the call itself may still be on its way: then a little later. */
  async act(member: string, command: RallyCommand, tries = MOST_TRIES): Promise<void> {
    const desk = this.#light.get(member)?.exchange.desk ?? this.#whole.get(member)?.rally;
    const done = await desk?.command(command, `${member} duty desk`);
    if (done === undefined || done.ok || this.#isStopped) return;
    if (done.fault.code === 'call-unknown' && tries > 0)
      setTimeout(() => void this.act(member, command, tries - 1), TRY_AGAIN_MS);
    else say({ type: 'refused', member, text: done.fault.text });
  }

  /** Its line is cut: it stops and comes back with what it had on disk. */
  async away(code: string): Promise<void> {
    const member = this.#light.get(code);
    this.#light.delete(code);
    await member?.stop();
  }

  async back(code: string): Promise<void> {
    if (this.#light.has(code) || this.#isStopped) return;
    const member = this.#make(code);
    this.#light.set(code, member);
    await member.exchange.start();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([...this.#light.values(), ...this.#whole.values()].map((one) => one.stop()));
  }
}

let allies: Allies | null = null;
/** One thing after the other: a member must not be stopped while it is opened. */
let work: Promise<void> = Promise.resolve();

function hear(message: ToAllies): void {
  if (message.type === 'stop') {
    // A member that is just being opened is not waited for: what it acknowledged is on disk.
    setTimeout(() => process.exit(0), STOP_MS);
    void (allies?.stop() ?? Promise.resolve()).finally(() => process.exit(0));
    return;
  }
  work = work.then(() => carryOut(message)).catch(end);
}

async function carryOut(message: Exclude<ToAllies, { type: 'stop' }>): Promise<void> {
  if (message.type === 'start') {
    allies = new Allies(message);
    await allies.open();
  } else if (message.type === 'admitted') await allies?.start();
  else if (message.type === 'act') await allies?.act(message.member, message.command);
  else await allies?.[message.type](message.member);
}

function end(error: unknown): void {
  console.error(`the demo's allies ended: ${String(error)}`);
  process.exit(1);
}

/** Opening thirty members must not keep this process from its links. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function say(message: FromAllies): void {
  process.send?.(message);
}

process.on('message', hear);
// A signal may reach the whole group: the parent says when to stop. When it is gone without a word, so are we.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('disconnect', () => hear({ type: 'stop' }));
