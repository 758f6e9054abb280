/**
 * The server side of a SAPIENT connection as a pure state machine: who has registered, whose turn it is, what is
 * answered. Edge nodes dial in, one connection each. It follows the Apex middleware where the standard leaves room,
 * but drops only what cannot be attributed to a node: a message that breaks a rule is answered with an Error and
 * used all the same (BSI Flex 335 v2.0; behaviour recorded against Apex 4.2.0).
 * Tocsin senses: this session sends RegistrationAck and Error, an AlertAck when a person answers an alert, and never a
 * Task to anybody.
 */
import type { DecodeFaultCode } from '../base/index.ts';
import {
  contentOf,
  decodeSapient,
  INFO,
  NODE_TYPE,
  SYSTEM,
  timestampToAt,
  translateV1ToV2,
  validateSapient,
  type Registration,
  type SapientContent,
  type SapientFinding,
  type SapientMessage,
  type SapientVersion,
} from '../wire/sapient/index.ts';

/** What Tocsin may send. Task is not among them: a type error to add one by accident. */
export type SapientAnswer = Pick<SapientMessage, 'registration_ack' | 'alert_ack' | 'error'>;

/** Kinetic effectors, jammers, cyber, laser and radio-frequency weapons: shown, never commanded. */
export const EFFECTOR_TYPES: ReadonlySet<number> = new Set([
  NODE_TYPE.KINETIC,
  NODE_TYPE.JAMMER,
  NODE_TYPE.CYBER,
  NODE_TYPE.LDEW,
  NODE_TYPE.RFDEW,
]);

/** Error answers a connection may cost in a second; more are counted, not sent. */
const ERRORS_PER_SECOND = 10;
/** Octets of an offending message that an Error carries back. */
const MAX_PACKET_OCTETS = 65_536;
/** Message times outside this window of our clock are corrected by the node's offset: latency is in it. */
const CLOCK_EARLY_MS = -200;
const CLOCK_LATE_MS = 2_000;
/** How fast an estimated offset forgets its best sample, ms per message. */
const CLOCK_LEAK_MS = 0.5;

/** Something to tell the operator; becomes a fault of the feed. */
export interface SessionFinding {
  readonly code: DecodeFaultCode;
  readonly item: string;
  readonly detail: string;
}

/** A node as it registered on its connection. */
export interface SapientNode {
  readonly nodeId: string;
  readonly connection: number;
  readonly version: SapientVersion;
  readonly registration: Registration;
  readonly types: readonly number[];
  /** another fusion node: its detections are tracks */
  readonly fusion: boolean;
  readonly effector: boolean;
  /** 1 for the first connection under this id, 2 for the next while that one is open, ... */
  readonly instance: number;
  /** from the latest status report */
  mode: string | null;
  system: number | null;
  /** node clock minus ours, ms; 0 while it is within reason */
  clockOffsetMs: number;
}

interface ConnectionState {
  version: SapientVersion | 'auto';
  node: SapientNode | null;
  hadNewStatus: boolean;
  /** smallest receive time minus message time seen, leaking upwards */
  leastDelayMs: number;
  clockReported: boolean;
  errorsSent: number;
  errorsSince: number;
}

export interface SapientStep {
  /** the message in v2 form; null when nothing can be made of it */
  readonly message: SapientMessage | null;
  readonly content: SapientContent | null;
  /** who sent it; null when it cannot be attributed: do not use the message then */
  readonly node: SapientNode | null;
  /** registered just now, or again */
  readonly registered: boolean;
  readonly answers: readonly SapientAnswer[];
  readonly findings: readonly SessionFinding[];
}

export interface SessionOptions {
  /** `auto`: by the icd_version of the registration */
  readonly version: SapientVersion | 'auto';
  /** node ids that may register; empty: all */
  readonly allow: readonly string[];
}

export class SapientSessions {
  readonly #options: SessionOptions;
  readonly #connections = new Map<number, ConnectionState>();
  /** Error answers not sent because a connection had its share */
  errorsWithheld = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** The node of a connection; null before it registered. */
  nodeOf(connection: number): SapientNode | null {
    return this.#connections.get(connection)?.node ?? null;
  }

  /** The newest connection of a node; null when it is not connected. */
  connectionOf(nodeId: string): number | null {
    let newest: number | null = null;
    for (const [connection, { node }] of this.#connections)
      if (node?.nodeId === nodeId && connection > (newest ?? -1)) newest = connection;
    return newest;
  }

  versionOf(connection: number): SapientVersion {
    const version = this.#connections.get(connection)?.version ?? this.#options.version;
    return version === 'auto' ? 2 : version;
  }

  close(connection: number): void {
    this.#connections.delete(connection);
  }

  /** One whole message of a connection. @param now receive time, ms */
  accept(connection: number, bytes: Uint8Array, now: number): SapientStep {
    const state = this.#stateOf(connection);
    const read = this.#read(state, bytes);
    if ('fault' in read) {
      const text = `${read.fault.item}: ${read.fault.detail}`;
      const answers = this.#error(state, bytes, [text], now);
      return { ...NOTHING, node: state.node, answers, findings: [read.fault] };
    }
    const { message } = read;
    const content = contentOf(message);
    const problems = validateSapient(message, { strictIds: false });
    const step: Draft = {
      connection,
      state,
      message,
      content,
      bytes,
      now,
      findings: [],
      answers: [],
    };
    for (const problem of problems) step.findings.push(toFinding(problem));
    const wrong = problems.filter((problem) => problem.rule !== 'no_unknown_fields');
    if (wrong.length > 0) step.answers.push(...this.#error(state, bytes, wrong.map(toText), now));
    const node = content === 'registration' ? this.#register(step) : this.#attribute(step);
    if (node !== null) {
      watchClock(step, node);
      if (content !== 'registration') this.#inTurn(step, node);
    }
    return {
      message,
      content,
      node,
      registered: content === 'registration' && node !== null,
      answers: step.answers,
      findings: step.findings,
    };
  }

  #stateOf(connection: number): ConnectionState {
    let state = this.#connections.get(connection);
    if (state === undefined) {
      state = {
        version: this.#options.version,
        node: null,
        hadNewStatus: false,
        leastDelayMs: Number.NaN,
        clockReported: false,
        errorsSent: 0,
        errorsSince: -Infinity,
      };
      this.#connections.set(connection, state);
    }
    return state;
  }

  /** Decodes in the connection's version; with `auto` the registration says which that is. */
  #read(
    state: ConnectionState,
    bytes: Uint8Array,
  ):
    { readonly message: SapientMessage } | { readonly fault: SessionFinding & { offset: number } } {
    const decoded = decodeSapient(bytes, state.version === 'auto' ? 2 : state.version);
    if (!decoded.ok) return { fault: decoded.fault };
    const message = decoded.value;
    if (state.version === 1) return { message: translateV1ToV2(message) };
    const icd = message.registration?.icd_version;
    if (this.#options.version !== 'auto' || icd === undefined) return { message };
    // A registration has the same envelope in both versions, so reading it as v2 to learn the version is safe.
    state.version = /v1(\.|$)/i.test(icd) ? 1 : 2;
    if (state.version === 2) return { message };
    const again = decodeSapient(bytes, 1);
    return again.ok ? { message: translateV1ToV2(again.value) } : { fault: again.fault };
  }

  #register(step: Draft): SapientNode | null {
    const { state, message, connection } = step;
    const nodeId = message.node_id ?? '';
    const refuse = (reason: string): null => {
      this.#tell(step, 'out-of-turn', 'Registration', reason);
      step.answers.push({ registration_ack: { acceptance: false, ack_response_reason: [reason] } });
      return null;
    };
    if (nodeId === '') return refuse('a registration names its node_id');
    if (this.#options.allow.length > 0 && !this.#options.allow.includes(nodeId))
      return refuse(`node ${nodeId} is not on the list of this server`);
    if (state.node !== null && state.node.nodeId !== nodeId)
      return refuse(`node ${nodeId} registers on the connection of node ${state.node.nodeId}`);
    const twins = this.#others(nodeId, connection);
    if (twins.length > 0 && state.node === null)
      this.#tell(
        step,
        'out-of-turn',
        'Registration',
        `node ${nodeId} is already registered on another connection: both are kept apart; one may be an impostor`,
      );
    const registration = message.registration ?? {};
    const types = (registration.node_definition ?? []).map((one) => one.node_type ?? 0);
    state.node = {
      nodeId,
      connection,
      version: state.version === 1 ? 1 : 2,
      registration,
      types,
      fusion: types.includes(NODE_TYPE.FUSION_NODE),
      effector: types.some((type) => EFFECTOR_TYPES.has(type)),
      instance: state.node?.instance ?? 1 + Math.max(0, ...twins.map((twin) => twin.instance)),
      mode: null,
      system: null,
      clockOffsetMs: state.node?.clockOffsetMs ?? 0,
    };
    state.hadNewStatus = false;
    step.answers.push({ registration_ack: { acceptance: true } });
    return state.node;
  }

  #others(nodeId: string, connection: number): SapientNode[] {
    const found: SapientNode[] = [];
    for (const [number, { node }] of this.#connections)
      if (number !== connection && node?.nodeId === nodeId) found.push(node);
    return found;
  }

  /** The node a message belongs to: the one registered on its connection, if it says so. */
  #attribute(step: Draft): SapientNode | null {
    const { state, message, content } = step;
    if (content === null) return state.node;
    if (state.node === null) {
      this.#tell(step, 'out-of-turn', content, 'sent before any registration: not used');
      return null;
    }
    if (message.node_id === undefined || message.node_id === state.node.nodeId) return state.node;
    this.#tell(
      step,
      'out-of-turn',
      content,
      `from node ${message.node_id} on the connection of node ${state.node.nodeId}: not used`,
    );
    return null;
  }

  /** Whether an attributed message comes in its turn; it is used either way. */
  #inTurn(step: Draft, node: SapientNode): void {
    const { state, message, content } = step;
    switch (content) {
      case 'status_report': {
        const { system = SYSTEM.UNSPECIFIED, info, mode } = message.status_report!;
        if (info === INFO.UNCHANGED && !state.hadNewStatus)
          this.#tell(step, 'out-of-turn', 'StatusReport', 'INFO_UNCHANGED before any INFO_NEW');
        else if (info === INFO.UNCHANGED && system !== node.system)
          this.#tell(
            step,
            'out-of-turn',
            'StatusReport',
            'INFO_UNCHANGED with another system state',
          );
        if (info === INFO.NEW) state.hadNewStatus = true;
        node.system = system;
        if (mode !== undefined) node.mode = mode;
        return;
      }
      case 'task':
        this.#tell(step, 'out-of-turn', 'Task', 'Tocsin carries out no tasks');
        return;
      case 'error':
        step.findings.push({
          code: 'out-of-turn',
          item: 'Error',
          detail: `the node reports: ${(message.error?.error_message ?? []).join('; ').slice(0, 500)}`,
        });
        return;
      default:
        return;
    }
  }

  /** A finding for the operator and an Error to the node. */
  #tell(step: Draft, code: DecodeFaultCode, item: string, detail: string): void {
    step.findings.push({ code, item, detail });
    step.answers.push(...this.#error(step.state, step.bytes, [detail], step.now));
  }

  #error(
    state: ConnectionState,
    bytes: Uint8Array,
    texts: readonly string[],
    now: number,
  ): SapientAnswer[] {
    if (now - state.errorsSince >= 1000) {
      state.errorsSince = now;
      state.errorsSent = 0;
    }
    if (state.errorsSent >= ERRORS_PER_SECOND) {
      this.errorsWithheld++;
      return [];
    }
    state.errorsSent++;
    return [
      { error: { packet: bytes.slice(0, MAX_PACKET_OCTETS), error_message: texts.slice(0, 20) } },
    ];
  }
}

interface Draft {
  readonly connection: number;
  readonly state: ConnectionState;
  readonly message: SapientMessage;
  readonly content: SapientContent | null;
  readonly bytes: Uint8Array;
  readonly now: number;
  readonly findings: SessionFinding[];
  readonly answers: SapientAnswer[];
}

const NOTHING: SapientStep = {
  message: null,
  content: null,
  node: null,
  registered: false,
  answers: [],
  findings: [],
};

function toText(problem: SapientFinding): string {
  return `${problem.path || '(root)'} (${problem.rule.replaceAll('_', ' ')}): ${problem.text}`;
}

function toFinding(problem: SapientFinding): SessionFinding {
  return {
    code: problem.rule === 'no_unknown_fields' ? 'unsupported' : 'bad-value',
    item: problem.path || 'SapientMessage',
    detail: `${problem.rule.replaceAll('_', ' ')}: ${problem.text}`,
  };
}

/**
 * Keeps the node's clock offset: the least delay seen is latency plus offset. Inside a window that latency explains
 * nothing is corrected; outside, times are moved so that the quickest message arrived at once.
 */
function watchClock(step: Draft, node: SapientNode): void {
  const sent = timestampToAt(step.message.timestamp);
  if (!Number.isFinite(sent)) return;
  const { state } = step;
  const delay = step.now - sent;
  const least = Number.isNaN(state.leastDelayMs) ? delay : state.leastDelayMs + CLOCK_LEAK_MS;
  state.leastDelayMs = Math.min(least, delay);
  const wrong = state.leastDelayMs < CLOCK_EARLY_MS || state.leastDelayMs > CLOCK_LATE_MS;
  node.clockOffsetMs = wrong ? -state.leastDelayMs : 0;
  if (wrong && !state.clockReported)
    step.findings.push({
      code: 'bad-value',
      item: 'timestamp',
      detail: `clock of node ${node.nodeId} is ${(node.clockOffsetMs / 1000).toFixed(1)} s off: its times are corrected`,
    });
  state.clockReported = wrong;
}
