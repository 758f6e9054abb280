/** For the kill -9 tests: appends without end and prints the number of each entry once it is acknowledged. */
import { setTimeout as pause } from 'node:timers/promises';
import { OWN_ONLY } from '../../model/index.ts';
import { openLedger } from './ledger.ts';
import type { StoreSetting } from './store-setting.ts';

const [, , dataDir, store] = process.argv;
if (dataDir !== undefined && store !== undefined) {
  const ledger = await openLedger({
    dataDir,
    origin: 'ROU',
    store: JSON.parse(store) as StoreSetting,
  });
  const say = (text: string | number): boolean => process.stdout.write(`${text}\n`);
  for (;;) {
    const group = [1, 2, 3].map((n) =>
      ledger
        .append([{ type: 'test.fact', at: n, actor: 'child', body: { n }, label: OWN_ONLY }])
        .then(
          ([entry]) => say(entry!.seq),
          (error: Error) => say(error.message),
        ),
    );
    await Promise.all(group);
    // Refused at once while the disk is away: not asked again without end.
    if (ledger.trouble() !== '') await pause(20);
  }
}
