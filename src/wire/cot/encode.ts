// Hot path: one allocation an event, the octets that leave; below 2.5 microseconds.
import { assert } from '../../base/index.ts';
import { COT_UNKNOWN, type CotEvent } from './event.ts';
import { formatNumber } from './number.ts';
import { OctetSink } from './sink.ts';
import { formatTime, isWritableTime } from './time.ts';

const sink = new OctetSink();
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const UNKNOWN_TEXT = `${COT_UNKNOWN}.0`;

/**
 * An event as XML in UTF-8. Always well-formed: texts are escaped, and what XML cannot carry becomes U+FFFD. The
 * detail's octets leave as they are.
 * @param withDeclaration as streams have it before each event, with a line feed after
 */
export function encodeCot(event: CotEvent, withDeclaration = false): Uint8Array {
  assert(event.uid !== '' && event.type !== '', 'an event has a uid and a type');
  assert(Math.abs(event.latDeg) <= 90 && Math.abs(event.lonDeg) <= 180, 'a point is on the earth');
  assert(
    isWritableTime(event.timeAt) && isWritableTime(event.startAt) && isWritableTime(event.staleAt),
    'times are of the years 1 to 9999',
  );
  sink.start();
  if (withDeclaration) sink.ascii(DECLARATION);
  sink.ascii('<event');
  sink.attribute('version', event.version);
  sink.attribute('uid', event.uid);
  sink.attribute('type', event.type);
  time('time', event.timeAt);
  time('start', event.startAt);
  time('stale', event.staleAt);
  if (event.how !== '') sink.attribute('how', event.how);
  if (event.access !== null) sink.attribute('access', event.access);
  if (event.qos !== null) sink.attribute('qos', event.qos);
  if (event.opex !== null) sink.attribute('opex', event.opex);
  if (event.caveat !== null) sink.attribute('caveat', event.caveat);
  if (event.releaseableTo !== null) sink.attribute('releaseableTo', event.releaseableTo);
  if (event.other !== null)
    for (const [name, value] of event.other) {
      sink.utf8(` ${name}`);
      sink.value(value);
    }
  sink.ascii('><point');
  number('lat', event.latDeg);
  number('lon', event.lonDeg);
  number('hae', event.haeM);
  number('ce', event.ceM);
  number('le', event.leM);
  const { detail } = event;
  if (detail === null) sink.ascii('/></event>');
  else if (detail.xml.length === 0) sink.ascii('/><detail/></event>');
  else {
    sink.ascii('/><detail>');
    sink.raw(detail.xml);
    sink.ascii('</detail></event>');
  }
  return sink.take();
}

function time(name: string, at: number): void {
  sink.octet(32);
  sink.ascii(name);
  sink.ascii('="');
  sink.ascii(formatTime(at));
  sink.octet(34);
}

function number(name: string, value: number | null): void {
  sink.octet(32);
  sink.ascii(name);
  sink.ascii('="');
  sink.ascii(value === null ? UNKNOWN_TEXT : formatNumber(value));
  sink.octet(34);
}
