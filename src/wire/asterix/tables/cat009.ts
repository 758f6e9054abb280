// CAT009, Composite Weather Reports. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT009 = `
category 9

edition 2.1 2014-10-22 : Composite Weather Reports
uap 010 000 020 030 060 070 080 090 100
000 8 : Message Type
 = 2 Cartesian vector | 253 Intermediate-update-step message | 254 Start-of-picture message
 = 255 End-of-picture message
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
020 ext : Vector Qualifier
 ORG 1
  = 0 Local Coordinates | 1 System Coordinates
 I u3 : Intensity Level
 S 3 : Shading Orientation with Respect to North
  = 0 0° | 1 22.5° | 2 45° | 3 67.5° | 4 90° | 5 112.5° | 6 135° | 7 157.5°
 /
030 rep1 group : Sequence of Cartesian Vectors
 X s16 : X-coordinate
 Y s16 : Y-coordinate
 L u16 : Vector Length
060 ext : Synchronisation/Control Signal
 SN u6 : Step Number
 ~1
 /
070 u24*1/2^7 s : Time of Day
080 ext : Processing Status
 F s5 : Scaling Factor
 R 3 : Current Reduction Stage in Use
 Q 15 : Processing Parameters
 /
090 rep1 group : Radar Configuration and Status
 SAC 8 : SAC of Radar Concerned
 SIC 8 : SIC of Radar Concerned
 ~3
 CP 1 : Circular Polarisation
 WO 1 : Weather Channel Overload
 R 3 : Reduction Step in Use By Radar  Concerned
100 u16 : Vector Count
`;
