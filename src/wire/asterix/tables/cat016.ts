// CAT016, Independent Non-Cooperative Surveillance System Configuration Reports. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT016 = `
category 16

edition 1.0 2019-07-15 : Independent Non-Cooperative Surveillance System Configuration Reports
uap 010 015 000 140 200 300 400 405 410 420 SP
000 8 : Message Type
 = 1 System Configuration | 2 Transmitter / Receiver Configuration
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
015 8 : Service Identification
140 u24*1/2^7 s : Time of Day
200 u8*1 s >1 : System Configuration Reporting Period
300 rep1 group : Pair Identification
 PID 16 : Pair Identification
 TID 16 : Transmitter Identification
 RID 16 : Receiver Identification
400 group : Position of the System Reference Point
 LAT s32*180/2^31 ° >=-90 <=90 : Latitude
 LON s32*180/2^31 ° >=-180 <180 : Longitude
405 s16*1/2^2 m >-8192 <8192 : Height of System Reference Point
410 rep1 group : Transmitter Properties
 TID 16 : Transmitter ID
 LAT s32*180/2^31 ° >=-90 <=90 : Latitude
 LON s32*180/2^31 ° >=-180 <180 : Longitude
 ALT s16*1/2^2 m >-8192 <8192 : Altitude
 TTO s32*2 ns : Transmission Time Offset
 ~4
 ATO u20*1 ns : Accuracy of Transmission Time Offset
 PCI u16 : Parallel Transmitter Index
420 rep1 group : Receiver Properties
 RID 16 : Receiver Component ID
 LAT s32*180/2^31 ° >=-90 <=90 : Latitude
 LON s32*180/2^31 ° >=-180 <180 : Longitude
 ALT s16*1/2^2 m >-8192 <8192 : Altitude
SP sp : Special Purpose Field
`;
