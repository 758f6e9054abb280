// npm start: installs what is missing, builds what changed, runs a node with the built-in demo.
// Arguments after -- go to `tocsin node`: npm start -- --port 9000, npm start -- --feed beast:HOST:30005
// package.json calls it with exec: a shell in between would keep npm's signals to itself.
import { attend } from './attend.mjs';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

const parent = process.env.npm_lifecycle_event === undefined ? null : process.ppid;
await ensureInstalled();
await ensureBuilt();

const given = process.argv.slice(2);
const own = given.includes('--config') || given.includes('--feed') || given.includes('--help');
process.exit(await attend(['node', ...(own ? [] : ['--demo']), ...given], parent));
