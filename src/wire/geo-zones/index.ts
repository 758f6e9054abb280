export { checkEd318, type SchemaFault } from './ed318-check.ts';
export { writeEd318File, type Ed318Head } from './ed318-write.ts';
export { writeGeoJsonFile } from './geojson-write.ts';
export { readGeoZones } from './read.ts';
export {
  GEO_ZONE_FORMATS,
  type GeoDay,
  type GeoDayTime,
  type GeoFinding,
  type GeoLimit,
  type GeoPeriod,
  type GeoRestriction,
  type GeoShape,
  type GeoSlot,
  type GeoVolume,
  type GeoZoneFormat,
  type GeoZoneRecord,
  type GeoZoneSet,
  type LangText,
} from './record.ts';
