/**
 * The way in for `tocsin member` while the node runs: a socket in the data folder, which only its owner can enter, and
 * who can read that folder has the node's key anyway. One command as a JSON line, one answer as a JSON line.
 */
import { chmodSync, rmSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fail, type Result } from '../../base/index.ts';
import type { MemberCommand, Refusal } from '../../model/index.ts';
import type { MemberDone } from '../api/index.ts';

const MAX_LINE = 64 * 1024;
const SILENT_MS = 10_000;

export type ControlAnswer = Result<MemberDone, Refusal>;

function socketOf(dataDir: string): string {
  return path.join(dataDir, 'control.sock');
}

/** Listens; gives what closes it again. Rejects when the system allows no such socket (its path may be too long). */
export async function openControl(
  dataDir: string,
  carryOut: (command: MemberCommand) => Promise<ControlAnswer>,
): Promise<() => Promise<void>> {
  const file = socketOf(dataDir);
  // One that a killed node has left: the ledger, which we hold, lets nobody else run here.
  rmSync(file, { force: true });
  const server = net.createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.setTimeout(SILENT_MS, () => socket.destroy());
    void readLine(socket).then(async (line) => {
      if (line === null) return socket.destroy();
      return socket.end(`${JSON.stringify(await answer(line, carryOut))}\n`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(file, resolve);
  });
  chmodSync(file, 0o600);
  return () => new Promise((resolve) => server.close(() => resolve()));
}

async function answer(
  line: string,
  carryOut: (command: MemberCommand) => Promise<ControlAnswer>,
): Promise<ControlAnswer> {
  try {
    return await carryOut(JSON.parse(line) as MemberCommand);
  } catch (error) {
    // Who writes here is trusted, but may be of another version, or a person with a tool.
    return fail({ code: 'bad-request', text: (error as Error).message });
  }
}

/** Asks the node that runs on a data folder; null: none runs there, or it has no federation. */
export function askControl(dataDir: string, command: MemberCommand): Promise<ControlAnswer | null> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(socketOf(dataDir), () =>
      socket.write(`${JSON.stringify(command)}\n`),
    );
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(null);
      else reject(error);
    });
    void readLine(socket).then((line) => {
      if (line !== null) resolve(JSON.parse(line) as ControlAnswer);
      else
        resolve(
          fail({ code: 'no-answer', text: 'the node ended before it had answered: look again' }),
        );
    });
  });
}

/** The first line; null: it ended before, or is too long. */
function readLine(socket: net.Socket): Promise<string | null> {
  return new Promise((resolve) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > MAX_LINE) resolve(null);
    });
    socket.once('close', () => resolve(null));
  });
}
