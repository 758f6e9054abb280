/**
 * SAPIENT (BSI Flex 335) nodes as a source: edge nodes dial in, detections become plots. Options of the source:
 *
 * | option | meaning | default |
 * |---|---|---|
 * | version | 1, 2 or 'auto' (by the registration) | 'auto' |
 * | nodeId | our own node id in answers, a UUID | made from the source's id |
 * | allow | node ids that may register | all |
 * | swapAxes | the source has latitude in x and longitude in y | false |
 * | declinationDeg | east, for magnetic bearings | not known: wider errors |
 * | headingDeg | of the platform from true north, for bearings relative to it | not known: not placed |
 * | nodes | { node id: { swapAxes, declinationDeg, headingDeg } }, for one node | {} |
 * | maxMessageOctets | largest message taken | 1 MiB |
 */
import { decodeFault, DEG_TO_RAD, Random } from '../base/index.ts';
import {
  makePlot,
  PLOT_FORM,
  type Chunk,
  type AdvisoryAnswer,
  type Plot,
  type Sensor,
  type SensorKind,
  type SourceConfig,
} from '../model/index.ts';
import {
  ALERT_ACK_STATUS,
  encodeSapientFrame,
  makeUuid,
  MAX_MESSAGE_OCTETS,
  SapientFramer,
  sapientToJson,
  timestampFromAt,
  timestampToAt,
  translateV2ToV1,
  type DetectionReport,
  type SapientMessage,
} from '../wire/sapient/index.ts';
import { pushFault, type FeedDecoder, type FeedOutput } from './feed.ts';
import { MAX_OBJECTS, placeOfPlot, readAdvisory, type LatLon } from './from-sapient-alert.ts';
import { claimsOf, environmentOf } from './from-sapient-claims.ts';
import { placeLocation, placeSight, type PlaceOptions } from './from-sapient-place.ts';
import {
  expectedKind,
  makeSensor,
  siteOf,
  speedUnits,
  zoneOf,
  type NodeSite,
} from './from-sapient-sensor.ts';
import { SapientSessions, type SapientAnswer, type SapientNode } from './from-sapient-session.ts';

/** Connections held at once; more are refused with a fault. */
const MAX_CONNECTIONS = 1024;
/** A note about a node's positions is given once, then again after this many. */
const NOTE_EVERY = 1000;

interface NodeSettings {
  readonly swapAxes: boolean;
  readonly declinationRad: number | null;
  readonly headingRad: number | null;
}

/** What the feed keeps for one connection. */
interface Line {
  readonly framer: SapientFramer;
  site: NodeSite | null;
  readonly sensors: Map<SensorKind, Sensor>;
  /** where objects were detected last, by the node's own id: alerts name them; the oldest are forgotten */
  readonly objects: Map<string, LatLon>;
  /** how often each note was met: told once, then every NOTE_EVERY */
  readonly notes: Map<string, number>;
}

export function createSapientFeed(config: SourceConfig): FeedDecoder {
  return new SapientFeed(config);
}

function optionNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function readSettings(
  options: Readonly<Record<string, unknown>>,
  base?: NodeSettings,
): NodeSettings {
  const declination = optionNumber(options['declinationDeg']);
  const heading = optionNumber(options['headingDeg']);
  const swap = options['swapAxes'];
  return {
    swapAxes: typeof swap === 'boolean' ? swap : (base?.swapAxes ?? false),
    declinationRad:
      declination === null ? (base?.declinationRad ?? null) : declination * DEG_TO_RAD,
    headingRad: heading === null ? (base?.headingRad ?? null) : heading * DEG_TO_RAD,
  };
}

/** A steady node id for a source that was given none. */
function idFromName(name: string): string {
  return makeUuid(new Random(335).fork(name));
}

class SapientFeed implements FeedDecoder {
  readonly #config: SourceConfig;
  readonly #sessions: SapientSessions;
  readonly #lines = new Map<number, Line>();
  readonly #ownId: string;
  readonly #maxOctets: number;
  readonly #settings: NodeSettings;
  #last: { message: SapientMessage; bytes: Uint8Array } | null = null;

  constructor(config: SourceConfig) {
    const { options } = config;
    this.#config = config;
    const { version, allow, nodeId } = options;
    this.#sessions = new SapientSessions({
      version: version === 1 || version === 2 ? version : 'auto',
      allow: Array.isArray(allow) ? allow.filter((id) => typeof id === 'string') : [],
    });
    this.#ownId = typeof nodeId === 'string' ? nodeId : idFromName(config.id);
    this.#maxOctets = optionNumber(options['maxMessageOctets']) ?? MAX_MESSAGE_OCTETS;
    this.#settings = readSettings(options);
  }

  accept(chunk: Chunk, out: FeedOutput): void {
    const line = this.#lineOf(chunk, out);
    if (line === null) return;
    const { messages, fault } = line.framer.push(chunk.bytes);
    for (const bytes of messages) this.#message(line, chunk, bytes, out);
    if (fault !== null) pushFault(out, fault, chunk.bytes);
  }

  close(connection: number): void {
    this.#lines.delete(connection);
    this.#sessions.close(connection);
  }

  lastRecord(): { readonly record: unknown; readonly bytes: Uint8Array } | null {
    if (this.#last === null) return null;
    return { record: sapientToJson(this.#last.message), bytes: this.#last.bytes };
  }

  #lineOf(chunk: Chunk, out: FeedOutput): Line | null {
    let line = this.#lines.get(chunk.connection);
    if (line !== undefined) return line;
    if (this.#lines.size >= MAX_CONNECTIONS) {
      const detail = `more than ${MAX_CONNECTIONS} connections`;
      pushFault(out, decodeFault('out-of-turn', 0, 'connection', detail), chunk.bytes);
      return null;
    }
    line = {
      framer: new SapientFramer(this.#maxOctets),
      site: null,
      sensors: new Map(),
      objects: new Map(),
      notes: new Map(),
    };
    this.#lines.set(chunk.connection, line);
    return line;
  }

  #message(line: Line, chunk: Chunk, bytes: Uint8Array, out: FeedOutput): void {
    out.records++;
    const step = this.#sessions.accept(chunk.connection, bytes, chunk.receivedAt);
    for (const { code, item, detail } of step.findings)
      pushFault(out, decodeFault(code, 0, item, detail), bytes);
    for (const answer of step.answers) this.#reply(chunk, answer, step.message, out);
    const { message, node } = step;
    if (message === null) return;
    this.#last = { message, bytes };
    if (node === null) return;
    if (step.registered) {
      line.site = null;
      line.sensors.clear();
    }
    if (message.status_report !== undefined) this.#status(line, node, message, bytes, out);
    const detection = message.detection_report;
    if (detection !== undefined) {
      const plot = this.#detect(line, node, message, detection, chunk, bytes, out);
      if (plot !== null) {
        out.batch.plots.push(plot);
        rememberObject(line, detection, plot);
      }
    }
    if (message.alert !== undefined) {
      const advisory = readAdvisory(message, message.alert, {
        sourceId: this.#config.id,
        receivedAt: chunk.receivedAt,
        simulated: this.#config.simulated,
        node,
        place: { ...this.#placeOptions(line, node), ...this.#settingsOf(node) },
        site: line.site?.place ?? null,
        objects: line.objects,
      });
      if (advisory !== null) out.advisories.push(advisory);
    }
  }

  answer(answer: AdvisoryAnswer, now: number, out: FeedOutput): boolean {
    const connection = this.#sessions.connectionOf(answer.nodeId);
    if (connection === null) return false;
    const { alertId, accepted, reason } = answer;
    const alert_ack = {
      alert_id: alertId,
      alert_ack_status: accepted ? ALERT_ACK_STATUS.ACCEPTED : ALERT_ACK_STATUS.REJECTED,
      ...(reason === '' ? {} : { reason: [reason] }),
    };
    this.#reply({ connection, receivedAt: now }, { alert_ack }, null, out);
    return true;
  }

  #reply(
    chunk: Pick<Chunk, 'connection' | 'receivedAt'>,
    answer: SapientAnswer,
    to: SapientMessage | null,
    out: FeedOutput,
  ): void {
    const { connection, receivedAt } = chunk;
    const destination = this.#sessions.nodeOf(connection)?.nodeId ?? to?.node_id;
    const message: SapientMessage = {
      timestamp: timestampFromAt(receivedAt),
      node_id: this.#ownId,
      ...(destination === undefined ? {} : { destination_id: destination }),
      ...answer,
    };
    const version = this.#sessions.versionOf(connection);
    const bytes = encodeSapientFrame(version === 1 ? translateV2ToV1(message) : message, version);
    out.replies.push({ connection, bytes });
  }

  #settingsOf(node: SapientNode): NodeSettings {
    const nodes = this.#config.options['nodes'];
    const own: unknown =
      typeof nodes === 'object' && nodes !== null
        ? (nodes as Record<string, unknown>)[node.nodeId]
        : undefined;
    return typeof own === 'object' && own !== null
      ? readSettings(own as Record<string, unknown>, this.#settings)
      : this.#settings;
  }

  #placeOptions(line: Line, node: SapientNode): PlaceOptions {
    return {
      swapAxes: this.#settingsOf(node).swapAxes,
      zone: zoneOf(node),
      node: line.site?.place ?? null,
    };
  }

  #status(
    line: Line,
    node: SapientNode,
    message: SapientMessage,
    bytes: Uint8Array,
    out: FeedOutput,
  ): void {
    const { site, note } = siteOf(message.status_report!, this.#placeOptions(line, node));
    if (note !== null) noteOnce(line, out, 'status_report.node_location', note, bytes);
    if (site === null || sameSite(line.site, site)) return;
    line.site = site;
    const kinds = line.sensors.size > 0 ? [...line.sensors.keys()] : [expectedKind(node)];
    for (const kind of kinds) this.#announce(line, node, kind, out);
  }

  #announce(line: Line, node: SapientNode, kind: SensorKind, out: FeedOutput): Sensor {
    const twin = node.instance > 1 ? `~${node.instance}` : '';
    const first = line.sensors.keys().next().value ?? kind;
    const suffix = first === kind ? '' : `/${kind}`;
    const id = `${this.#config.id}/${node.nodeId}${twin}${suffix}`;
    const sensor = makeSensor(id, this.#config.id, node, kind, line.site);
    line.sensors.set(kind, sensor);
    out.batch.sensors.push(sensor);
    return sensor;
  }

  #detect(
    line: Line,
    node: SapientNode,
    message: SapientMessage,
    detection: DetectionReport,
    chunk: Chunk,
    bytes: Uint8Array,
    out: FeedOutput,
  ): Plot | null {
    // "lost" is the end of an object's reports, not a measurement of where it is
    if (detection.state?.trim().toLowerCase() === 'lost') return null;
    const measured = detection.location
      ? this.#position(line, node, detection, bytes, out)
      : this.#sight(line, node, detection, bytes, out);
    if (measured === null) return null;
    const { kind, ...position } = measured;
    const sensor = line.sensors.get(kind) ?? this.#announce(line, node, kind, out);
    const sentAt = timestampToAt(message.timestamp);
    return makePlot({
      sourceId: this.#config.id,
      sensorId: sensor.id,
      at: Number.isFinite(sentAt) ? sentAt - node.clockOffsetMs : chunk.receivedAt,
      receivedAt: chunk.receivedAt,
      environment: environmentOf(detection.classification),
      ...position,
      ...velocityOf(detection, node),
      claims: claimsOf(detection),
      simulated: this.#config.simulated,
    });
  }

  #position(
    line: Line,
    node: SapientNode,
    detection: DetectionReport,
    bytes: Uint8Array,
    out: FeedOutput,
  ): (Partial<Plot> & { readonly kind: SensorKind }) | null {
    const { value, note } = placeLocation(detection.location!, this.#placeOptions(line, node));
    if (note !== null) noteOnce(line, out, 'detection_report.location', note, bytes);
    if (value === null) return null;
    const { latRad, lonRad, altM, altKind, sdEastM, sdNorthM, sdAltM } = value;
    const hasErrors = sdEastM > 0 && sdNorthM > 0;
    return {
      kind: node.fusion ? 'tracks' : 'position',
      form: PLOT_FORM.position,
      latRad,
      lonRad,
      covEE: hasErrors ? sdEastM * sdEastM : Number.NaN,
      covEN: hasErrors ? 0 : Number.NaN,
      covNN: hasErrors ? sdNorthM * sdNorthM : Number.NaN,
      altM,
      altKind,
      sdAltM: altKind === 'none' ? Number.NaN : sdAltM,
    };
  }

  #sight(
    line: Line,
    node: SapientNode,
    detection: DetectionReport,
    bytes: Uint8Array,
    out: FeedOutput,
  ): (Partial<Plot> & { readonly kind: SensorKind }) | null {
    const item = 'detection_report.range_bearing';
    if (detection.range_bearing === undefined) return null;
    if (line.site === null) {
      noteOnce(line, out, item, 'range and bearing before the node said where it is', bytes);
      return null;
    }
    const { value, note } = placeSight(detection.range_bearing, {
      ...this.#settingsOf(node),
      node: line.site.place,
    });
    if (note !== null) noteOnce(line, out, item, note, bytes);
    if (value === null) return null;
    const hasRange = !Number.isNaN(value.rangeM);
    const hasElevation = !Number.isNaN(value.elevationRad);
    return {
      ...value,
      kind: hasRange ? polarKind(line, hasElevation) : 'bearing',
      form: hasRange ? (hasElevation ? PLOT_FORM.polar3d : PLOT_FORM.polar2d) : PLOT_FORM.bearing,
    };
  }
}

function rememberObject({ objects, site }: Line, detection: DetectionReport, plot: Plot): void {
  const { object_id } = detection;
  if (object_id === undefined) return;
  const at = placeOfPlot(plot, site?.place ?? null);
  if (at === null) return;
  objects.delete(object_id);
  objects.set(object_id, at);
  if (objects.size > MAX_OBJECTS) objects.delete(objects.keys().next().value!);
}

/** A radar that once gave elevations stays one sensor when it leaves one out. */
function polarKind(line: Line, hasElevation: boolean): SensorKind {
  return hasElevation || line.sensors.has('radar3d') ? 'radar3d' : 'radar2d';
}

function velocityOf(detection: DetectionReport, node: SapientNode): Partial<Plot> {
  const velocity = detection.enu_velocity;
  if (velocity?.east_rate === undefined || velocity.north_rate === undefined) return {};
  const { horizontal, up } = speedUnits(node);
  const { east_rate_error: sdEast, north_rate_error: sdNorth } = velocity;
  const sd =
    sdEast !== undefined && sdNorth !== undefined
      ? Math.hypot(sdEast, sdNorth) * Math.SQRT1_2 * horizontal
      : Number.NaN;
  return {
    vEastMps: velocity.east_rate * horizontal,
    vNorthMps: velocity.north_rate * horizontal,
    vUpMps: velocity.up_rate === undefined ? Number.NaN : velocity.up_rate * up,
    sdVelocityMps: sd > 0 ? sd : Number.NaN,
  };
}

function sameSite(a: NodeSite | null, b: NodeSite): boolean {
  return a !== null && JSON.stringify(a) === JSON.stringify(b);
}

/** The same trouble with every detection of a node is one fault, not one a detection. */
function noteOnce(
  line: Line,
  out: FeedOutput,
  item: string,
  note: string,
  bytes: Uint8Array,
): void {
  const key = `${item}: ${note.replace(/[-+]?\d+(\.\d+)?(e[-+]?\d+)?/gi, '#')}`;
  const count = line.notes.get(key) ?? 0;
  if (line.notes.size < 100 || count > 0) line.notes.set(key, count + 1);
  if (count % NOTE_EVERY !== 0) return;
  pushFault(out, decodeFault('bad-value', 0, item, note), bytes);
}
