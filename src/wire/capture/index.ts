export { CaptureReader, decodeCapture } from './capture.ts';
export { findIp, LINK_TYPE } from './link.ts';
export { MAX_PACKET_OCTETS, type CapturePacket } from './packet.ts';
export { TcpReader, type TcpPiece } from './tcp.ts';
export { UdpReader, type UdpDatagram } from './udp.ts';
