/**
 * What BSI Flex 335 v1.0 has otherwise than v2.0: a message or enum named here replaces that of table-v2.ts. Same
 * field numbers with another meaning (RegistrationAck 2, Error 2, TaskAck 3, AlertAck 2 and 3, StatusReport 9) are why
 * the version must be known before a message is read. v1 has no mandatory marks: messages are checked after translation.
 * Facts from the published v1.0 message definitions (Dstl, Crown copyright, Apache-2.0); see NOTICE.
 */
export const MESSAGES_V1: Readonly<Record<string, string>> = {
  SapientMessage: `
    1 timestamp Timestamp, 2 node_id uuid, 3 destination_id uuid,
    4 registration Registration|content, 5 registration_ack RegistrationAck|content,
    6 status_report StatusReport|content, 7 detection_report DetectionReport|content,
    8 task Task|content, 9 task_ack TaskAck|content, 10 alert Alert|content,
    11 alert_ack AlertAck|content, 12 error Error|content`,
  Registration: `
    1 node_definition NodeDefinition[], 2 icd_version string, 3 name string, 4 short_name string,
    5 capabilities Capability[], 6 status_definition StatusDefinition,
    7 mode_definition ModeDefinition[]`,
  'Registration.ModeDefinition': `
    1 mode_name string, 2 mode_type #ModeType, 3 mode_description string, 4 settle_time Duration,
    5 maximum_latency Duration, 6 scan_type #ScanType, 7 tracking_type #TrackingType,
    8 duration Duration, 9 mode_parameter ModeParameter[],
    10 detection_definition DetectionDefinition, 11 task TaskDefinition[]`,
  'Registration.DetectionClassDefinition': `
    1 confidence_definition #ConfidenceDefinition, 2 class_performance PerformanceValue[],
    3 class_definition ClassDefinition[]`,
  'Registration.Command':
    '1 name string, 2 units string, 3 completion_time Duration, 4 type #CommandType',
  RegistrationAck: '1 acceptance bool, 2 ack_response_reason string',
  StatusReport: `
    1 report_id ulid, 2 system #System, 3 info #Info, 4 active_task_id ulid, 5 mode string,
    6 power Power, 7 node_location Location, 8 field_of_view LocationOrRangeBearing,
    9 coverage LocationOrRangeBearing, 10 obscuration LocationOrRangeBearing[],
    11 status Status[]`,
  'StatusReport.Power': '1 source string, 2 status string, 3 level int32',
  'StatusReport.Status': '1 status_level #StatusLevel, 2 status_type string, 3 status_value string',
  'Task.Command': `
    1 request string|command, 2 detection_threshold #DiscreteThreshold|command,
    3 detection_report_rate #DiscreteThreshold|command,
    4 classification_threshold #DiscreteThreshold|command, 5 mode_change string|command,
    6 look_at LocationOrRangeBearing|command, 8 command_parameter string`,
  TaskAck: `
    1 task_id ulid, 2 task_status #TaskStatus, 3 reason string, 4 associated_file AssociatedFile`,
  AlertAck: '1 alert_id ulid, 2 alert_status #AlertStatus, 3 reason string',
  Error: '1 packet bytes, 2 error_message string',
};

export const ENUMS_V1: Readonly<Record<string, string>> = {
  'AlertAck.AlertStatus': 'ALERT_STATUS_ UNSPECIFIED ACCEPTED REJECTED CANCELLED',
  'StatusReport.StatusLevel': `
    STATUS_LEVEL_ UNSPECIFIED SENSOR_STATUS INFORMATION_STATUS WARNING_STATUS ERROR_STATUS`,
  'Task.Control': 'CONTROL_ UNSPECIFIED START STOP PAUSE DEFAULT',
};
