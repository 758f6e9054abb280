/** For the kill -9 test: appends without end and prints the number of each entry once it is acknowledged. */
import { OWN_ONLY } from '../../model/index.ts';
import { openLedger } from './ledger.ts';

const dataDir = process.argv[2];
if (dataDir !== undefined) {
  const ledger = await openLedger({ dataDir, origin: 'ROU' });
  for (;;) {
    const group = [1, 2, 3].map((n) =>
      ledger.append([{ type: 'test.fact', at: n, actor: 'child', body: { n }, label: OWN_ONLY }]),
    );
    for (const [entry] of await Promise.all(group)) process.stdout.write(`${entry!.seq}\n`);
  }
}
