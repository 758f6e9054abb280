export { areaOf, makeArea, type EdxlArea } from './area.ts';
export { checkEdxl } from './check.ts';
export { decodeEdxl, encodeEdxl, type EdxlRead } from './codec.ts';
export {
  EDXL_CODES,
  EDXL_COMMON_NAMESPACE,
  EDXL_MESSAGE_NAMESPACE,
  EDXL_MESSAGE_TYPES,
  type EdxlAssignment,
  type EdxlContact,
  type EdxlFinding,
  type EdxlLocation,
  type EdxlMessage,
  type EdxlMessageType,
  type EdxlQuantity,
  type EdxlResource,
  type EdxlResourceInformation,
  type EdxlSchedule,
  type EdxlValueList,
} from './message.ts';
export { EDXL_MESSAGES } from './messages.ts';
export { formatEdxlTime, parseEdxlTime } from './texts.ts';
