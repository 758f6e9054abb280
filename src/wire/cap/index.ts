export {
  CAP_CODES,
  CAP_NAMESPACE,
  type CapAlert,
  type CapArea,
  type CapFinding,
  type CapInfo,
  type CapResource,
  type CapValue,
} from './alert.ts';
export { checkCap, parseCapCircle, parseCapPolygon } from './check.ts';
export { decodeCap, type CapRead } from './read.ts';
export { CAP_ALERT, formatCapTime, parseCapTime } from './schema.ts';
export { encodeCap } from './write.ts';
