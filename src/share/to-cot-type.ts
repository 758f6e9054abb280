/** The function part of a CoT type from what is known of a track. */
import type { Identity, TrackDetail } from '../model/index.ts';
import type { CotDimension } from '../wire/cot/index.ts';

/** Below this confidence a class says nothing. */
const LEAST_CONFIDENCE = 0.4;
/** Below this probability the movement says nothing. */
const LEAST_LIKE = 0.6;

export function functionOf(
  dimension: CotDimension,
  detail: TrackDetail | null,
  identity: Identity,
): string {
  if (detail === null) return '';
  const word = bestClass(detail);
  if (dimension === 'air') return airFunction(word, detail, identity);
  if (dimension === 'sea-surface') return seaFunction(detail);
  return dimension === 'ground' && /vehicle/.test(word) ? 'E-V' : '';
}

function bestClass(detail: TrackDetail): string {
  let best = '';
  let most = LEAST_CONFIDENCE;
  for (const { type, confidence } of detail.classes)
    if (confidence >= most) [best, most] = [type.toLowerCase(), confidence];
  // nobody has a word for it: what moves like a drone is drawn as one
  if (detail.classes.length === 0 && (detail.kinds?.drone ?? 0) >= LEAST_LIKE) return 'drone';
  return best;
}

/** A drone that says who it is and is no suspect is civil; any other is shown as military, which all clients draw. */
function airFunction(word: string, detail: TrackDetail, identity: Identity): string {
  const drone = detail.uasId !== null || /\buav\b|\buas\b|drone|unmanned/.test(word);
  const rotary = /rotary|copter|quad|hexa|multirotor|vtol/.test(word);
  const suspect = identity === 'hostile' || identity === 'suspect';
  if (drone) {
    if (detail.uasId !== null && !suspect) return rotary ? 'C-H-q' : 'C-F-q';
    return rotary ? 'M-H-Q' : 'M-F-Q';
  }
  if (/missile|rocket/.test(word)) return 'W-M';
  if (/balloon|airship/.test(word)) return suspect ? 'M-L' : 'C-L';
  if (rotary) return detail.icao === null ? 'M-H' : 'C-H';
  if (detail.icao !== null) return 'C-F';
  return /aircraft|aeroplane|airplane|fixed wing/.test(word) ? 'M-F' : '';
}

/** By the type of ship that AIS gives (ITU-R M.1371-5, table 53). */
function seaFunction({ shipType, mmsi }: TrackDetail): string {
  if (shipType === 30) return 'X-F';
  if (shipType === 35) return 'C';
  if (shipType === 36 || shipType === 37) return 'X-R';
  if (shipType !== null && shipType >= 60 && shipType < 70) return 'X-M-P';
  if (shipType !== null && shipType >= 70 && shipType < 80) return 'X-M-C';
  if (shipType !== null && shipType >= 80 && shipType < 90) return 'X-M-O';
  return mmsi === null ? '' : 'X';
}
