// Hot path: one view an event and the texts of its numbers; below 2.5 microseconds.
import { assert } from '../../base/index.ts';
import { COT_UNKNOWN, type CotEvent } from './event.ts';
import { formatNumber } from './number.ts';
import { OctetSink } from './sink.ts';
import { isWritableTime, writeTime } from './time.ts';

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
  sink.ascii(withDeclaration ? `${DECLARATION}<event` : '<event');
  sink.attribute(' version="', event.version);
  sink.attribute(' uid="', event.uid);
  sink.attribute(' type="', event.type);
  sink.ascii(' time="');
  writeTime(sink, event.timeAt);
  sink.ascii('" start="');
  writeTime(sink, event.startAt);
  sink.ascii('" stale="');
  writeTime(sink, event.staleAt);
  sink.octet(34);
  if (event.how !== '') sink.attribute(' how="', event.how);
  if (event.access !== null) sink.attribute(' access="', event.access);
  if (event.qos !== null) sink.attribute(' qos="', event.qos);
  if (event.opex !== null) sink.attribute(' opex="', event.opex);
  if (event.caveat !== null) sink.attribute(' caveat="', event.caveat);
  if (event.releaseableTo !== null) sink.attribute(' releaseableTo="', event.releaseableTo);
  if (event.other !== null)
    for (const [name, value] of event.other) {
      sink.utf8(` ${name}`);
      sink.attribute('="', value);
    }
  sink.ascii('><point lat="');
  sink.ascii(formatNumber(event.latDeg));
  sink.ascii('" lon="');
  sink.ascii(formatNumber(event.lonDeg));
  sink.ascii('" hae="');
  sink.ascii(event.haeM === null ? UNKNOWN_TEXT : formatNumber(event.haeM));
  sink.ascii('" ce="');
  sink.ascii(event.ceM === null ? UNKNOWN_TEXT : formatNumber(event.ceM));
  sink.ascii('" le="');
  sink.ascii(event.leM === null ? UNKNOWN_TEXT : formatNumber(event.leM));
  const { detail } = event;
  if (detail === null) sink.ascii('"/></event>');
  else if (detail.xml.length === 0) sink.ascii('"/><detail/></event>');
  else {
    sink.ascii('"/><detail>');
    sink.raw(detail.xml);
    sink.ascii('</detail></event>');
  }
  return sink.take();
}
