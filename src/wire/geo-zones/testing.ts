/** For tests: one ED-269 zone that is in order, to change one thing of. */
type Fields = Readonly<Record<string, unknown>>;

/** One square degree, 28 E 45 N, from the ground to 120 m. */
export function ed269Zone(fields: Fields = {}, volume: Fields = {}): Fields {
  return {
    identifier: 'RO-1',
    country: 'ROU',
    name: 'Test',
    type: 'COMMON',
    restriction: 'PROHIBITED',
    reason: ['OTHER'],
    applicability: [{ permanent: 'YES' }],
    geometry: [
      {
        uomDimensions: 'M',
        lowerLimit: 0,
        lowerVerticalReference: 'AGL',
        upperLimit: 120,
        upperVerticalReference: 'AGL',
        horizontalProjection: { type: 'Polygon', coordinates: SQUARE },
        ...volume,
      },
    ],
    ...fields,
  };
}

export const SQUARE = [
  [
    [28, 45],
    [29, 45],
    [29, 46],
    [28, 46],
    [28, 45],
  ],
];
