import type { Socket } from 'node:net';

/** Octets that may wait for a slow reader; beyond, its connection is cut: it harms nobody else. */
const MAX_WAITING_OCTETS = 1024 * 1024;

export function sendBounded(socket: Socket | null | undefined, bytes: Uint8Array): boolean {
  if (socket === null || socket === undefined || socket.destroyed || !socket.writable) return false;
  if (socket.writableLength + bytes.length > MAX_WAITING_OCTETS) {
    socket.destroy(new Error('its reader is stuck: too many replies wait'));
    return false;
  }
  socket.write(bytes);
  return true;
}
