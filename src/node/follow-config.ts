import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { formatFindings, loadConfig, type NodeConfig } from './config/index.ts';
import type { Ingest } from './ingest/index.ts';
import { watchFiles } from './watch/config-watch.ts';
import { makeRules } from './watch/rules.ts';
import type { Watch } from './watch/watch.ts';

/** What people should know from the start. */
export function noticesOf(
  config: NodeConfig,
  demo: boolean,
  findings: readonly string[],
): string[] {
  const notices = findings.map((text) => `configuration: ${text}`);
  if (demo)
    notices.unshift(
      'Demo: you were logged in without a password, which happens on this machine only.',
    );
  else if (config.feeds.length === 0)
    notices.unshift('No feeds are configured: the picture stays empty. Add feeds to tocsin.yaml.');
  return notices;
}

/** Files that cannot be read are said in the log; the others load. */
export async function loadZoneFiles(watch: Watch, config: NodeConfig, log: Logger): Promise<void> {
  for (const file of config.zoneFiles) {
    try {
      const result = await watch.importZoneFile(readFileSync(file), 'auto', 'configuration', file);
      if (!result.ok) log.error({ file, code: result.fault.code }, result.fault.text);
      else
        log.info(
          { file, zones: result.value.loaded.length, findings: result.value.findings.length },
          'zones read',
        );
    } catch (error) {
      log.error({ file, error: String(error) }, 'zone file cannot be read');
    }
  }
}

/** Feeds, zones and alert rules follow the files while the node runs; a damaged file changes nothing and is said. */
export function followConfig(parts: {
  config: NodeConfig;
  watch: Watch;
  ingest: Ingest;
  log: Logger;
  demo: boolean;
}): () => void {
  const { watch, ingest, log, demo } = parts;
  const file = parts.config.path;
  const files = [...(file === null ? [] : [file]), ...parts.config.zoneFiles];
  if (files.length === 0 || demo) return () => {};
  const reload = async (): Promise<void> => {
    const next =
      file === null ? { ok: true as const, value: parts.config } : loadConfig(file, process.env);
    if (!next.ok) {
      const text = formatFindings(file ?? '', next.fault);
      log.error({}, `configuration not taken over: ${text}`);
      watch.setNotices([`Configuration not taken over: ${text}`]);
      return;
    }
    const { rules, findings } = makeRules(next.value);
    watch.configure(
      next.value,
      rules,
      noticesOf(
        next.value,
        demo,
        findings.map((f) => `${f.path}: ${f.text}`),
      ),
    );
    for (const sensor of next.value.feeds.flatMap((feed) => feed.sensors)) watch.putSensor(sensor);
    await ingest.reconfigure(next.value.feeds);
    await loadZoneFiles(watch, next.value, log);
    log.info({ feeds: next.value.feeds.length }, 'configuration read again');
  };
  return watchFiles(files, () => void reload());
}
