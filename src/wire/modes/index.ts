export { AVR, AvrReader, encodeAvrFrame, type AvrStep } from './avr.ts';
export { BEAST, BeastReader, encodeBeastFrame, type BeastStep } from './beast.ts';
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
