export {
  datagramOfReceived,
  findInPacket,
  LINK_TYPE_80211,
  LINK_TYPE_BLE,
  LINK_TYPE_BLE_HEADER,
  LINK_TYPE_NORDIC_BLE,
  LINK_TYPE_RADIOTAP,
  type ReceivedRemoteId,
} from './capture.ts';
export {
  findInAdvertising,
  findInWifiFrame,
  makeAdvertising,
  makeBeacon,
  makeNanAction,
  transmitterOf,
  type BeaconOptions,
  type CarriedRemoteId,
  type CarrierKind,
} from './carriers.ts';
export {
  decodeRemoteId,
  decodeRemoteIdMessage,
  decodeRemoteIdPack,
  isEmptyPack,
  type RemoteIdPack,
} from './decode.ts';
export {
  encodeRemoteIdMessage,
  encodeRemoteIdPack,
  type EncodeFault,
  type RemoteIdInput,
} from './encode.ts';
export {
  decodeRemoteIdDatagram,
  encodeRemoteIdEnvelope,
  formatAddress,
  type EnvelopeFields,
  type RemoteIdCatch,
} from './envelope.ts';
export {
  horizontalAccuracyM,
  ID_TYPES,
  MESSAGE_OCTETS,
  MESSAGE_TYPE,
  OPERATOR_LOCATION_TYPES,
  PROTOCOL_VERSION,
  REMOTE_ID_EPOCH_AT,
  speedAccuracyMps,
  STATUSES,
  UA_TYPES,
  verticalAccuracyM,
  type AuthMessage,
  type BasicIdMessage,
  type LocationMessage,
  type OperatorIdMessage,
  type RemoteIdMessage,
  type SelfIdMessage,
  type SystemMessage,
} from './messages.ts';
