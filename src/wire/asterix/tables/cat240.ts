// CAT240, Radar Video Transmission. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT240 = `
category 240

edition 1.3 2015-05-13 : Radar Video Transmission
uap 010 000 020 030 040 041 048 049 050 051 052 140 RE SP
000 8 : Message Type
 = 1 Video Summary message | 2 Video message
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
020 u32 : Video Record Header
030 rep1 ascii8 : Video Summary
040 group : Video Header Nano
 STARTAZ u16*360/2^16 ° >=0 <360 : Start Azimuth of the Cells Group
 ENDAZ u16*360/2^16 ° >=0 <360 : End Azimuth of the Cells Group
 STARTRG u32 : Starting Range of the Cells Group, Expressed in Number of Cells
 CELLDUR u32*1 ns : Video Cell Duration in Nano-seconds
041 group : Video Header Femto
 STARTAZ u16*360/2^16 ° >=0 <360 : Start Azimuth of the Cells Group
 ENDAZ u16*360/2^16 ° >=0 <360 : End Azimuth of the Cells Group
 STARTRG u32 : Starting Range of the Cells Group, Expressed in Number of Cells
 CELLDUR u32*1 fs : Video Cell Duration in Femto-seconds
048 group : Video Cells Resolution & Data Compression Indicator
 C 1 : Data Compression Indicator
  = 0 No compression applied | 1 Compression applied
 ~7
 RES 8 : Bit Resolution
  = 1 Monobit Resolution (1 bit) | 2 Low Resolution (2 bits) | 3 Medium Resolution (4 bits)
  = 4 High Resolution (8 bits) | 5 Very High Resolution (16 bits) | 6 Ultra High Resolution (32 bits)
049 group : Video Octets & Video Cells Counters
 NBVB u16 : Number of 'valid' Octets
 NBCELLS u24 : Number of 'valid' Cells
050 rep1 32 : Video Block Low Data Volume
051 rep1 512 : Video Block Medium Data Volume
052 rep1 2048 : Video Block High Data Volume
140 u24*1/2^7 s : Time of Day
RE re : Reserved Expansion Field
SP sp : Special Purpose Field
`;
