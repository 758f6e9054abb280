import { decodeFault, fail, ok, type DecodeFault, type Result } from '../../base/index.ts';
import { ProtoReader, readMessage, type ProtoObject } from './protobuf-read.ts';
import { ProtoWriter, writeMessage } from './protobuf-write.ts';
import { messageType, type SapientVersion } from './schema.ts';
import type { SapientMessage } from './types.ts';

/**
 * One SAPIENT message without its length prefix. Nothing but the protobuf layout is checked here: use
 * validateSapient for the standard's rules. A v1 message comes out under its v1 names: see translateV1ToV2.
 * Fault: `truncated`, `bad-value` with the offset and the path of the field.
 */
export function decodeSapient(
  bytes: Uint8Array,
  version: SapientVersion = 2,
): Result<SapientMessage, DecodeFault> {
  const reader = new ProtoReader(bytes);
  const message: ProtoObject = {};
  if (readMessage(reader, messageType(version, 'SapientMessage'), bytes.length, message))
    return ok(message as SapientMessage);
  const code = reader.status === 'ok' ? 'bad-value' : reader.status;
  const item = ['SapientMessage', ...reader.path.reverse()].join('.');
  return fail(decodeFault(code, reader.faultAt, item, reader.detail));
}

const WRITER = new ProtoWriter();

/** Octets of a message without length prefix: fields by number, unknown fields kept. Does not check the rules. */
export function encodeSapient(message: SapientMessage, version: SapientVersion = 2): Uint8Array {
  WRITER.clear();
  writeMessage(WRITER, messageType(version, 'SapientMessage'), message as ProtoObject);
  return WRITER.take();
}

/** What goes over TCP: 4 octets of length, little-endian, then the message. */
export function encodeSapientFrame(
  message: SapientMessage,
  version: SapientVersion = 2,
): Uint8Array {
  return frameSapient(encodeSapient(message, version));
}

/** Puts the length in front of message octets, for example to forward a message as it came. */
export function frameSapient(message: Uint8Array): Uint8Array {
  const out = new Uint8Array(4 + message.length);
  new DataView(out.buffer).setUint32(0, message.length, true);
  out.set(message, 4);
  return out;
}
