/**
 * Registration of one radar: range and azimuth bias estimated on line from plots of objects whose place is known
 * well from elsewhere (self-reports), by a two-state Kalman filter with slow drift.
 */
export class Registration {
  /** m and rad: plot minus truth; subtract from a plot */
  rangeM = 0;
  azimuthRad = 0;
  sdRangeM = 0;
  sdAzimuthRad = 0;
  pairs = 0;
}
