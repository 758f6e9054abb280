import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo } from 'node:net';
import { test } from 'node:test';
import { freePorts } from './free-ports.ts';

test('a port that another program has is replaced by a free one, the others stay', async () => {
  const tcp = createServer();
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const udp = createSocket('udp4');
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  const taken = { tcp: (tcp.address() as AddressInfo).port, udp: udp.address().port };
  const spare = createServer();
  await new Promise<void>((resolve) => spare.listen(0, '127.0.0.1', resolve));
  const free = (spare.address() as AddressInfo).port;
  await new Promise((resolve) => spare.close(resolve));
  try {
    const ports = await freePorts({
      radars: [taken.udp],
      beast: taken.tcp,
      ais: free,
      remoteId: taken.udp,
      sapient: free,
    });
    assert.notEqual(ports.beast, taken.tcp);
    assert.notEqual(ports.radars[0], taken.udp);
    assert.ok(ports.beast > 0 && ports.remoteId > 0);
    assert.deepEqual([ports.ais, ports.sapient], [free, free]);
  } finally {
    tcp.close();
    udp.close();
  }
});
