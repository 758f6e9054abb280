/** deg W, S, E, N; west > east: over the antimeridian */
export type Box = readonly [number, number, number, number];

/** The one or two boxes that do not cross the antimeridian. */
export function splitBox(box: Box): readonly Box[] {
  const [west, south, east, north] = box;
  if (west <= east) return [box];
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ];
}

/** Whether a place is in the box or on its edge. */
export function isInBox(
  { latDeg, lonDeg }: { readonly latDeg: number; readonly lonDeg: number },
  box: Box,
): boolean {
  return splitBox(box).some(
    ([west, south, east, north]) =>
      lonDeg >= west && lonDeg <= east && latDeg >= south && latDeg <= north,
  );
}
