// CAT205, Radio Direction Finder Reports. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT205 = `
category 205

edition 1.0 2020-03-17 : Radio Direction Finder Reports
uap 010 015 000 030 040 090 050 060 070 080 100 110 120 130 140 150 160 170 180 190 200 SP
000 8 : Message Type
 = 1 System Position Report | 2 System Bearing Report | 3 System Position Report of conflicting transmission
 = 4 System Detection End Report | 5 Sensor Data Report
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
015 8 : Service Identification
030 u24*1/2^7 s : Time of Day
040 8 : Report Number
050 group : Position in WGS-84 Coordinates
 LAT s32*180/2^25 ° >=-90 <=90 : Latitude in WGS-84
 LON s32*180/2^25 ° >=-180 <180 : Longitude in WGS-84
060 group : Position in Cartesian Coordinates
 X s24*1/2 m >=-4194300 <=4194300 : X-coordinate
 Y s24*1/2 m >=-4194300 <=4194300 : Y-coordinate
070 u16*1/100 ° >=0 <=360 : Local Bearing
080 u16*1/100 ° >=0 <=360 : System Bearing
090 ascii56 : Radio Channel Name
100 8 : Quality of Measurement
110 u8*100 m >=0 <=25500 : Estimated Uncertainty
120 rep1 8 : Contributing Sensors
130 group : Conflicting Transmitter Position in WGS-84 Coordinates
 LAT s32*180/2^25 ° >=-90 <=90 : Latitude in WGS-84
 LON s32*180/2^25 ° >=-180 <180 : Longitude in WGS-84
140 group : Conflicting Transmitter Position in Cartesian Coordinates
 X s24*1/2 m >=-4194300 <=4194300 : X-coordinate
 Y s24*1/2 m >=-4194300 <=4194300 : Y-coordinate
150 u8*100 m >=0 <=25500 : Conflicting Transmitter Estimated Uncertainty
160 16 : Track Number
170 8 : Sensor Identification
180 s16*1/100 dBµV : Signal Level
190 8 : Signal Quality
200 s16*1/100 ° >=-90 <=90 : Signal Elevation
SP sp : Special Purpose Field
`;
