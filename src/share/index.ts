export { writeEd318, writeGeoJson } from './to-geo-zones.ts';
