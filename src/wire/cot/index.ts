export {
  readDataPackage,
  readPackageContent,
  readPackageEvents,
  writeDataPackage,
  type DataPackage,
  type PackageContent,
  type PackageFile,
} from './data-package.ts';
export { decodeCot } from './decode.ts';
export { CotDetail } from './detail.ts';
export { childrenOf, makeElement, textOf, type CotElement } from './element.ts';
export { encodeCot } from './encode.ts';
export { COT_UNKNOWN, makeCotEvent, type CotEvent } from './event.ts';
export { COT_LIMITS } from './limits.ts';
export {
  ClientNegotiation,
  isTakProtocolControl,
  MeshVersions,
  NEGOTIATION_MS,
  readOffer,
  ServerNegotiation,
  type NegotiationStep,
  type ServerNegotiationOptions,
  type TakOffer,
} from './negotiate.ts';
export {
  CotStream,
  decodeCotDatagram,
  frameTakMesh,
  frameTakStream,
  TAK_MAGIC,
  type CotStreamItem,
  type CotStreamStep,
} from './stream.ts';
export {
  decodeTakMessage,
  encodeTakMessage,
  type TakControl,
  type TakMessage,
} from './tak-message.ts';
export {
  COT_AFFILIATIONS,
  COT_DIMENSIONS,
  isCotType,
  isUavType,
  makeAtomType,
  nameOfHow,
  nameOfType,
  readAtom,
  sidcOfType,
  type CotAffiliation,
  type CotAtom,
  type CotDimension,
} from './type-tree.ts';
export { readWords, type CotDestination, type CotLink, type CotWords } from './words.ts';
export { listZip, readZipEntry, writeZip, ZIP_LIMITS, type Inflate, type ZipEntry } from './zip.ts';
