import { TWO_PI, wrapTwoPi, type Random } from '../../base/index.ts';
import type { LonLat } from '../demo-area.ts';
import { makeTruthState } from '../motion.ts';
import { inSpan, stateAt, type Truth, type TruthObject } from '../truth.ts';
import { detectionProbability, look, makeSight, makeSite, type Site } from './sensor.ts';

/** A turning radar as it is built and as it errs. */
export interface RadarBuild {
  readonly id: string;
  readonly name: string;
  readonly at: LonLat;
  /** antenna above sea level, m */
  readonly heightM: number;
  readonly sac: number;
  readonly sic: number;
  /** one turn, s */
  readonly periodS: number;
  readonly sectors: number;
  readonly sees: 'air' | 'sea';
  readonly minRangeM: number;
  readonly maxRangeM: number;
  /** primary: range at which 1 m^2 is seen 4 times in 5 */
  readonly referenceM: number;
  /** secondary: range of the interrogator, m; 0 = none */
  readonly ssrRangeM: number;
  /** measures elevation */
  readonly threeD: boolean;
  readonly sdRangeM: number;
  readonly sdAzimuthRad: number;
  readonly sdElevationRad: number;
  readonly biasRangeM: number;
  readonly biasAzimuthRad: number;
  /** targets slower than this along the line of sight are filtered out, m/s */
  readonly blindMps: number;
  /** mean false plots in one turn, and how far out they lie */
  readonly clutter: number;
  readonly clutterRangeM: number;
  /** what its operator would state: detection probability over all objects, and height error of a 3-D plot, m */
  readonly statedPd: number;
  readonly statedSdHeightM: number;
  /** its clock minus true time */
  readonly clockMs: number;
  /** processing and line, from the end of a sector */
  readonly latencyMs: number;
}

/** One report as the radar's extractor makes it, clock error not yet applied. */
export interface RadarReport {
  readonly at: number;
  /** null: a false plot */
  readonly object: TruthObject | null;
  readonly rangeM: number;
  readonly azimuthRad: number;
  /** height above the ellipsoid by elevation, m; NaN without */
  readonly heightM: number;
  /** true height above the ellipsoid, m: what a transponder reports */
  readonly trueAltM: number;
  readonly primary: boolean;
  readonly secondary: boolean;
  /** 7700 is set */
  readonly emergency: boolean;
}

export class RadarModel {
  readonly build: RadarBuild;
  readonly #site: Site;
  readonly #truth: Truth;
  readonly #state = makeTruthState();
  readonly #sight = makeSight();

  constructor(build: RadarBuild, truth: Truth) {
    this.build = build;
    this.#truth = truth;
    this.#site = makeSite(build.at, build.heightM);
  }

  /** Reports of one turn that begins at north at `fromAt`, by azimuth. */
  turn(fromAt: number, random: Random): RadarReport[] {
    const reports: RadarReport[] = [];
    for (const object of this.#truth.objectsAround(fromAt)) {
      if (object.environment !== this.build.sees || isMasked(object)) continue;
      const report = this.#measure(object, fromAt, random);
      if (report) reports.push(report);
    }
    for (let left = random.poisson(this.build.clutter); left > 0; left--)
      reports.push(this.#falsePlot(fromAt, random));
    return reports.sort((a, b) => a.at - b.at);
  }

  #measure(object: TruthObject, fromAt: number, random: Random): RadarReport | null {
    const { build } = this;
    const turnMs = build.periodS * 1000;
    const state = this.#state;
    const sight = this.#sight;
    let at = fromAt + turnMs / 2;
    for (let again = 0; again < 3; again++) {
      if (!stateAt(object, at, state)) return null;
      look(this.#site, state, sight);
      at = fromAt + (sight.azimuthRad / TWO_PI) * turnMs;
    }
    const inRange = sight.rangeM >= build.minRangeM && sight.rangeM <= build.maxRangeM;
    if (!inRange || !sight.visible) return null;
    const gear = object.aircraft;
    const sinceS = (at - object.bornAt) / 1000;
    const answers =
      gear !== null && sight.rangeM <= build.ssrRangeM && !inSpan(gear.silent, sinceS);
    const secondary = answers && random.chance(0.97);
    const echo = detectionProbability(sight.rangeM, object.rcsM2, build.referenceM);
    const moves = Math.abs(sight.radialMps) >= build.blindMps;
    const primary = moves && random.chance(echo);
    if (!primary && !secondary) return null;
    const elevation = sight.elevationRad + build.sdElevationRad * random.normal();
    const azimuth = sight.azimuthRad + build.biasAzimuthRad + build.sdAzimuthRad * random.normal();
    const range = sight.rangeM + build.biasRangeM + build.sdRangeM * random.normal();
    const heightError = (elevation - sight.elevationRad) * sight.rangeM;
    return {
      at,
      object,
      rangeM: range,
      azimuthRad: wrapTwoPi(azimuth),
      heightM: build.threeD && primary ? state.altM + heightError : Number.NaN,
      trueAltM: state.altM,
      primary,
      secondary,
      emergency: gear !== null && inSpan(gear.emergency, sinceS),
    };
  }

  #falsePlot(fromAt: number, random: Random): RadarReport {
    const azimuthRad = random.between(0, TWO_PI);
    const { minRangeM, clutterRangeM, periodS, threeD } = this.build;
    return {
      at: fromAt + (azimuthRad / TWO_PI) * periodS * 1000,
      object: null,
      rangeM: minRangeM + (clutterRangeM - minRangeM) * Math.sqrt(random.next()),
      azimuthRad,
      heightM: threeD ? random.between(50, 3000) : Number.NaN,
      trueAltM: Number.NaN,
      primary: true,
      secondary: false,
      emergency: false,
    };
  }
}

/** Vessels at a berth disappear among cranes and quays: coastal radars mask harbour basins. */
function isMasked(object: TruthObject): boolean {
  return object.ship !== null && object.ship.navStatus === 5;
}
