/**
 * Contents of squitters and registers back into their 56 bits: the inverse of readSquitter and readRegister. Bits that
 * the standards reserve are 0; for all else reading gives the same values again. Layouts and sources: adsb.ts,
 * target-state.ts, operational-status.ts, acas.ts, registers.ts.
 */
import type { AcasAdvisory } from './acas.ts';
import { EMERGENCIES, type SquitterContent, type Velocity } from './adsb.ts';
import { ac12OfAltitude, ac13OfAltitude, id13OfSquawk } from './altitude.ts';
import { put } from './encode.ts';
import type { OperationalStatus } from './operational-status.ts';
import {
  GICB_REGISTERS,
  type DataLinkCapability,
  type MeteorologicalHazard,
  type MeteorologicalRoutine,
  type Register,
  type SelectedVerticalIntention,
} from './registers.ts';
import type { TargetState } from './target-state.ts';
import { sixBitsOf } from './text.ts';

/** One field being filled; bits are counted from 1. */
class Field {
  readonly bytes = new Uint8Array(7);

  bits(first: number, count: number, value: number): this {
    put(this.bytes, 0, first, count, value < 0 ? value + 2 ** count : value);
    return this;
  }

  flag(bit: number, value: boolean | null): this {
    if (value === true) put(this.bytes, 0, bit, 1, 1);
    return this;
  }

  /** A status bit and the value behind it; nothing when the value is not available. */
  status(first: number, count: number, value: number | null, step = 1): this {
    if (value === null) return this;
    return this.bits(first, 1, 1).bits(first + 1, count, Math.round(value / step));
  }

  /** A value coded as its steps plus one, 0 being "not available". */
  orNone(first: number, count: number, value: number | null, step = 1): this {
    return value === null ? this : this.bits(first, count, Math.round(value / step) + 1);
  }

  callsign(text: string | null): this {
    // Blank: null says the same of blanks and of what is no call sign.
    sixBitsOf(text ?? '').forEach((six, i) => this.bits(9 + 6 * i, 6, six));
    return this;
  }
}

/** An ME field of 7 octets; null for content 'other', of which only its raw bits tell more. */
export function encodeSquitterContent(content: SquitterContent): Uint8Array | null {
  const field = new Field();
  switch (content.type) {
    case 'identification':
      field.bits(1, 5, content.typeCode).bits(6, 3, Number(content.category[1]));
      return field.callsign(content.callsign).bytes;
    case 'surface-position':
      field.bits(1, 5, content.typeCode).bits(6, 7, content.movement);
      if (content.trackDeg !== null)
        field.bits(13, 1, 1).bits(14, 7, Math.round(content.trackDeg / (360 / 128)) & 127);
      return putPlace(field, content).bytes;
    case 'airborne-position':
      field.bits(1, 5, content.typeCode).bits(6, 2, content.surveillanceStatus);
      field.flag(8, content.nicB).bits(9, 12, ac12OfAltitude(content.altitudeFt ?? Number.NaN));
      return putPlace(field, content).bytes;
    case 'no-position':
      return field.bits(9, 12, ac12OfAltitude(content.altitudeFt ?? Number.NaN)).bytes;
    case 'velocity':
      return putVelocity(field, content).bytes;
    case 'emergency-status':
      field.bits(1, 5, 28).bits(6, 3, 1).bits(9, 3, EMERGENCIES.indexOf(content.emergency));
      return field.bits(12, 13, content.mode3A === null ? 0 : id13OfSquawk(content.mode3A)).bytes;
    case 'acas-advisory':
      return putAcas(field.bits(1, 5, 28).bits(6, 3, 2), content).bytes;
    case 'target-state':
      return putTargetState(field, content).bytes;
    case 'operational-status':
      return putOperationalStatus(field, content).bytes;
    case 'other':
      return null;
  }
}

function putPlace(
  field: Field,
  at: { timeSync: boolean; odd: boolean; cprLat: number; cprLon: number },
): Field {
  field.flag(21, at.timeSync).flag(22, at.odd);
  return field.bits(23, 17, at.cprLat).bits(40, 17, at.cprLon);
}

function putVelocity(field: Field, v: Velocity): Field {
  const step = (v.subtype & 1) === 0 ? 4 : 1;
  field.bits(1, 5, 19).bits(6, 3, v.subtype).bits(11, 3, v.nacV);
  if (v.subtype <= 2) {
    for (const [sign, value] of [
      [14, v.eastKt],
      [25, v.northKt],
    ] as const)
      field.flag(sign, value !== null && value < 0).orNone(sign + 1, 10, magnitude(value), step);
  } else {
    if (v.headingDeg !== null)
      field.bits(14, 1, 1).bits(15, 10, Math.round(v.headingDeg / (360 / 1024)) & 1023);
    field.flag(25, v.airspeedKind === 'tas').orNone(26, 10, v.airspeedKt, step);
  }
  field.flag(36, v.verticalRateFrom === 'baro');
  field.flag(37, (v.verticalRateFpm ?? 0) < 0).orNone(38, 9, magnitude(v.verticalRateFpm), 64);
  return field.flag(49, (v.geoMinusBaroFt ?? 0) < 0).orNone(50, 7, magnitude(v.geoMinusBaroFt), 25);
}

function magnitude(value: number | null): number | null {
  return value === null ? null : Math.abs(value);
}

/** Bits 9..56; what stands before them is the caller's. */
function putAcas(field: Field, acas: AcasAdvisory): Field {
  field.bits(9, 14, acas.activeAdvisories).bits(23, 4, acas.complements);
  field.flag(27, acas.terminated).flag(28, acas.multipleThreats).bits(29, 2, acas.threatKind);
  if (acas.threatKind === 1) field.bits(31, 24, acas.threatIcao ?? 0);
  if (acas.threatKind === 2) {
    field.bits(31, 13, ac13OfAltitude(acas.threatAltitudeFt ?? Number.NaN));
    field.orNone(44, 7, acas.threatRangeNm, 0.1).orNone(51, 6, acas.threatBearingDeg, 6);
  }
  return field;
}

function putTargetState(field: Field, t: TargetState): Field {
  field.bits(1, 5, 29).bits(6, 2, t.subtype);
  field.bits(40, 4, t.nacP).flag(44, t.nicBaro).bits(45, 2, t.sil);
  if (t.subtype === 0) return putTargetStateA(field, t);
  field.flag(9, t.selectedAltitudeFrom === 'fms').orNone(10, 11, t.selectedAltitudeFt, 32);
  if (t.qnhHpa !== null) field.bits(21, 9, Math.round((t.qnhHpa - 800) / 0.8) + 1);
  if (t.selectedHeadingDeg !== null)
    field.bits(30, 1, 1).bits(31, 9, Math.round(t.selectedHeadingDeg / (360 / 512)) & 511);
  field
    .flag(47, t.autopilot !== null)
    .flag(48, t.autopilot)
    .flag(49, t.vnav);
  field.flag(50, t.altitudeHold).flag(52, t.approach).flag(53, t.tcasOperational);
  return field.flag(54, t.lnav);
}

/** Subtype 0, DO-260A. Bits 8, 9: where the altitude is from; 26, 27: the heading. */
function putTargetStateA(field: Field, t: TargetState): Field {
  const from = t.selectedAltitudeFrom;
  const vertical =
    from === 'mcp-fcu' ? 1 : from === 'fms' ? 3 : t.selectedAltitudeFt === null ? 0 : 2;
  field.bits(8, 2, vertical);
  if (t.selectedAltitudeFt !== null)
    field.bits(16, 10, Math.round((t.selectedAltitudeFt + 1000) / 100));
  else if (vertical !== 0) field.bits(16, 10, 1023);
  if (t.selectedHeadingDeg !== null)
    field.bits(26, 2, 1).bits(28, 9, Math.round(t.selectedHeadingDeg));
  return field.flag(52, !t.tcasOperational).bits(54, 3, t.emergency ?? 0);
}

/** Capability class and mode are kept as they stand and hold the single values again. */
function putOperationalStatus(field: Field, s: OperationalStatus): Field {
  field.bits(1, 5, 31).bits(6, 3, s.onGround ? 1 : 0);
  field.bits(9, 16, s.capabilityClass).bits(25, 16, s.operationalMode);
  field.bits(41, 3, s.version).flag(44, s.nicA).bits(45, 4, s.nacP).bits(51, 2, s.sil);
  if (s.gva !== null) field.bits(49, 2, s.gva);
  return field.flag(53, s.nicBaro).flag(54, s.magneticNorth).flag(55, s.silPerSample);
}

/** An MB field of 7 octets. */
export function encodeRegister(register: Register): Uint8Array {
  const field = new Field();
  switch (register.type) {
    case 'data-link-capability':
      return putDataLink(field, register).bytes;
    case 'gicb-capability':
      for (const name of register.registers) field.bits(GICB_REGISTERS.indexOf(name) + 1, 1, 1);
      return field.bytes;
    case 'aircraft-identification':
      return field.bits(1, 8, 0x20).callsign(register.callsign).bytes;
    case 'acas-advisory':
      return putAcas(field.bits(1, 8, 0x30), register).bytes;
    case 'selected-vertical-intention':
      return putIntention(field, register).bytes;
    case 'meteorological-routine':
      return putRoutine(field, register).bytes;
    case 'meteorological-hazard':
      return putHazard(field, register).bytes;
    case 'track-and-turn':
      field.status(1, 10, register.rollDeg, 45 / 256);
      putAngle(field, 12, register.trackDeg).status(24, 10, register.groundSpeedKt, 2);
      field.status(35, 10, register.trackRateDegPerS, 8 / 256);
      return field.status(46, 10, register.trueAirspeedKt, 2).bytes;
    case 'air-referenced-state':
      putAngle(field, 1, register.magneticHeadingDeg).status(13, 10, register.indicatedAirspeedKt);
      field.status(24, 9, register.mach, 0.008).status(34, 12, register.trueAirspeedKt, 0.5);
      return field.status(47, 9, register.altitudeRateFpm, 64).bytes;
    case 'heading-and-speed':
      putAngle(field, 1, register.magneticHeadingDeg).status(13, 10, register.indicatedAirspeedKt);
      field.status(24, 10, register.mach, 2.048 / 512).status(35, 10, register.baroRateFpm, 32);
      return field.status(46, 10, register.inertialRateFpm, 32).bytes;
  }
}

function putDataLink(field: Field, d: DataLinkCapability): Field {
  field.bits(1, 8, 0x10).flag(9, d.continuation).flag(15, d.overlayCommand);
  field.flag(16, d.acasOperational).bits(17, 7, d.subnetworkVersion).flag(24, d.level5);
  field.flag(25, d.specificServices).bits(26, 3, d.uplinkElm).bits(29, 4, d.downlinkElm);
  field.flag(33, d.identification).flag(34, d.squitter).flag(35, d.surveillanceIdentifier);
  field.flag(36, d.commonUsageGicb).flag(37, d.acasHybrid).flag(38, d.acasAdvisories);
  return field.bits(39, 2, d.acasVersion).bits(41, 16, d.dteStatus);
}

const TARGET_FROM = ['unknown', 'aircraft', 'mcp-fcu', 'fms'] as const;

function putIntention(field: Field, i: SelectedVerticalIntention): Field {
  field.status(1, 12, i.mcpAltitudeFt, 16).status(14, 12, i.fmsAltitudeFt, 16);
  if (i.qnhHpa !== null) field.bits(27, 1, 1).bits(28, 12, Math.round((i.qnhHpa - 800) * 10));
  field
    .flag(48, i.vnav !== null)
    .flag(49, i.vnav)
    .flag(50, i.altitudeHold)
    .flag(51, i.approach);
  if (i.targetFrom !== null) field.bits(54, 1, 1).bits(55, 2, TARGET_FROM.indexOf(i.targetFrom));
  return field;
}

function putRoutine(field: Field, m: MeteorologicalRoutine): Field {
  field.bits(1, 4, m.source);
  if (m.windSpeedKt !== null && m.windDirectionDeg !== null)
    field
      .bits(5, 1, 1)
      .bits(6, 9, m.windSpeedKt)
      .bits(15, 9, Math.round(m.windDirectionDeg / (180 / 256)) & 511);
  field.bits(24, 11, Math.round(m.temperatureC / 0.25)).status(35, 11, m.pressureHpa);
  return field.status(47, 2, m.turbulence).status(50, 6, m.humidityPercent, 100 / 64);
}

function putHazard(field: Field, h: MeteorologicalHazard): Field {
  field.status(1, 2, h.turbulence).status(4, 2, h.windShear).status(7, 2, h.microburst);
  field.status(10, 2, h.icing).status(13, 2, h.wakeVortex).status(16, 10, h.temperatureC, 0.25);
  return field.status(27, 11, h.pressureHpa).status(39, 12, h.radioHeightFt, 16);
}

/** An angle of 11 bits, sign first, 90/512 deg a step, given as [0, 360). */
function putAngle(field: Field, status: number, deg: number | null): Field {
  if (deg === null) return field;
  return field.bits(status, 1, 1).bits(status + 1, 11, Math.round(deg / (90 / 512)) & 2047);
}
