export {
  type ApplicationContent,
  type AreaNotice,
  type NoticeShape,
  type TableContent,
} from './application.ts';
export { Payload } from './bits.ts';
export { decodeAis, turnOfRaw } from './decode.ts';
export { armour, encodeAis, encodeSentences, type SentenceOptions } from './encode.ts';
export type {
  Acknowledge,
  AddressedBinary,
  AddressedSafety,
  AidToNavigation,
  AisMessage,
  ApplicationData,
  Area,
  AssignmentCommand,
  BaseStationReport,
  BroadcastBinary,
  BroadcastSafety,
  ChannelManagement,
  ClassBExtended,
  ClassBReport,
  DgnssBroadcast,
  Dimensions,
  GroupAssignment,
  Interrogation,
  LinkManagement,
  LongRangeReport,
  PositionReport,
  SarAircraftReport,
  SlotBinary,
  StaticPartA,
  StaticPartB,
  StaticVoyageData,
  UtcInquiry,
} from './messages.ts';
export {
  decodeNmea,
  encodeNmea,
  type Gga,
  type Hdt,
  type NmeaSentence,
  type Rmc,
  type Tll,
  type Ttm,
  type Vtg,
  type Zda,
} from './nmea.ts';
export { AIS, AisReader, type AisStep } from './reader.ts';
