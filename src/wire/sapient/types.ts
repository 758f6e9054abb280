/**
 * The parts of SAPIENT messages that Tocsin works with, under the standard's own field names. A field that was not
 * sent is absent. Enum fields are numbers: the names are in the constants below. What is not listed here is decoded
 * all the same and stays in the object.
 */
import type { UnknownField } from './protobuf-read.ts';

export const NODE_TYPE = {
  UNSPECIFIED: 0,
  OTHER: 1,
  RADAR: 2,
  LIDAR: 3,
  CAMERA: 4,
  SEISMIC: 5,
  ACOUSTIC: 6,
  PROXIMITY_SENSOR: 7,
  PASSIVE_RF: 8,
  HUMAN: 9,
  CHEMICAL: 10,
  BIOLOGICAL: 11,
  RADIATION: 12,
  KINETIC: 13,
  JAMMER: 14,
  CYBER: 15,
  LDEW: 16,
  RFDEW: 17,
  MOBILE_NODE: 18,
  POINTABLE_NODE: 19,
  FUSION_NODE: 20,
} as const;

export const SYSTEM = { UNSPECIFIED: 0, OK: 1, WARNING: 2, ERROR: 3, GOODBYE: 5 } as const;
export const INFO = { UNSPECIFIED: 0, NEW: 1, UNCHANGED: 2 } as const;
export const LOCATION_SYSTEM = { LAT_LNG_DEG_M: 1, LAT_LNG_RAD_M: 2, UTM_M: 5 } as const;
export const LOCATION_DATUM = { WGS84_E: 1, WGS84_G: 2 } as const;
export const RANGE_BEARING_SYSTEM = {
  DEGREES_M: 1,
  RADIANS_M: 2,
  DEGREES_KM: 3,
  RADIANS_KM: 4,
} as const;
export const RANGE_BEARING_DATUM = { TRUE: 1, MAGNETIC: 2, GRID: 3, PLATFORM: 4 } as const;
export const SPEED_UNITS = { MS: 1, KPH: 2 } as const;
export const TIME_UNITS = {
  NANOSECONDS: 1,
  MICROSECONDS: 2,
  MILLISECONDS: 3,
  SECONDS: 4,
  MINUTES: 5,
  HOURS: 6,
  DAYS: 7,
} as const;
export const ALERT_ACK_STATUS = { ACCEPTED: 1, REJECTED: 2, CANCELLED: 3 } as const;
export const MODE_TYPE = { PERMANENT: 1, TEMPORARY: 2, DEFAULT: 3 } as const;
export const REGION_TYPE = { AREA_OF_INTEREST: 1, IGNORE: 2, BOUNDARY: 3 } as const;

/** google.protobuf.Timestamp */
export interface Timestamp {
  readonly seconds?: number;
  readonly nanos?: number;
}

/** x is longitude or easting, y latitude or northing; errors in the units of the axis, see from-sapient for degrees. */
export interface Location {
  readonly x?: number;
  readonly y?: number;
  readonly z?: number;
  readonly x_error?: number;
  readonly y_error?: number;
  readonly z_error?: number;
  /** LOCATION_SYSTEM */
  readonly coordinate_system?: number;
  /** LOCATION_DATUM: z above the ellipsoid or above the geoid */
  readonly datum?: number;
  /** number and latitude band, for example 35T */
  readonly utm_zone?: string;
}

/** All three values may be absent: bearing only is legal. Origin: node_location of the latest status report. */
export interface RangeBearing {
  readonly elevation?: number;
  readonly azimuth?: number;
  readonly range?: number;
  readonly elevation_error?: number;
  readonly azimuth_error?: number;
  readonly range_error?: number;
  /** RANGE_BEARING_SYSTEM */
  readonly coordinate_system?: number;
  /** RANGE_BEARING_DATUM */
  readonly datum?: number;
}

export interface RangeBearingCone extends RangeBearing {
  readonly horizontal_extent?: number;
  readonly vertical_extent?: number;
  readonly horizontal_extent_error?: number;
  readonly vertical_extent_error?: number;
}

export interface LocationOrRangeBearing {
  readonly range_bearing?: RangeBearingCone;
  readonly location_list?: { readonly locations?: readonly Location[] };
}

export interface LocationType {
  readonly location_units?: number;
  readonly range_bearing_units?: number;
  readonly location_datum?: number;
  readonly range_bearing_datum?: number;
  readonly zone?: string;
}

export interface Duration {
  readonly units?: number;
  readonly value?: number;
}

export interface VelocityType {
  readonly enu_velocity_units?: {
    readonly east_north_rate_units?: number;
    readonly up_rate_units?: number;
  };
  readonly location_datum?: number;
  readonly range_bearing_datum?: number;
  readonly zone?: string;
}

export interface DetectionDefinition {
  readonly location_type?: LocationType;
  readonly velocity_type?: VelocityType;
  readonly [field: string]: unknown;
}

export interface ModeDefinition {
  readonly mode_name?: string;
  readonly mode_type?: number;
  readonly mode_description?: string;
  readonly settle_time?: Duration;
  readonly maximum_latency?: Duration;
  readonly scan_type?: number;
  readonly tracking_type?: number;
  readonly duration?: Duration;
  readonly detection_definition?: readonly DetectionDefinition[];
  readonly task?: {
    readonly concurrent_tasks?: number;
    readonly region_definition?: {
      readonly region_type?: readonly number[];
      readonly region_area?: readonly LocationType[];
    };
    readonly command?: readonly object[];
  };
  readonly [field: string]: unknown;
}

export interface Registration {
  readonly node_definition?: readonly {
    /** NODE_TYPE */
    readonly node_type?: number;
    readonly node_sub_type?: readonly string[];
  }[];
  readonly icd_version?: string;
  readonly name?: string;
  readonly short_name?: string;
  readonly capabilities?: readonly {
    readonly category?: string;
    readonly type?: string;
    readonly value?: string;
    readonly units?: string;
  }[];
  readonly status_definition?: {
    readonly status_interval?: Duration;
    readonly [field: string]: unknown;
  };
  readonly mode_definition?: readonly ModeDefinition[];
  readonly dependent_nodes?: readonly string[];
  readonly reporting_region?: readonly LocationOrRangeBearing[];
  readonly config_data?: readonly {
    readonly manufacturer?: string;
    readonly model?: string;
    readonly serial_number?: string;
    readonly hardware_version?: string;
    readonly software_version?: string;
    readonly sub_components?: readonly object[];
  }[];
}

export interface RegistrationAck {
  readonly acceptance?: boolean;
  readonly ack_response_reason?: readonly string[];
}

export interface StatusReport {
  readonly report_id?: string;
  /** SYSTEM */
  readonly system?: number;
  /** INFO */
  readonly info?: number;
  readonly active_task_id?: string;
  readonly mode?: string;
  readonly power?: {
    readonly level?: number;
    readonly source?: number;
    readonly status?: number;
  };
  readonly node_location?: Location;
  readonly field_of_view?: LocationOrRangeBearing;
  readonly obscuration?: readonly LocationOrRangeBearing[];
  readonly status?: readonly {
    readonly status_level?: number;
    readonly status_value?: string;
    readonly status_type?: number;
  }[];
  readonly coverage?: readonly LocationOrRangeBearing[];
}

export interface SubClass {
  readonly type?: string;
  readonly confidence?: number;
  readonly level?: number;
  readonly sub_class?: readonly SubClass[];
}

export interface Classification {
  readonly type?: string;
  readonly confidence?: number;
  readonly sub_class?: readonly SubClass[];
}

export interface ObjectInfo {
  readonly type?: string;
  readonly value?: string;
  readonly error?: number;
}

export interface AssociatedDetection {
  readonly timestamp?: Timestamp;
  readonly node_id?: string;
  readonly object_id?: string;
  readonly association_type?: number;
}

export interface AssociatedFile {
  readonly type?: string;
  readonly url?: string;
}

export interface EnuVelocity {
  readonly east_rate?: number;
  readonly north_rate?: number;
  readonly up_rate?: number;
  readonly east_rate_error?: number;
  readonly north_rate_error?: number;
  readonly up_rate_error?: number;
}

export interface Signal {
  readonly amplitude?: number;
  readonly start_frequency?: number;
  readonly centre_frequency?: number;
  readonly stop_frequency?: number;
  readonly pulse_duration?: number;
}

export interface DetectionReport {
  readonly report_id?: string;
  readonly object_id?: string;
  readonly task_id?: string;
  /** a special case, for example "lost" */
  readonly state?: string;
  readonly range_bearing?: RangeBearing;
  readonly location?: Location;
  readonly detection_confidence?: number;
  readonly track_info?: readonly ObjectInfo[];
  readonly prediction_location?: {
    readonly range_bearing?: RangeBearing;
    readonly location?: Location;
    readonly predicted_timestamp?: Timestamp;
  };
  readonly object_info?: readonly ObjectInfo[];
  readonly classification?: readonly Classification[];
  readonly behaviour?: readonly { readonly type?: string; readonly confidence?: number }[];
  readonly associated_file?: readonly AssociatedFile[];
  readonly signal?: readonly Signal[];
  readonly associated_detection?: readonly AssociatedDetection[];
  readonly derived_detection?: readonly AssociatedDetection[];
  readonly enu_velocity?: EnuVelocity;
  readonly colour?: string;
  /** what the object calls itself: tail number, Remote ID serial */
  readonly id?: string;
}

export interface SapientAlert {
  readonly alert_id?: string;
  readonly alert_type?: number;
  readonly status?: number;
  readonly description?: string;
  readonly range_bearing?: RangeBearing;
  readonly location?: Location;
  readonly region_id?: string;
  readonly priority?: number;
  readonly ranking?: number;
  readonly confidence?: number;
  readonly associated_file?: readonly AssociatedFile[];
  readonly associated_detection?: readonly AssociatedDetection[];
  readonly additional_information?: string;
}

export interface AlertAck {
  readonly alert_id?: string;
  readonly reason?: readonly string[];
  /** ALERT_ACK_STATUS */
  readonly alert_ack_status?: number;
}

export interface SapientError {
  /** the octets that were wrong */
  readonly packet?: Uint8Array;
  readonly error_message?: readonly string[];
}

/** Tasks are decoded so that a passing one can be shown; Tocsin sends none. */
export interface Task {
  readonly task_id?: string;
  readonly control?: number;
  readonly [field: string]: unknown;
}

export interface TaskAck {
  readonly task_id?: string;
  readonly task_status?: number;
  readonly reason?: readonly string[];
  readonly associated_file?: AssociatedFile;
}

export const SAPIENT_CONTENT = [
  'registration',
  'registration_ack',
  'status_report',
  'detection_report',
  'task',
  'task_ack',
  'alert',
  'alert_ack',
  'error',
] as const;
export type SapientContent = (typeof SAPIENT_CONTENT)[number];

/** The envelope: exactly one of the nine contents. */
export interface SapientMessage {
  readonly timestamp?: Timestamp;
  readonly node_id?: string;
  readonly destination_id?: string;
  readonly registration?: Registration;
  readonly registration_ack?: RegistrationAck;
  readonly status_report?: StatusReport;
  readonly detection_report?: DetectionReport;
  readonly task?: Task;
  readonly task_ack?: TaskAck;
  readonly alert?: SapientAlert;
  readonly alert_ack?: AlertAck;
  readonly error?: SapientError;
  readonly additional_information?: string;
  readonly $unknown?: readonly UnknownField[];
}

/** Which content a message carries; null when it carries none. */
export function contentOf(message: SapientMessage): SapientContent | null {
  for (const name of SAPIENT_CONTENT) if (message[name] !== undefined) return name;
  return null;
}

/** ms since the Unix epoch; NaN when the timestamp is absent. */
export function timestampToAt(timestamp: Timestamp | undefined): number {
  if (timestamp === undefined) return Number.NaN;
  return (timestamp.seconds ?? 0) * 1000 + (timestamp.nanos ?? 0) / 1e6;
}

/** To the microsecond, which a float64 of ms can carry. */
export function timestampFromAt(at: number): Timestamp {
  const seconds = Math.floor(at / 1000);
  return { seconds, nanos: Math.round((at - seconds * 1000) * 1000) * 1000 };
}
