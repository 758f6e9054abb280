/** Every message, squitter content and register: what is read of random bits is written and read again the same. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random, toHex } from '../../base/index.ts';
import { readSquitter } from './adsb.ts';
import { altitudeOfAc13, ac13OfAltitude } from './altitude.ts';
import { writeParity } from './crc.ts';
import { encodeRegister, encodeSquitterContent } from './encode-content.ts';
import { encodeModes } from './encode-message.ts';
import { decodeModes } from './message.ts';
import { readRegister, type Register } from './registers.ts';

const TURNS = 2_000;

function halves(bytes: Uint8Array): [hi: number, lo: number] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return [view.getUint32(0), view.getUint32(3) & 0xffffff];
}

for (let typeCode = 0; typeCode < 32; typeCode++)
  test(`type code ${typeCode}: a content is written and read again the same`, () => {
    const random = new Random(typeCode);
    for (let turn = 0; turn < TURNS; turn++) {
      const hi = ((typeCode << 27) | (random.nextUint32() >>> 5)) >>> 0;
      const content = readSquitter(hi, random.below(0x1000000));
      const me = encodeSquitterContent(content);
      if (me === null) assert.equal(content.type, 'other');
      else assert.deepEqual(readSquitter(...halves(me)), content, `turn ${turn}`);
    }
  });

for (const register of ['1,0', '1,7', '2,0', '3,0', '4,0', '4,4', '4,5', '5,0', '5,3', '6,0'])
  test(`register ${register}: a content is written and read again the same`, () => {
    const random = new Random(register.charCodeAt(0) * 100 + register.charCodeAt(2));
    for (let turn = 0; turn < TURNS; turn++) {
      const content = readRegister(register, random.nextUint32(), random.below(0x1000000));
      const mb = encodeRegister(content as Register);
      assert.deepEqual(readRegister(register, ...halves(mb)), content, `turn ${turn}`);
    }
  });

for (const df of [0, 4, 5, 11, 16, 17, 18, 20, 21, 24])
  test(`DF${df}: a message is written and read again the same, and its octets stay`, () => {
    const random = new Random(df);
    for (let turn = 0; turn < TURNS; turn++) {
      const bytes = Uint8Array.from({ length: df < 16 ? 7 : 14 }, () => random.below(256));
      bytes[0] = (df << 3) | random.below(df === 24 ? 16 : 8);
      const overlay =
        df === 17 || df === 18 ? 0 : df === 11 ? random.below(80) : random.below(1 << 24);
      writeParity(bytes, overlay);
      const first = decodeModes(bytes);
      assert.ok(first.ok);
      const written = encodeModes(first.value);
      const again = decodeModes(written);
      assert.ok(again.ok);
      assert.deepEqual(again.value, first.value, toHex(bytes));
      assert.equal(toHex(encodeModes(again.value)), toHex(written));
      if (df === 11 || df === 17 || df === 18) assert.equal(toHex(written), toHex(bytes));
    }
  });

test('every altitude that a code can say is written as a code that says it', () => {
  const altitudes = new Set(Array.from({ length: 8192 }, (_, code) => altitudeOfAc13(code)));
  for (const altitudeFt of altitudes)
    if (altitudeFt !== null) assert.equal(altitudeOfAc13(ac13OfAltitude(altitudeFt)), altitudeFt);
  assert.ok(altitudes.size > 2500);
});
