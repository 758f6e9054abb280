// CAT019, Multilateration System Status Messages. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT019 = `
category 19

edition 1.3 2010-12-01 : Multilateration System Status Messages
uap 010 000 140 550 551 552 553 600 610 620 - - RE SP
000 8 : Message Type
 = 1 Start of Update Cycle | 2 Periodic Status Message | 3 Event-triggered Status Message
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
140 u24*1/2^7 s : Time of Day
550 group : System Status
 NOGO 2 : Operational Release Status of the System
  = 0 Operational | 1 Degraded | 2 NOGO | 3 Undefined
 OVL 1 : Overload Indicator
  = 0 No overload | 1 Overload
 TSV 1 : Time Source Validity
  = 0 Valid | 1 Invalid
 TTF 1 : Test Target
  = 0 Test Target Operative | 1 Test Target Failure
 ~3
551 group : Tracking Processor Detailed Status
 TP1A 1
  = 0 Standby | 1 Exec
 TP1B 1
  = 0 Faulted | 1 Good
 TP2A 1
  = 0 Standby | 1 Exec
 TP2B 1
  = 0 Faulted | 1 Good
 TP3A 1
  = 0 Standby | 1 Exec
 TP3B 1
  = 0 Faulted | 1 Good
 TP4A 1
  = 0 Standby | 1 Exec
 TP4B 1
  = 0 Faulted | 1 Good
552 rep1 group : Remote Sensor Detailed Status
 RSI 8 : 8-bit Identification Number of RS
 ~1
 RS1090 1 : Receiver 1090 MHz
  = 0 Not present | 1 Present
 TX1030 1 : Transmitter 1030 MHz
  = 0 Not present | 1 Present
 TX1090 1 : Transmitter 1090 MHz
  = 0 Not present | 1 Present
 RSS 1 : RS Status
  = 0 Faulted | 1 Good
 RSO 1 : RS Operational
  = 0 Offline | 1 Online
 ~2
553 ext : Reference Transponder Detailed Status
 REFTR1 2 : Ref Trans 1 Status
  = 1 Warning | 2 Faulted | 3 Good
 ~2
 REFTR2 2 : Ref Trans 2 Status
  = 1 Warning | 2 Faulted | 3 Good
 ~1
 /
 REFTR3 2 : Ref Trans 3 Status
  = 1 Warning | 2 Faulted | 3 Good
 ~2
 REFTR4 2 : Ref Trans 4 Status
  = 1 Warning | 2 Faulted | 3 Good
 ~1
 /
600 group : Position of the MLT System Reference Point
 LAT s32*180/2^30 ° >=-90 <=90 : Latitude
 LON s32*180/2^30 ° >=-180 <180 : Longitude
610 s16*1/2^2 m >=-8192 <=8192 : Height of the MLT System Reference Point
620 s8*1 m : WGS-84 Undulation
RE re : Reserved Expansion Field
SP sp : Special Purpose Field
`;
