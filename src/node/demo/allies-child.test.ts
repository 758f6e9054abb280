import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { OWN_ONLY, type RallyCommand } from '../../model/index.ts';
import { LightMember } from '../federation/index.ts';
import type { FromAllies, ToAllies } from './allies-child.ts';
import { openCall } from './rally-script.ts';

const CHILD = path.join(import.meta.dirname, 'allies-child.js');

test(
  'no ally dials the caller before the caller has admitted all: it would be turned away as a stranger',
  { timeout: 120_000 },
  async () => {
    const root = mkdtempSync(path.join(os.tmpdir(), 'tocsin-allies-'));
    let dialled = 0;
    const server = net.createServer((socket) => {
      dialled++;
      socket.destroy();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const caller = new LightMember({
      dataDir: path.join(root, 'ROU'),
      member: 'ROU',
      exercise: true,
      listen: null,
      peers: new Map(),
      now: Date.now,
    });
    const child = fork(CHILD, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
    const tell = (message: ToAllies): boolean => child.send(message);
    const hear = async (): Promise<FromAllies> => {
      const [message] = (await once(child, 'message')) as [FromAllies];
      return message;
    };
    try {
      tell({ type: 'start', root, startAt: Date.now(), port, caller: caller.publicKey });
      const keys = await hear();
      assert.equal(keys.type, 'keys');
      assert.equal(keys.type === 'keys' && keys.allies.length, 31);
      // It does one thing after the other: had it gone on by itself, it would have started all before this.
      const refusable = { ...openCall(0), label: OWN_ONLY } as RallyCommand;
      tell({ type: 'act', member: 'DEU', command: refusable });
      assert.equal((await hear()).type, 'refused');
      assert.equal(dialled, 0);
      tell({ type: 'admitted' });
      await once(server, 'connection');
    } finally {
      const ended = once(child, 'exit');
      tell({ type: 'stop' });
      await ended;
      await caller.stop();
      server.close();
      rmSync(root, { recursive: true, force: true });
    }
  },
);
