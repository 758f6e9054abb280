import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallView } from '../../model/index.ts';
import { admissions, type Exchange } from '../federation/index.ts';
import type { FromAllies, ToAllies } from './allies-child.ts';
import {
  AWAY,
  AWAY_BEFORE_S,
  CALLER,
  openCall,
  REPEAT_S,
  SCRIPT,
  TITLE,
  type ScriptStep,
} from './rally-script.ts';

const CHILD = path.join(path.dirname(fileURLToPath(import.meta.url)), 'allies-child.js');
/** The picture comes first: the allies begin so long after it, and at a lower priority. */
const BEGIN_AFTER_MS = 4_000;
const BEAT_MS = 1_000;
/** The call waits so long for links, then goes to whom it can. */
const LINKS_WAIT_MS = 120_000;
/** A step whose ground is missing is tried for so long. */
const STEP_LATE_MS = 60_000;
/** They stop within a second by themselves; a child that hangs is not waited for. */
const STOP_MS = 1_300;
const LOW_PRIORITY = 10;

export interface AlliesParts {
  readonly exchange: Exchange;
  /** where the allies keep their ledgers */
  readonly root: string;
  /** when the night began: the allies look at the same one */
  readonly startAt: number;
  readonly now: () => number;
  readonly warn: (text: string) => void;
  /** consoles of the allies that are whole nodes */
  readonly onStarted: (
    consoles: readonly { readonly name: string; readonly url: string }[],
  ) => void;
}

/** Starts the demo's thirty-one allies and plays the scripted call, again and again. Gives what stops it all. */
export function startAllies(parts: AlliesParts): () => Promise<void> {
  const allies = new DemoAllies(parts);
  return () => allies.stop();
}

class DemoAllies {
  readonly #parts: AlliesParts;
  #child: ChildProcess | null = null;
  #timer: NodeJS.Timeout;
  #startedAt = Number.POSITIVE_INFINITY;
  /** when the next call is opened; its ally goes away before */
  #opensAt = Number.POSITIVE_INFINITY;
  #call: string | null = null;
  #openedAt = 0;
  #isAway = false;
  #isBusy = false;
  #waiting: readonly ScriptStep[] = [];

  constructor(parts: AlliesParts) {
    this.#parts = parts;
    this.#timer = setTimeout(() => this.#begin(), BEGIN_AFTER_MS);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    const forced = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    tell(child, { type: 'stop' });
    await gone;
    clearTimeout(forced);
  }

  #begin(): void {
    const { exchange, root, startAt } = this.#parts;
    const child = fork(CHILD, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
    this.#child = child;
    if (child.pid !== undefined) lowerPriority(child.pid);
    child.on('message', (message: FromAllies) => void this.#hear(message));
    child.on('error', (error) => this.#parts.warn(`the allies cannot start: ${error.message}`));
    child.on('exit', () => {
      if (this.#child === child) this.#parts.warn('the allies ended');
    });
    const caller = exchange.signer.publicKey;
    this.#send({ type: 'start', root, startAt, port: exchange.port, caller });
    this.#timer = setInterval(() => void this.#beat(), BEAT_MS);
  }

  #send(message: ToAllies): void {
    if (this.#child !== null) tell(this.#child, message);
  }

  async #hear(message: FromAllies): Promise<void> {
    const { exchange, now, warn, onStarted } = this.#parts;
    if (message.type === 'refused') warn(`${message.member}: ${message.text}`);
    else if (message.type === 'started') onStarted(message.consoles);
    else {
      const kept = await exchange.keepMembers(admissions(exchange, message.allies, now()));
      if (!kept.ok) warn(`the allies are not admitted: ${kept.fault.text}`);
      // Whoever dials before it is admitted is turned away as a stranger.
      this.#send({ type: 'admitted' });
      await this.#closeOld();
      this.#startedAt = now();
    }
  }

  /** What an earlier demo has left open. */
  async #closeOld(): Promise<void> {
    for (const { id, phase, title, owner } of this.#parts.exchange.calls())
      if (owner === CALLER && title === TITLE && phase !== 'closed')
        await this.#parts.exchange.command(
          { type: 'call.close', call: id, reason: 'The exercise begins anew.' },
          'exercise',
        );
  }

  async #beat(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    const { exchange, now } = this.#parts;
    if (this.#call === null) this.#prepare(now());
    if (this.#call === null && now() >= this.#opensAt) await this.#open();
    const call = this.#call === null ? null : exchange.call(this.#call);
    if (call !== null) await this.#play(call);
    if (this.#call !== null && now() - this.#openedAt >= REPEAT_S * 1000) {
      this.#call = null;
      this.#opensAt = Number.POSITIVE_INFINITY;
    }
    this.#isBusy = false;
  }

  /** With everybody linked, or after some waiting, one ally goes away, and the call is opened a little later. */
  #prepare(now: number): void {
    if (now < this.#startedAt || this.#isAway) return;
    const links = this.#parts.exchange.links();
    const isWhole = links.length > 0 && links.every((link) => link.isUp);
    if (!isWhole && now - this.#startedAt < LINKS_WAIT_MS) return;
    this.#isAway = true;
    this.#send({ type: 'away', member: AWAY });
    this.#opensAt = now + AWAY_BEFORE_S * 1000;
  }

  async #open(): Promise<void> {
    const { exchange, now, warn } = this.#parts;
    const done = await exchange.command(openCall(now()), 'exercise');
    if (!done.ok) {
      warn(`the call was not opened: ${done.fault.text}`);
      return;
    }
    this.#call = done.value.call;
    this.#openedAt = now();
    this.#waiting = SCRIPT;
  }

  async #play(call: CallView): Promise<void> {
    const { exchange, now, warn } = this.#parts;
    const elapsedMs = now() - this.#openedAt;
    const left: ScriptStep[] = [];
    for (const step of this.#waiting) {
      if (step.atS * 1000 > elapsedMs) {
        left.push(step);
        continue;
      }
      if (step.deed === 'back') {
        this.#isAway = false;
        this.#send({ type: 'back', member: step.member });
        continue;
      }
      const command = step.deed(call, now());
      if (command === null) {
        if (elapsedMs - step.atS * 1000 < STEP_LATE_MS) left.push(step);
        continue;
      }
      if (step.member !== CALLER) this.#send({ type: 'act', member: step.member, command });
      else {
        const done = await exchange.command(command, 'exercise');
        if (!done.ok) warn(`${command.type}: ${done.fault.text}`);
      }
    }
    this.#waiting = left;
  }
}

/** A child that has just ended, by a signal to the whole group for example, hears nothing: its exit says it. */
function tell(child: ChildProcess, message: ToAllies): void {
  if (child.connected) child.send(message, () => {});
}

function lowerPriority(pid: number): void {
  try {
    os.setPriority(pid, LOW_PRIORITY);
  } catch {
    // Not allowed here: it runs at the usual one.
  }
}
