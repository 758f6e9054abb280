import { runChecks } from '../node/doctor/index.ts';
import { formatFindings, loadConfig, parseConfig } from '../node/config/index.ts';
import { readArgs, usageOf } from './args.ts';
import { EXIT } from './exit-code.ts';

export const help = `usage: tocsin doctor [--config FILE] [--json]

Looks at what a node needs before it starts: Node version, clock, disk, ports, UDP receive-buffer limits, data folder,
configuration. Prints a line for each check and what to do about the ones that are not in order.

exit: 0 in order, 1 something needs attention, 78 the configuration is wrong

example: tocsin doctor --config tocsin.yaml`;

const MARK = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;

export async function run(args: string[]): Promise<number> {
  const parsed = readArgs(args, { config: { type: 'string' }, json: { type: 'boolean' } });
  if (!parsed.ok) return usageOf('doctor', help)(parsed.fault);
  const file = parsed.value.values['config'];
  const config =
    typeof file === 'string'
      ? loadConfig(file, process.env)
      : parseConfig('', process.cwd(), null, process.env);
  if (!config.ok) {
    console.error(formatFindings(typeof file === 'string' ? file : 'environment', config.fault));
    return EXIT.config;
  }
  const checks = await runChecks(config.value);
  if (parsed.value.values['json'] === true) console.log(JSON.stringify(checks, null, 1));
  else {
    for (const check of checks) {
      console.log(`${MARK[check.state]}  ${check.name.padEnd(22)} ${check.found}`);
      if (check.advice !== '') console.log(`      ${''.padEnd(22)} -> ${check.advice}`);
    }
  }
  return checks.some((check) => check.state !== 'ok') ? EXIT.findings : EXIT.ok;
}
