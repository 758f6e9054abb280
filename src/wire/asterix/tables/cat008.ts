// CAT008, Monoradar Derived Weather Information. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT008 = `
category 8

edition 1.3 2021-04-01 : Monoradar Derived Weather Information
uap 010 000 020 036 034 040 050 090 100 110 120 038 SP rfs
000 8 : Message Type
 = 1 Polar vector | 2 Cartesian vector of start point/length | 3 Contour record
 = 4 Cartesian start point and end point vector | 254 SOP message | 255 EOP message
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
 ~5
 TST 1
  = 0 Default | 1 Test vector
 ER 1
  = 0 Default | 1 Error condition encountered
 /
034 rep1 group : Sequence of Polar Vectors in SPF Notation
 STR u8 : Start Range
 ENDR u8 : End Range
 AZ u16*360/2^16 ° : Azimuth
036 rep1 group : Sequence of Cartesian Vectors in SPF Notation
 X s8 : X-Component
 Y s8 : Y-Component
 LENGTH u8 : Length
038 rep1 group : Sequence of Weather Vectors in SPF Notation
 X1 s8 : X1-Component
 Y1 s8 : Y1-Component
 X2 s8 : X2-Component
 Y2 s8 : Y2-Component
040 group : Contour Identifier
 ORG 1
  = 0 Local Coordinates | 1 System Coordinates
 I 3 : Intensity Level
 ~2
 FSTLST 2
  = 0 Intermediate record of a contour | 1 Last record of a contour of at least two records
  = 2 First record of a contour of at least two records | 3 First and only record, fully defining a contour
 CSN 8 : Contour Serial Number
050 rep1 group : Sequence of Contour Points in SPF Notation
 X1 s8
 Y1 s8
090 u24*1/2^7 s : Time of Day
100 ext : Processing Status
 F s5 : Scaling Factor
 R 3 : Current Reduction Stage in Use
 Q 15 : Processing Parameters
 /
110 repfx 7 : Station Configuration Status
120 u16 : Total Number of Items Constituting One Weather Picture
SP sp : Special Purpose Field

edition 1.2 2014-08-24 differs from 1.3
`;
