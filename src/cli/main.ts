import { EXIT } from './exit-code.ts';
import { version } from './version.ts';

/** One file a command; loaded only when asked for, so that `tocsin --help` is quick. */
interface Command {
  readonly help: string;
  run(args: string[]): Promise<number>;
}
const COMMANDS: Readonly<
  Record<string, { readonly what: string; readonly load: () => Promise<Command> }>
> = {
  account: { what: 'make a local account or set its password', load: () => import('./account.ts') },
  decode: {
    what: 'show what is in a file or stream of sensor data',
    load: () => import('./decode.ts'),
  },
  doctor: {
    what: 'check clock, ports, disk, buffers, configuration',
    load: () => import('./doctor.ts'),
  },
  node: { what: 'run a node (the demo with --demo)', load: () => import('./node.ts') },
  sim: { what: 'an alliance under faults, by seed', load: () => import('./sim.ts') },
  member: { what: 'invite, admit and list members', load: () => import('./member.ts') },
  ledger: {
    what: 'verify, show, export, back up and restore the ledger',
    load: () => import('./ledger.ts'),
  },
  rally: { what: 'draft answers to an EDXL-RM message', load: () => import('./rally.ts') },
  init: { what: 'write a commented tocsin.yaml', load: () => import('./init.ts') },
  track: { what: 'track a scenario file', load: () => import('./track.ts') },
  score: { what: 'score tracks against truth (GOSPA, SIAP)', load: () => import('./score.ts') },
};

function usage(): string {
  const names = Object.entries(COMMANDS).map(([name, { what }]) => `  ${name.padEnd(10)} ${what}`);
  return [
    'Tocsin, the alarm bell of an alliance. Senses, fuses, warns, shares, plans; never controls a weapon.',
    '',
    'usage: tocsin COMMAND [options]      tocsin COMMAND --help',
    '',
    ...names,
    '',
    'exit codes: 0 in order · 1 findings · 2 wrong command line · 66 input cannot be read · 69 not built',
    '            70 bug in Tocsin · 73 output cannot be written · 78 configuration is wrong',
  ].join('\n');
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(usage());
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  if (name === '--version' || name === 'version') {
    console.log(version());
    return EXIT.ok;
  }
  const entry = COMMANDS[name];
  if (entry === undefined) {
    console.error(`tocsin: no command '${name}'.\n\n${usage()}`);
    return EXIT.usage;
  }
  const command = await entry.load();
  if (rest.includes('--help') || rest.includes('-h')) {
    console.log(command.help);
    return EXIT.ok;
  }
  return command.run(rest);
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
});
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`tocsin: a bug in Tocsin: ${(error as Error).stack ?? String(error)}`);
  process.exitCode = EXIT.internal;
}
