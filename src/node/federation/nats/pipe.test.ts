import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Random } from '../../../base/index.ts';
import { decodePiece, encodePiece, type Piece } from './piece.ts';
import { NatsPipe } from './pipe.ts';

type Message = Omit<Piece, 'id'>;
type Fate = (message: Message) => readonly Message[];

/** Two pipes, and what is under way between them. */
class Way {
  now = 0;
  readonly a: NatsPipe;
  readonly b: NatsPipe;
  readonly heard: Buffer[] = [];
  readonly errors: string[] = [];
  readonly #toB: Message[] = [];
  readonly #toA: Message[] = [];

  constructor() {
    const clock = (): number => this.now;
    this.a = new NatsPipe((piece) => Promise.resolve(this.#toB.push(piece)), clock);
    this.b = new NatsPipe((piece) => Promise.resolve(this.#toA.push(piece)), clock);
    this.b.on('data', (chunk: Buffer) => this.heard.push(chunk));
    for (const pipe of [this.a, this.b])
      pipe.on('error', (error: Error) => this.errors.push(error.message));
  }

  /** Time passes, and what is under way comes, or what `fate` makes of it. */
  async step(ms: number, toB: Fate, toA: Fate = toB): Promise<void> {
    await setImmediate();
    this.now += ms;
    for (const message of this.#toB.splice(0).flatMap(toB)) this.b.deliver(message);
    for (const message of this.#toA.splice(0).flatMap(toA)) this.a.deliver(message);
    this.a.tick();
    this.b.tick();
  }
}

const all: Fate = (message) => [message];

/** Loses, repeats, or keeps for the next. */
function badWay(random: Random): Fate {
  let kept: Message | null = null;
  return (message) => {
    const dice = random.below(10);
    if (dice < 2) return [];
    if (dice < 3) return [message, message];
    const late = kept;
    kept = dice < 4 ? message : null;
    return [...(dice < 4 ? [] : [message]), ...(late === null ? [] : [late])];
  };
}

test('what is lost, repeated and late on the way arrives once and in order', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = new Random(seed);
    const way = new Way();
    const wanted: Buffer[] = [];
    const ways = [badWay(random), badWay(random)] as const;
    for (let i = 0; i < 100; i++) {
      const chunk = Buffer.from(`${i} `.repeat(1 + random.below(50)));
      wanted.push(chunk);
      way.a.write(chunk);
      way.b.write('back');
      if (random.below(3) === 0) await way.step(250, ...ways);
    }
    for (let i = 0; i < 200; i++) await way.step(500, ...ways);
    assert.deepEqual(way.errors, [], `seed ${seed}`);
    assert.equal(String(Buffer.concat(way.heard)), String(Buffer.concat(wanted)), `seed ${seed}`);
    assert.ok(way.a.again > 0 && way.b.repeated > 0, `seed ${seed}`);
  }
});

test('a way that is cut while much is written: when it is healed all comes within two words', async () => {
  const way = new Way();
  for (let i = 0; i < 200; i++) {
    way.a.write(`${i};`);
    await way.step(50, () => []);
  }
  // Nothing is heard for longer than a word takes: the oldest piece is tried.
  for (let i = 0; i < 40; i++) await way.step(250, all);
  assert.equal(String(Buffer.concat(way.heard)).split(';').length, 201);
  assert.deepEqual(way.errors, []);
});

test('pieces that are gone for good break the pipe, with a word how many', async () => {
  const way = new Way();
  way.a.write('first');
  await way.step(250, () => []);
  const lose: Fate = (message) => (message.count === 1 ? [] : [message]);
  for (let i = 0; i < 100; i++) {
    way.a.write('more');
    await way.step(500, lose);
  }
  assert.match(way.errors[0]!, /^\d+ pieces are missing on the way$/);
  assert.deepEqual(way.heard, []);
});

test('the end comes after what was written', async () => {
  const way = new Way();
  way.a.end('last words');
  let isOver = false;
  way.b.once('end', () => {
    isOver = true;
  });
  for (let i = 0; i < 4; i++) await way.step(250, all);
  assert.equal(String(Buffer.concat(way.heard)), 'last words');
  assert.ok(isOver && way.b.isOver);
});

test('a piece is read as it was written, and what is none is nothing', () => {
  const piece = {
    id: '00112233445566778899aabbccddeeff',
    count: 2 ** 40,
    taken: 7,
    isAsking: true,
    octets: Uint8Array.of(1, 2, 3),
  };
  const written = encodePiece(piece);
  const read = decodePiece(written)!;
  assert.deepEqual({ ...read, octets: [...read.octets] }, { ...piece, octets: [1, 2, 3] });
  assert.equal(decodePiece(written.subarray(0, 28)), null);
  written[28] = 2;
  assert.equal(decodePiece(written), null);
});
