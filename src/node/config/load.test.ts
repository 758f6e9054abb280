import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OWN_ONLY } from '../../model/index.ts';
import { parseFeedArg } from './feed-arg.ts';
import { formatFindings, parseConfig } from './load.ts';
import { CONFIG_TEMPLATE } from './template.ts';

test('the template that init writes is itself a valid configuration', () => {
  const result = parseConfig(CONFIG_TEMPLATE, '/tmp', 'tocsin.yaml', {});
  assert.equal(result.ok, true, result.ok ? '' : formatFindings('tocsin.yaml', result.fault));
});

test('the commented feeds of the template are valid once uncommented', () => {
  const text = CONFIG_TEMPLATE.replace('mode: live', 'mode: exercise')
    .replace('feeds: []', 'feeds:')
    .replace(/^#( {2}(- | {2}).*)$/gm, '$1')
    .replace('identities: []', 'identities:')
    .replace('# federation:', 'federation:')
    .replace('# releasability:', 'releasability:')
    .replace('outputs: []', 'outputs:');
  const result = parseConfig(text, '/tmp', 'tocsin.yaml', {});
  assert.equal(result.ok, true, result.ok ? '' : formatFindings('tocsin.yaml', result.fault));
  if (result.ok) {
    assert.equal(result.value.feeds.length, 6);
    assert.equal(result.value.outputs.length, 1);
    const { listen, peers, nats } = result.value.federation!;
    assert.deepEqual(listen, { host: '0.0.0.0', port: 7443 });
    assert.deepEqual(peers, new Map([['BGR', 'bgr.example:7443']]));
    assert.equal(nats?.server.url, 'nats://127.0.0.1:4222');
    assert.equal(result.value.feeds[0]!.sensors[0]!.id, 'asterix:25/10');
    assert.equal(result.value.identities.length, 2);
  }
});

test('a wrong setting is named with its line', () => {
  const text = 'node:\n  member: ROU\nhttp:\n  port: 99999\n  hots: x\n';
  const result = parseConfig(text, '/tmp', 'tocsin.yaml', {});
  assert.equal(result.ok, false);
  if (result.ok) return;
  const shown = formatFindings('tocsin.yaml', result.fault);
  assert.match(shown, /tocsin\.yaml:4: http\.port: .*99999/);
  assert.match(shown, /tocsin\.yaml:5: http\.hots: unknown setting/);
});

test('a feed with two transports, or an id used twice, is refused', () => {
  const text = [
    'feeds:',
    '  - { id: a, format: beast, connect: "h:1", udp: { port: 5 } }',
    '  - { id: a, format: ais, udp: { port: 6 } }',
  ].join('\n');
  const result = parseConfig(text, '/tmp', 'tocsin.yaml', {});
  assert.equal(result.ok, false);
  if (result.ok) return;
  assert.deepEqual(
    result.fault.map((f) => f.line),
    [2, 3],
  );
});

test('links to itself, to no port or to nobody are named with their lines', () => {
  const text = [
    'node: { member: ROU }',
    'federation:',
    '  listen: 0.0.0.0:70000',
    '  peers:',
    '    ROU: rou.example:7443',
    '    BGR: bgr.example:0',
  ].join('\n');
  const lines = (yaml: string): (number | string)[][] => {
    const result = parseConfig(yaml, '/tmp', 'tocsin.yaml', {});
    return result.ok ? [] : result.fault.map((f) => [f.line, f.path]);
  };
  assert.deepEqual(lines(text), [
    [3, 'federation.listen'],
    [5, 'federation.peers.ROU'],
    [6, 'federation.peers.BGR'],
  ]);
  assert.deepEqual(lines('federation:\n  listen: everywhere\n  peer: {}'), [
    [3, 'federation.peer'],
    [2, 'federation.listen'],
  ]);
});

test('a node without federation: has no links; an empty one dials and does not listen', () => {
  const federationOf = (yaml: string) => {
    const result = parseConfig(yaml, '/tmp', 'tocsin.yaml', {});
    return result.ok ? result.value.federation : undefined;
  };
  assert.equal(federationOf(''), null);
  assert.deepEqual(federationOf('federation: {}'), {
    listen: null,
    peers: new Map(),
    nats: null,
    tracks: null,
  });
});

test('tracks for allies: what is not said of a member is as for all', () => {
  const text = [
    'federation:',
    '  tracks:',
    '    box: [170, -10, -170, 10]',
    '    to:',
    '      BGR: { every_s: 0.5 }',
  ].join('\n');
  const result = parseConfig(text, '/tmp', 'tocsin.yaml', {});
  const box = { westDeg: 170, southDeg: -10, eastDeg: -170, northDeg: 10 };
  assert.deepEqual(result.ok && result.value.federation?.tracks, {
    toAll: { everyMs: 2000, box },
    to: new Map([['BGR', { everyMs: 500, box }]]),
  });
  const wrong = parseConfig('federation:\n  tracks: { box: [1, 2, 3] }', '/tmp', 'tocsin.yaml', {});
  assert.equal(!wrong.ok && wrong.fault[0]?.line, 2);
});

test('NATS: what is not said for a member is as for the own server, and files lie beside tocsin.yaml', () => {
  const text = [
    'federation:',
    '  transport: nats',
    '  nats:',
    '    url: nats://127.0.0.1:4222',
    '    credentials: rou.creds',
    '    max_mb: 2',
    '    members:',
    '      BGR: { url: tls://bgr.example:4222, tls_ca: bgr.pem }',
  ].join('\n');
  const result = parseConfig(text, '/srv', 'tocsin.yaml', {});
  assert.ok(result.ok);
  const credentialsFile = '/srv/rou.creds';
  assert.deepEqual(result.value.federation?.nats, {
    server: { url: 'nats://127.0.0.1:4222', credentialsFile },
    servers: new Map([
      ['BGR', { url: 'tls://bgr.example:4222', credentialsFile, caFile: '/srv/bgr.pem' }],
    ]),
    stream: 'TOCSIN',
    maxOctets: 2 * 1024 * 1024,
  });
});

test('NATS without a server, and a server without NATS, are named', () => {
  const pathsOf = (yaml: string): string[] => {
    const result = parseConfig(yaml, '/tmp', 'tocsin.yaml', {});
    return result.ok ? [] : result.fault.map((finding) => finding.path);
  };
  assert.deepEqual(pathsOf('federation: { transport: nats }'), ['federation.nats.url']);
  assert.deepEqual(pathsOf("federation: { nats: { url: 'nats://a:1' } }"), ['federation.nats']);
});

test('broken YAML is reported with its line', () => {
  const result = parseConfig('node: {member: ROU\nhttp:\n', '/tmp', 'tocsin.yaml', {});
  assert.equal(result.ok, false);
  if (!result.ok) assert.ok(result.fault[0]!.line >= 1);
});

test('the environment stands above the file', () => {
  const result = parseConfig('http: { port: 1 }', '/tmp', null, { TOCSIN_HTTP_PORT: '9000' });
  assert.ok(result.ok);
  if (result.ok) assert.equal(result.value.http.port, 9000);
  const bad = parseConfig('', '/tmp', null, { TOCSIN_HTTP_PORT: 'x' });
  assert.equal(bad.ok, false);
});

test('--feed takes dialled, received, listening and file feeds', () => {
  const kinds = [
    'beast:h:30005',
    'asterix:udp:8600',
    'asterix:udp:239.1.2.3:8600',
    'sapient:listen:5020',
    'ais:file:/x',
  ];
  const parsed = kinds.map((text, i) => parseFeedArg(text, i));
  assert.deepEqual(
    parsed.map((p) => (p.ok ? p.value.transport : p.fault)),
    [
      { kind: 'tcp-client', host: 'h', port: 30005 },
      { kind: 'udp', host: '127.0.0.1', port: 8600 },
      { kind: 'udp', host: '0.0.0.0', port: 8600, group: '239.1.2.3' },
      { kind: 'tcp-server', host: '127.0.0.1', port: 5020 },
      { kind: 'file', path: '/x', speed: 1 },
    ],
  );
  assert.equal(parseFeedArg('radio:h:1', 0).ok, false);
  assert.equal(parseFeedArg('beast:h:x', 0).ok, false);
});

test('recorded and simulated feeds never mix with live', () => {
  const feeds =
    'feeds: [{ id: a, format: ais, file: x.nmea }, { id: b, format: beast, connect: "h:1", simulated: true }]';
  const live = parseConfig(feeds, '/tmp', null, {});
  assert.equal(live.ok, false);
  if (!live.ok) assert.equal(live.fault.length, 2);
  const exercise = parseConfig(`node: { mode: exercise }\n${feeds}`, '/tmp', null, {});
  assert.ok(exercise.ok);
  if (exercise.ok)
    assert.deepEqual(
      exercise.value.feeds.map((feed) => feed.simulated),
      [true, true],
    );
  const mixed = parseConfig(
    'node: { mode: exercise }\nfeeds: [{ id: a, format: beast, connect: "h:1", simulated: false }]',
    '/tmp',
    null,
    {},
  );
  assert.equal(mixed.ok, false);
});

test('labels of feeds, the default, members and roles are read; what is left out is the most closed', () => {
  const text = `feeds:
  - { id: radar, format: asterix, udp: { port: 8600 }, label: { classification: secret, releasable_to: [DEU] } }
  - { id: adsb, format: beast, connect: '127.0.0.1:30005' }
releasability:
  default: { releasable_to: ['*'] }
  members: { DEU: { clearance: secret, groups: [EAST] } }
  roles: { observer: unclassified }
`;
  const result = parseConfig(text, '/tmp', 'tocsin.yaml', {});
  assert.ok(result.ok);
  const { defaultLabel, feedLabels, members, ceilings } = result.value.release;
  assert.deepEqual(defaultLabel, { ...OWN_ONLY, releasableTo: ['*'] });
  const secret = { ...OWN_ONLY, classification: 'secret', releasableTo: ['DEU'] };
  assert.deepEqual(feedLabels, new Map([['radar', secret]]));
  assert.deepEqual(members[0], {
    member: 'DEU',
    clearance: 'secret',
    groups: ['EAST'],
    caveats: [],
    policies: ['ALLIANCE'],
  });
  assert.equal(ceilings.observer.classification, 'unclassified');
  assert.equal(ceilings.planner.classification, 'secret');
  const wrong = parseConfig('releasability: { roles: { king: secret } }', '/tmp', 'x.yaml', {});
  assert.equal(wrong.ok, false);
});

test('REL-13 a default that lets allies see tracks lets no fact out; alerts and zones are released by name', () => {
  const facts = (releasability: string) => {
    const result = parseConfig(`releasability: ${releasability}`, '/tmp', 'x.yaml', {});
    assert.ok(result.ok);
    return result.value.release.factLabels;
  };
  const closed = { ...OWN_ONLY, classification: 'secret', caveats: ['ORCON'] };
  const wide = "classification: secret, caveats: [ORCON], releasable_to: ['*']";
  assert.deepEqual(facts(`{ default: { ${wide} } }`), {
    alert: closed,
    zone: closed,
    identity: closed,
  });
  const named = facts(`{ default: { ${wide} }, alerts: { releasable_to: [DEU] } }`);
  assert.deepEqual(named.alert, { ...OWN_ONLY, releasableTo: ['DEU'] });
  assert.deepEqual([named.zone, named.identity], [closed, closed]);
  const zones = facts('{ zones: { releasable_to: [POL] } }');
  assert.deepEqual([zones.zone.releasableTo, zones.alert.releasableTo], [['POL'], []]);
});

test('a store in PostgreSQL has its password from the environment and a schema by the member', () => {
  const text =
    'node: { member: POL }\nstore: { kind: postgresql, url: "postgresql://t@127.0.0.1/x" }';
  const result = parseConfig(text, '/tmp', 'tocsin.yaml', { TOCSIN_STORE_PASSWORD: 'word' });
  assert.ok(result.ok);
  const url = 'postgresql://t@127.0.0.1/x';
  const expected = { kind: 'postgresql', url, password: 'word', schema: 'tocsin_pol' };
  assert.deepEqual(result.value.store, expected);
});

for (const [what, store, why] of [
  [
    'a password in the file',
    'kind: postgresql\n  url: postgresql://t:word@127.0.0.1/x',
    /:3: .*password/,
  ],
  [
    'another machine without TLS',
    'kind: postgresql\n  url: postgresql://t@db.example/x',
    /sslmode/,
  ],
  ['no address', 'kind: postgresql', /needs url/],
  ['another protocol', 'kind: postgresql\n  url: mysql://t@127.0.0.1/x', /no postgresql/],
  ['an address for files', 'kind: sqlite\n  url: postgresql://t@127.0.0.1/x', /data folder/],
] as const)
  test(`a store with ${what} is refused`, () => {
    const result = parseConfig(`store:\n  ${store}\n`, '/tmp', 'tocsin.yaml', {});
    assert.ok(!result.ok);
    assert.match(formatFindings('tocsin.yaml', result.fault), why);
  });
