/**
 * A patrol ship's radar over NMEA 0183: targets that its own tracker reports (TTM from the bow or true north, TLL as
 * positions) become plots, once the ship's own position and, for relative bearings, its heading are known and fresh.
 */
import {
  DEG_TO_RAD,
  destination,
  KT_TO_MPS,
  NM_TO_M,
  resolveTimeOfDay,
  wrapTwoPi,
} from '../base/index.ts';
import {
  makePlot,
  PLOT_FORM,
  type Plot,
  type SenseBatch,
  type SourceConfig,
} from '../model/index.ts';
import type { AisMessage, NmeaSentence, Tll, Ttm } from '../wire/ais/index.ts';
import { makeSelfReportSensor } from './self-report-sensor.ts';

/** Own position and heading older than this place no target, ms. */
const OWN_FRESH_MS = 10_000;
/** Standard deviations of a marine radar's tracked target (IEC 62388 asks for 1 % or 30 m, and 1 degree at 95 %). */
const SD_RANGE_M = 30;
const SD_RANGE_PART = 0.01;
const SD_BEARING_RAD = 0.6 * DEG_TO_RAD;
const SD_TLL_M = 60;

export class ShipRadar {
  readonly #config: SourceConfig;
  readonly #sensorId: string;
  #announced = false;
  #latRad = Number.NaN;
  #lonRad = Number.NaN;
  #placedAt = Number.NaN;
  #headingDeg = Number.NaN;
  #headingAt = Number.NaN;
  /** targets that could not be placed because position or heading was not known */
  unplaced = 0;

  constructor(config: SourceConfig) {
    this.#config = config;
    this.#sensorId = `arpa:${config.id}`;
  }

  /** The own ship's AIS report (VDO). */
  takeOwn(message: AisMessage, receivedAt: number): void {
    if (message.type !== 1 && message.type !== 2 && message.type !== 3 && message.type !== 18)
      return;
    this.#place(message.latDeg, message.lonDeg, receivedAt);
    this.#head(message.headingDeg, receivedAt);
  }

  take(sentence: NmeaSentence, receivedAt: number, batch: SenseBatch): void {
    switch (sentence.sentence) {
      case 'GGA':
        if (sentence.quality > 0) this.#place(sentence.latDeg, sentence.lonDeg, receivedAt);
        return;
      case 'RMC':
        if (sentence.valid) this.#place(sentence.latDeg, sentence.lonDeg, receivedAt);
        return;
      case 'HDT':
        this.#head(sentence.headingDeg, receivedAt);
        return;
      case 'VTG':
      case 'ZDA':
        return;
      case 'TTM':
      case 'TLL': {
        if (sentence.status !== 'T') return;
        const plot =
          sentence.sentence === 'TTM'
            ? this.#plotTtm(sentence, receivedAt)
            : this.#plotTll(sentence, receivedAt);
        if (plot === null) this.unplaced++;
        else this.#give(plot, batch);
      }
    }
  }

  #place(latDeg: number | null, lonDeg: number | null, at: number): void {
    if (latDeg === null || lonDeg === null) return;
    this.#latRad = latDeg * DEG_TO_RAD;
    this.#lonRad = lonDeg * DEG_TO_RAD;
    this.#placedAt = at;
  }

  #head(headingDeg: number | null, at: number): void {
    if (headingDeg === null) return;
    this.#headingDeg = headingDeg;
    this.#headingAt = at;
  }

  #give(plot: Plot, batch: SenseBatch): void {
    if (!this.#announced) {
      this.#announced = true;
      const sensor = makeSelfReportSensor(
        this.#sensorId,
        this.#config.id,
        `${this.#config.name} radar`,
      );
      batch.sensors.push({ ...sensor, kind: 'tracks', sdPositionM: SD_TLL_M });
    }
    batch.plots.push(plot);
  }

  /** An angle from the bow as one from true north; NaN while the heading is not known. */
  #trueOf(deg: number, relative: boolean, at: number): number {
    if (!relative) return deg;
    return Math.abs(at - this.#headingAt) <= OWN_FRESH_MS ? deg + this.#headingDeg : Number.NaN;
  }

  #plotTtm(target: Ttm, receivedAt: number): Plot | null {
    if (target.distanceNm === null || target.bearingDeg === null) return null;
    const bearingDeg = this.#trueOf(target.bearingDeg, target.bearingRelative, receivedAt);
    if (Number.isNaN(bearingDeg) || !(Math.abs(receivedAt - this.#placedAt) <= OWN_FRESH_MS))
      return null;
    const bearing = wrapTwoPi(bearingDeg * DEG_TO_RAD);
    const rangeM = target.distanceNm * NM_TO_M;
    const out = new Float64Array(2);
    destination(this.#latRad, this.#lonRad, rangeM, bearing, out);
    const along = Math.max(SD_RANGE_M, SD_RANGE_PART * rangeM) ** 2;
    const across = Math.max(10, SD_BEARING_RAD * rangeM) ** 2;
    const sin = Math.sin(bearing);
    const cos = Math.cos(bearing);
    const courseDeg =
      target.courseDeg === null
        ? Number.NaN
        : this.#trueOf(target.courseDeg, target.courseRelative, receivedAt);
    const speedMps = (target.speedKt ?? Number.NaN) * KT_TO_MPS;
    const vEastMps = speedMps * Math.sin(courseDeg * DEG_TO_RAD);
    return this.#plot(target, receivedAt, {
      latRad: out[0]!,
      lonRad: out[1]!,
      covEE: along * sin * sin + across * cos * cos,
      covEN: (along - across) * sin * cos,
      covNN: along * cos * cos + across * sin * sin,
      vEastMps,
      vNorthMps: speedMps * Math.cos(courseDeg * DEG_TO_RAD),
      sdVelocityMps: Number.isNaN(vEastMps) ? Number.NaN : 1.5,
    });
  }

  #plotTll(target: Tll, receivedAt: number): Plot | null {
    if (target.latDeg === null || target.lonDeg === null) return null;
    return this.#plot(target, receivedAt, {
      latRad: target.latDeg * DEG_TO_RAD,
      lonRad: target.lonDeg * DEG_TO_RAD,
      covEE: SD_TLL_M ** 2,
      covEN: 0,
      covNN: SD_TLL_M ** 2,
    });
  }

  #plot(target: Ttm | Tll, receivedAt: number, given: Partial<Plot>): Plot {
    return makePlot({
      ...given,
      sourceId: this.#config.id,
      sensorId: this.#sensorId,
      at: target.timeOfDayS === null ? receivedAt : resolveTimeOfDay(target.timeOfDayS, receivedAt),
      receivedAt,
      form: PLOT_FORM.position,
      environment: 'sea',
      claims: {
        objectId: `arpa-${target.target}`,
        ...(target.name === null ? {} : { shipName: target.name }),
      },
      simulated: this.#config.simulated,
    });
  }
}
