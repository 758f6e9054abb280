export {
  containmentRadius,
  heightOfGva,
  radiusOfNacP,
  radiusOfTypeCode,
  velocityOfNacV,
} from './accuracy.ts';
export type { AcasAdvisory } from './acas.ts';
export {
  EMERGENCIES,
  readSquitter,
  type AirbornePosition,
  type EmergencyStatus,
  type Identification,
  type NoPosition,
  type OtherSquitter,
  type SquitterContent,
  type SurfacePosition,
  type Velocity,
} from './adsb.ts';
export { Aircraft, aircraftKey, fresh } from './aircraft.ts';
export {
  decodeAircraftJson,
  encodeAircraftJson,
  type AircraftEntry,
  type AircraftReport,
} from './aircraft-json.ts';
export { formatSquawk } from './altitude.ts';
export { AVR, AvrReader, encodeAvrFrame, type AvrStep } from './avr.ts';
export { BEAST, BeastReader, encodeBeastFrame, type BeastStep } from './beast.ts';
export { readCommB, type CommB, type CommBHistory } from './comm-b.ts';
export {
  decodeCprGlobal,
  decodeCprLocal,
  decodeCprSurface,
  encodeCpr,
  type CprPair,
} from './cpr.ts';
export { ModesDecoder, VERDICT, type ModesOptions, type Verdict } from './decoder.ts';
export { encodeRegister, encodeSquitterContent } from './encode-content.ts';
export { encodeModes } from './encode-message.ts';
export {
  encodeAllCall,
  encodeAltitudeReply,
  encodeExtendedSquitter,
  encodeIdentityReply,
  meAirbornePosition,
  meAirspeed,
  meEmergency,
  meIdentification,
  meOperationalStatus,
  meSurfacePosition,
  meVelocity,
  type AirborneFields,
  type AirspeedFields,
  type SquitterHead,
  type StatusFields,
  type SurfaceFields,
  type SurveillanceFields,
  type VelocityFields,
} from './encode.ts';
export {
  decodeModes,
  type AirAir,
  type AllCall,
  type CommD,
  type ExtendedSquitter,
  type ModesMessage,
  type ReadOptions,
  type Surveillance,
} from './message.ts';
export { JsonFrames, MOST_JSON_OCTETS } from './json-frames.ts';
export type { OperationalStatus } from './operational-status.ts';
export { FIX, type Fix } from './position.ts';
export {
  readRegister,
  type AircraftIdentification,
  type AirReferencedState,
  type DataLinkCapability,
  type GicbCapability,
  type HeadingAndSpeed,
  type MeteorologicalHazard,
  type MeteorologicalRoutine,
  type Register,
  type RegisterNumber,
  type SelectedVerticalIntention,
  type TrackAndTurn,
} from './registers.ts';
export {
  decodeSbs,
  decodeSbsStream,
  encodeSbs,
  SBS_KINDS,
  type SbsKind,
  type SbsMessage,
} from './sbs.ts';
export type { TargetState } from './target-state.ts';
