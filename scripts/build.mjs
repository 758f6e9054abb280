// npm run build: code and console, from scratch with --clean.
import { cleanBuild, ensureBuilt, ensureInstalled } from './prepare.mjs';

await ensureInstalled();
if (process.argv.includes('--clean')) cleanBuild();
await ensureBuilt({ force: true });
