/**
 * What carries messages between nodes: mutual TLS from node to node (peer-links.ts) or NATS. The federation asks little
 * of it: messages may be lost, repeated or come late, and are then sent again. Two things it must hold to: the member
 * it names as the sender is the sender (it holds the key that isKeyOf accepts), and messages of one sender come in the
 * order in which they were sent while the link is up.
 */
export interface Transport {
  /** Begins to reach the peers. Gives the port it listens on; 0 when it does not listen. Rejects when it cannot. */
  start(): Promise<number>;
  /** Sends, or drops when the link is down or too far behind (it then closes the link). At most MAX_FRAME_OCTETS. */
  send(member: string, text: string): void;
  /** A member that was admitted or moved while the node runs: HOST:PORT to dial; null: it dials us. */
  setPeer(member: string, address: string | null): void;
  /** Ends the link with a member at once: its key is no longer the pinned one. It may come back with the right one. */
  cut(member: string): void;
  /** No callback is called after it has resolved. */
  stop(): Promise<void>;
}

/** What a transport asks and tells its node. */
export interface TransportEvents {
  /** changes of this node's key, for peers that know an older one */
  rotations(): readonly unknown[];
  /** whether somebody by this name is admitted here at all */
  isMember(member: string): boolean;
  /** whether a key that a peer has proved to hold is that member's, by what is pinned and these changes of key */
  isKeyOf(member: string, publicKey: string, rotations: readonly unknown[]): boolean;
  /** once before the first message; again after onDown */
  onUp(member: string): void;
  onDown(member: string): void;
  onMessage(member: string, text: string): void;
  /** somebody was not let in, and why */
  onRefused(who: string, why: string): void;
}
