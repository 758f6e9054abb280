/** Live bytes for the process tests: aircraft reported by an ADS-B ground station (CAT021) over UDP. */
import { createSocket } from 'node:dgram';
import { encodeRecords } from '../../src/wire/asterix/index.ts';

/** Middle of the traffic: open ocean. */
const MIDDLE = { lon: -40, lat: 30 } as const;

export function report021(icao: number, n: number, at: number): Uint8Array {
  const encoded = encodeRecords(21, undefined, [
    {
      '010': { SAC: 200, SIC: 1 },
      '040': { ATP: 0 },
      '071': (at % 86_400_000) / 1000,
      '080': icao,
      '090': { NUCRNACV: 2, NUCPNIC: 8, NACP: 9 },
      // Slow straight flight, 3 km apart: 100 m/s east.
      '131': { LAT: MIDDLE.lat + 0.03 * n, LON: MIDDLE.lon + ((at / 1000) % 600) * 0.001 },
      '145': 100 + 10 * n,
      '170': `TEST${n}`,
    },
  ]);
  if (!encoded.ok) throw new Error(encoded.fault.detail);
  return encoded.value;
}

/** Sends `count` aircraft twice a second until stopped. */
export function sendTraffic(port: number, count: number): { stop(): void } {
  const socket = createSocket('udp4');
  socket.on('error', () => undefined);
  const timer = setInterval(() => {
    for (let n = 0; n < count; n++)
      socket.send(report021(0xabc000 + n, n, Date.now()), port, '127.0.0.1');
  }, 500);
  return {
    stop: () => {
      clearInterval(timer);
      socket.close();
    },
  };
}

/** A prohibited circle as the API takes it. */
export function circle(
  name: string,
  radiusM: number,
  place: { lon: number; lat: number } = MIDDLE,
): object {
  return {
    name,
    kind: 'critical-site',
    country: '',
    restriction: 'prohibited',
    rule: {
      environments: [],
      exempt: [],
      lookAheadS: 600,
      minProbability: 0.5,
      priority: 'warning',
    },
    volumes: [
      {
        shape: { type: 'circle', centre: [place.lon, place.lat], radiusM },
        lower: { valueM: 0, reference: 'AMSL', stated: true },
        upper: { valueM: null, reference: 'AMSL', stated: false },
      },
    ],
    applicability: [],
    active: true,
  };
}

/** GeoJSON of small squares beside each other, far from the traffic. */
export function squares(names: readonly string[]): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: names.map((name, n) => ({
      type: 'Feature',
      properties: { name },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [10 + n, 1],
            [10.1 + n, 1],
            [10.1 + n, 1.1],
            [10 + n, 1.1],
            [10 + n, 1],
          ],
        ],
      },
    })),
  });
}
