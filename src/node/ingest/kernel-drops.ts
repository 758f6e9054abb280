import { readFileSync } from 'node:fs';

/**
 * Datagrams that the kernel dropped because a receive buffer was full, for all sockets bound to a UDP port.
 * @param table text of /proc/net/udp or udp6; columns: sl local_address rem_address st queues ... inode ref pointer drops
 * Source: Linux net/ipv4/udp.c, udp4_format_sock: the last column is sk_drops.
 */
export function sumDrops(table: string, port: number): number {
  const wanted = ':' + port.toString(16).toUpperCase().padStart(4, '0');
  let sum = 0;
  for (const line of table.split('\n')) {
    const fields = line.trim().split(/\s+/);
    if (fields.length < 13 || !fields[1]!.endsWith(wanted)) continue;
    const drops = Number(fields[fields.length - 1]);
    if (Number.isInteger(drops)) sum += drops;
  }
  return sum;
}

/** Drops of a port now; 0 where there is no /proc (not Linux). */
export function readKernelDrops(port: number): number {
  let sum = 0;
  for (const file of ['/proc/net/udp', '/proc/net/udp6']) {
    try {
      sum += sumDrops(readFileSync(file, 'latin1'), port);
    } catch {
      // Not Linux, or no IPv6: nothing to count there.
    }
  }
  return sum;
}
