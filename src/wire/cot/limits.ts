/** Bounds of what is taken. Beyond them the event is refused with `bad-length`; nothing grows. */
export const COT_LIMITS = {
  /** octets of one event or TakMessage */
  eventOctets: 8 << 20,
  /** the same in a stream, where each connection holds one, unless the stream is made for more */
  streamOctets: 1 << 20,
  /** elements inside each other */
  depth: 64,
  /** attributes of one element */
  attributes: 256,
  /** elements and attributes of one event */
  nodes: 50_000,
  /** octets of a uid */
  uidOctets: 1024,
} as const;
