/**
 * AIS messages (ITU-R M.1371-5, annex 8). What a ship has not got (its "not available" code) is null; other values
 * stand as sent, also impossible ones. Lengths in m, speeds in kt, angles in deg, as the standard has them.
 */

interface Head {
  /** times the message was relayed, 0..3 */
  readonly repeat: number;
  readonly mmsi: number;
}

interface Place {
  /** better than 10 m */
  readonly accurate: boolean;
  readonly lonDeg: number | null;
  readonly latDeg: number | null;
}

/** Distances from the reference point of the position; all 0: not known. */
export interface Dimensions {
  readonly toBowM: number;
  readonly toSternM: number;
  readonly toPortM: number;
  readonly toStarboardM: number;
}

/** 1, 2, 3: class A */
export interface PositionReport extends Head, Place {
  readonly type: 1 | 2 | 3;
  /** 0 under way using engine .. 14 AIS-SART, 15 not defined */
  readonly navStatus: number;
  /** as sent, -127..127; 127 and -127: faster than 5 deg in 30 s, without a turn indicator; null not available */
  readonly turnRaw: number | null;
  /** deg/min, right positive; null when not available or only the direction is known */
  readonly turnDegPerMin: number | null;
  /** 102.2: that or more */
  readonly speedKt: number | null;
  readonly courseDeg: number | null;
  readonly headingDeg: number | null;
  /** 0..59; 61 manual, 62 dead reckoning, 63 positioning inoperative; null not available */
  readonly utcSecond: number | null;
  readonly maneuver: number;
  readonly raim: boolean;
  /** communication state, 19 bits; null when the message was cut before its end */
  readonly radio: number | null;
}

/** 4 base station, 11 answer with UTC and date */
export interface BaseStationReport extends Head, Place {
  readonly type: 4 | 11;
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  readonly hour: number | null;
  readonly minute: number | null;
  readonly second: number | null;
  /** 0 undefined, 1 GPS, 2 GLONASS, 3 combined, 4 Loran-C, 5 Chayka, 6 integrated, 7 surveyed, 8 Galileo, 15 internal */
  readonly epfd: number;
  readonly longRangeControl: boolean;
  readonly raim: boolean;
  readonly radio: number | null;
}

/** 5 */
export interface StaticVoyageData extends Head, Dimensions {
  readonly type: 5;
  readonly aisVersion: number;
  readonly imo: number | null;
  readonly callsign: string | null;
  readonly shipName: string | null;
  readonly shipType: number | null;
  readonly epfd: number;
  readonly etaMonth: number | null;
  readonly etaDay: number | null;
  readonly etaHour: number | null;
  readonly etaMinute: number | null;
  readonly draughtM: number | null;
  readonly destination: string | null;
  readonly dteUnavailable: boolean;
}

/** Bits of an application: `dac` and `fi` say whose; `content` when they are known here. */
export interface ApplicationData {
  readonly dac: number;
  readonly fi: number;
  /** as hex, the last octet filled with zeros */
  readonly data: string;
  readonly dataBits: number;
  readonly content: import('./application.ts').ApplicationContent | null;
}

/** 6 */
export interface AddressedBinary extends Head, ApplicationData {
  readonly type: 6;
  readonly sequence: number;
  readonly destMmsi: number;
  readonly retransmit: boolean;
}

/** 7 binary acknowledge, 13 safety acknowledge */
export interface Acknowledge extends Head {
  readonly type: 7 | 13;
  readonly acknowledged: readonly { readonly mmsi: number; readonly sequence: number }[];
}

/** 8 */
export interface BroadcastBinary extends Head, ApplicationData {
  readonly type: 8;
}

/** 9 */
export interface SarAircraftReport extends Head, Place {
  readonly type: 9;
  /** 4094: that or more */
  readonly altitudeM: number | null;
  readonly speedKt: number | null;
  readonly courseDeg: number | null;
  readonly utcSecond: number | null;
  readonly regional: number;
  readonly dteUnavailable: boolean;
  readonly assigned: boolean;
  readonly raim: boolean;
  /** 20 bits with the selector */
  readonly radio: number | null;
}

/** 10 */
export interface UtcInquiry extends Head {
  readonly type: 10;
  readonly destMmsi: number;
}

/** 12 */
export interface AddressedSafety extends Head {
  readonly type: 12;
  readonly sequence: number;
  readonly destMmsi: number;
  readonly retransmit: boolean;
  readonly text: string | null;
}

/** 14 */
export interface BroadcastSafety extends Head {
  readonly type: 14;
  readonly text: string | null;
}

/** 15 */
export interface Interrogation extends Head {
  readonly type: 15;
  readonly requests: readonly {
    readonly mmsi: number;
    readonly messageType: number;
    readonly slotOffset: number;
  }[];
}

/** 16 */
export interface AssignmentCommand extends Head {
  readonly type: 16;
  readonly assignments: readonly {
    readonly mmsi: number;
    readonly offset: number;
    readonly increment: number;
  }[];
}

/** 17 */
export interface DgnssBroadcast extends Head {
  readonly type: 17;
  readonly lonDeg: number | null;
  readonly latDeg: number | null;
  readonly data: string;
  readonly dataBits: number;
}

/** 18 */
export interface ClassBReport extends Head, Place {
  readonly type: 18;
  readonly reserved: number;
  readonly speedKt: number | null;
  readonly courseDeg: number | null;
  readonly headingDeg: number | null;
  readonly utcSecond: number | null;
  readonly regional: number;
  readonly carrierSense: boolean;
  readonly display: boolean;
  readonly dsc: boolean;
  readonly band: boolean;
  readonly message22: boolean;
  readonly assigned: boolean;
  readonly raim: boolean;
  readonly radio: number | null;
}

/** 19 */
export interface ClassBExtended extends Head, Place, Dimensions {
  readonly type: 19;
  readonly reserved: number;
  readonly speedKt: number | null;
  readonly courseDeg: number | null;
  readonly headingDeg: number | null;
  readonly utcSecond: number | null;
  readonly regional: number;
  readonly shipName: string | null;
  readonly shipType: number | null;
  readonly epfd: number;
  readonly raim: boolean;
  readonly dteUnavailable: boolean;
  readonly assigned: boolean;
}

/** 20 */
export interface LinkManagement extends Head {
  readonly type: 20;
  readonly reservations: readonly {
    readonly offset: number;
    readonly slots: number;
    readonly timeoutMin: number;
    readonly increment: number;
  }[];
}

/** 21 */
export interface AidToNavigation extends Head, Place, Dimensions {
  readonly type: 21;
  /** 0 not specified, 1 reference point, 2 RACON, 3 fixed structure, 4 wreck mark, 5..31 lights, beacons, buoys */
  readonly aidType: number;
  /** with its extension */
  readonly name: string | null;
  readonly epfd: number;
  readonly utcSecond: number | null;
  readonly offPosition: boolean;
  readonly regional: number;
  readonly raim: boolean;
  readonly virtual: boolean;
  readonly assigned: boolean;
}

/** North-east and south-west corners. */
export interface Area {
  readonly neLonDeg: number;
  readonly neLatDeg: number;
  readonly swLonDeg: number;
  readonly swLatDeg: number;
}

/** 22 */
export interface ChannelManagement extends Head {
  readonly type: 22;
  readonly channelA: number;
  readonly channelB: number;
  readonly txRx: number;
  readonly lowPower: boolean;
  /** exactly one of the two is not null */
  readonly area: Area | null;
  readonly destMmsis: readonly [number, number] | null;
  readonly narrowA: boolean;
  readonly narrowB: boolean;
  readonly zoneSize: number;
}

/** 23 */
export interface GroupAssignment extends Head {
  readonly type: 23;
  readonly area: Area;
  readonly stationType: number;
  readonly shipType: number;
  readonly txRx: number;
  readonly interval: number;
  /** min of silence */
  readonly quietMin: number;
}

/** 24 part A */
export interface StaticPartA extends Head {
  readonly type: 24;
  readonly part: 'A';
  readonly shipName: string | null;
}

/** 24 part B */
export interface StaticPartB extends Head, Dimensions {
  readonly type: 24;
  readonly part: 'B';
  readonly shipType: number | null;
  readonly vendorId: string | null;
  readonly unitModel: number;
  readonly serial: number;
  readonly callsign: string | null;
  /** auxiliary craft (MMSI 98...) name their mother ship where others give dimensions, which are 0 then */
  readonly mothershipMmsi: number | null;
  readonly epfd: number;
}

/** 25 single slot, 26 multiple slot binary */
export interface SlotBinary extends Head {
  readonly type: 25 | 26;
  readonly destMmsi: number | null;
  /** dac * 64 + fi; null when unstructured */
  readonly applicationId: number | null;
  readonly data: string;
  readonly dataBits: number;
  /** 26: communication state, 20 bits with the selector; 25: null */
  readonly radio: number | null;
}

/** 27 */
export interface LongRangeReport extends Head, Place {
  readonly type: 27;
  readonly raim: boolean;
  readonly navStatus: number;
  readonly speedKt: number | null;
  readonly courseDeg: number | null;
  /** the position is older than 5 s */
  readonly delayed: boolean;
}

export type AisMessage =
  | PositionReport
  | BaseStationReport
  | StaticVoyageData
  | AddressedBinary
  | Acknowledge
  | BroadcastBinary
  | SarAircraftReport
  | UtcInquiry
  | AddressedSafety
  | BroadcastSafety
  | Interrogation
  | AssignmentCommand
  | DgnssBroadcast
  | ClassBReport
  | ClassBExtended
  | LinkManagement
  | AidToNavigation
  | ChannelManagement
  | GroupAssignment
  | StaticPartA
  | StaticPartB
  | SlotBinary
  | LongRangeReport;
