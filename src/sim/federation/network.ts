import type { Random } from '../../base/index.ts';
import type { FaultKind } from './types.ts';

interface Flight {
  readonly at: number;
  readonly order: number;
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/** Links that delay, drop, repeat, reorder and damage, and can be cut one by one. Delivers in order of arrival time. */
export class Network {
  isFaulty = true;
  messages = 0;
  readonly #random: Random;
  readonly #count: (kind: FaultKind) => void;
  readonly #cut = new Set<string>();
  readonly #flights: Flight[] = [];
  #order = 0;

  constructor(random: Random, count: (kind: FaultKind) => void) {
    this.#random = random;
    this.#count = count;
  }

  cut(a: string, b: string): void {
    this.#cut.add(pair(a, b));
  }

  mend(a: string, b: string): void {
    this.#cut.delete(pair(a, b));
  }

  isCut(a: string, b: string): boolean {
    return this.#cut.has(pair(a, b));
  }

  mendAll(): void {
    this.#cut.clear();
  }

  send(from: string, to: string, text: string, now: number): void {
    this.messages++;
    if (this.isCut(from, to)) return;
    const random = this.#random;
    if (!this.isFaulty) {
      this.#fly(now + 5, from, to, text);
      return;
    }
    if (random.chance(0.05)) {
      this.#count('drop');
      return;
    }
    let sent = text;
    if (random.chance(0.02)) {
      this.#count('corrupt');
      sent = damage(text, random);
    }
    let wayMs = random.between(2, 60);
    if (random.chance(0.05)) {
      this.#count('delay');
      wayMs += random.between(500, 20_000);
    }
    this.#fly(now + wayMs, from, to, sent);
    if (random.chance(0.03)) {
      this.#count('repeat');
      this.#fly(now + wayMs + random.between(0, 5_000), from, to, text);
    }
  }

  /** The next message that arrives at or before an instant; null when there is none. */
  take(until: number): Flight | null {
    const next = this.#flights[0];
    if (next === undefined || next.at > until) return null;
    return this.#pop();
  }

  #fly(at: number, from: string, to: string, text: string): void {
    const flights = this.#flights;
    flights.push({ at, order: this.#order++, from, to, text });
    let i = flights.length - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!isBefore(flights[i]!, flights[parent]!)) break;
      [flights[i], flights[parent]] = [flights[parent]!, flights[i]!];
      i = parent;
    }
  }

  #pop(): Flight {
    const flights = this.#flights;
    const first = flights[0]!;
    const last = flights.pop()!;
    if (flights.length === 0) return first;
    flights[0] = last;
    for (let i = 0; ;) {
      const left = 2 * i + 1;
      if (left >= flights.length) break;
      const right = left + 1;
      const child =
        right < flights.length && isBefore(flights[right]!, flights[left]!) ? right : left;
      if (!isBefore(flights[child]!, flights[i]!)) break;
      [flights[i], flights[child]] = [flights[child]!, flights[i]!];
      i = child;
    }
    return first;
  }
}

function isBefore(a: Flight, b: Flight): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function pair(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`;
}

/** One character changed to another one. */
function damage(text: string, random: Random): string {
  const at = random.below(text.length);
  const code = 32 + ((text.charCodeAt(at) - 32 + 1 + random.below(90)) % 94);
  return text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
}
