export { fromStanag4774 } from './from-stanag-4774.ts';
export { previewRelease, ReleaseGate, underCeiling, type Preview } from './releasability.ts';
export { toStanag4774 } from './to-stanag-4774.ts';
export { writeEd318, writeGeoJson } from './to-geo-zones.ts';
