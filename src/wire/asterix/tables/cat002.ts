// CAT002, Transmission of Monoradar Service Messages. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT002 = `
category 2

edition 1.2 2024-03-15 : Transmission of Monoradar Service Messages
uap 010 000 020 030 041 050 060 070 100 090 080 - SP rfs
000 8 : Message Type
 = 1 North marker message | 2 Sector crossing message | 3 South marker message
 = 8 Activation of blind zone filtering | 9 Stop of blind zone filtering
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
020 u8*360/2^8 ° : Sector Number
030 u24*1/2^7 s : Time of Day
041 u16*1/2^7 s : Antenna Rotation Speed
050 repfx 7 : Station Configuration Status
060 repfx 7 : Station Processing Mode
070 rep1 group : Plot Count Values
 A 1 : Aerial Identification
  = 0 Counter for antenna 1 | 1 Counter for antenna 2
 IDENT 5
  = 1 Sole primary plots | 2 Sole SSR plots | 3 Combined plots
 COUNTER u10
080 repfx 7 : Warning/Error Conditions
090 group : Collimation Error
 RE s8*1/2^7 NM : Range Error
 AE s8*360/2^14 ° : Azimuth Error
100 group : Dynamic Window Type 1
 RS u16*1/2^7 NM <512 : Rho Start
 RE u16*1/2^7 NM <512 : Rho End
 TS u16*360/2^16 ° : Theta Start
 TE u16*360/2^16 ° : Theta End
SP sp : Special Purpose Field

edition 1.1 2021-04-01 differs from 1.2

edition 1.0 1997-11-01 differs from 1.1
`;
