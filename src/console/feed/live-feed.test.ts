import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeedStatus } from './feed.ts';
import { LiveFeed, type LiveSocket } from './live-feed.ts';

/** A feed over sockets and a clock that the test moves. */
function makeDesk() {
  const sockets: (LiveSocket & { sent: string[] })[] = [];
  const timers: { at: number; task: () => void }[] = [];
  const states: FeedStatus['connection'][] = [];
  let now = 0;
  let renewed = 0;
  const feed = new LiveFeed({
    open: () => {
      const socket = {
        binaryType: '',
        readyState: 1,
        onopen: null,
        onmessage: null,
        onclose: null,
        sent: [] as string[],
        send(text: string) {
          this.sent.push(text);
        },
        close() {},
      };
      sockets.push(socket);
      return socket;
    },
    clock: {
      now: () => now,
      after: (ms, task) => {
        const timer = { at: now + ms, task };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), 1);
      },
    },
    chance: () => 0.5,
    renew: () => Promise.resolve(renewed++),
    listener: {
      onFrame: () => {},
      onMessage: () => {},
      onStatus: ({ connection }) => states.push(connection),
    },
  });
  return {
    feed,
    sockets,
    states,
    renewed: () => renewed,
    pass(ms: number) {
      now += ms;
      for (const timer of timers.filter(({ at }) => at <= now)) {
        timers.splice(timers.indexOf(timer), 1);
        timer.task();
      }
    },
    say: (seq: number) =>
      sockets.at(-1)!.onmessage!({ data: JSON.stringify({ type: 'zones', zones: [], seq }) }),
  };
}

test('a socket that opens is not live before the node has said something', () => {
  const desk = makeDesk();
  desk.feed.start();
  desk.sockets[0]!.onopen!();
  assert.equal(desk.states.at(-1), 'connecting');
  desk.say(1);
  desk.sockets[0]!.onmessage!({ data: new ArrayBuffer(0) });
  desk.feed.play();
  assert.equal(desk.states.at(-1), 'open');
});

test('a refused desk asks who it is, tries again, and is never called live in between', async () => {
  const desk = makeDesk();
  desk.feed.start();
  desk.sockets[0]!.onopen!();
  desk.sockets[0]!.onclose!({ code: 4401 });
  assert.equal(desk.states.at(-1), 'refused');
  desk.pass(60_000);
  await Promise.resolve();
  await Promise.resolve();
  await Promise.resolve();
  assert.equal(desk.renewed(), 1);
  assert.equal(desk.sockets.length, 2);
  assert.ok(!desk.states.includes('open'));
});

test('a gap in the sequence asks for everything again', () => {
  const desk = makeDesk();
  desk.feed.start();
  desk.sockets[0]!.onopen!();
  desk.say(1);
  desk.say(2);
  assert.ok(!desk.sockets[0]!.sent.some((text) => text.includes('snapshot')));
  desk.say(4);
  assert.ok(desk.sockets[0]!.sent.some((text) => text.includes('snapshot')));
});

test('a silent node is a lost one', () => {
  const desk = makeDesk();
  desk.feed.start();
  desk.sockets[0]!.onopen!();
  desk.say(1);
  for (let i = 0; i < 5; i++) desk.pass(3000);
  assert.ok(desk.states.includes('lost'));
  desk.pass(60_000);
  assert.equal(desk.sockets.length, 2, 'and it is tried again');
});
