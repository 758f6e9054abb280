// CAT020, Multilateration Target Reports. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT020 = `
category 20

edition 1.11 2025-07-02 : Multilateration Target Reports
uap 010 020 140 041 042 161 170 070 202 090 100 220 245 110 105 210 300 310 500 400 250 230 260 030
 + 055 050 RE SP
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
020 ext : Target Report Descriptor
 SSR 1
  = 0 Non-Mode S 1090MHz multilateration | 1 No Non-Mode S 1090MHz multilat
 MS 1
  = 0 Mode-S 1090 MHz multilateration | 1 No Mode-S 1090 MHz multilateration
 HF 1
  = 0 HF multilateration | 1 No HF multilateration
 VDL4 1
  = 0 VDL Mode 4 multilateration | 1 No VDL Mode 4 multilateration
 UAT 1
  = 0 UAT multilateration | 1 No UAT multilateration
 DME 1
  = 0 DME/TACAN multilateration | 1 No DME/TACAN multilateration
 OT 1
  = 0 Other Technology Multilateration | 1 No Other Technology Multilateration
 /
 RAB 1
  = 0 Report from target transponder | 1 Report from field monitor (element transponder)
 SPI 1
  = 0 Absence of SPI | 1 Special Position Identification
 CHN 1
  = 0 Chain 1 | 1 Chain 2
 GBS 1
  = 0 Transponder Ground bit not set | 1 Transponder Ground bit set
 CRT 1
  = 0 No Corrupted reply in multilateration | 1 Corrupted replies in multilateration
 SIM 1
  = 0 Actual target report | 1 Simulated target report
 TST 1
  = 0 Default | 1 Test Target
 /
 CF 2
  = 0 Target with 24-bit ICAO address | 1 Target with a non-ICAO 24-bit address | 2 Non-ADS-B Message
  = 3 Information not available
 ~5
 /
030 repfx 7 : Warning/Error Conditions
 = 0 Not defined; never used | 1 Multipath Reply (Reflection) | 3 Split plot | 10 Phantom SSR plot
 = 11 Non-Matching Mode-3/A Code
 = 12 Mode C code / Mode S altitude code abnormal value compared to the track
 = 15 Transponder anomaly detected | 16 Duplicated or Illegal Mode S Aircraft Address
 = 17 Mode S error correction applied | 18 Undecodable Mode C code / Mode S altitude code
041 group : Position In WGS-84 Coordinates
 LAT s32*180/2^25 ° >=-90 <=90 : Latitude
 LON s32*180/2^25 ° >=-180 <180 : Longitude
042 group : Position in Cartesian Coordinates
 X s24*1/2 m >=-4194300 <=4194300 : X-coordinate
 Y s24*1/2 m >=-4194300 <=4194300 : Y-coordinate
050 group : Mode-2 Code in Octal Representation
 V 1 : Validated
  = 0 Code validated | 1 Code not validated
 G 1 : Garbled
  = 0 Default | 1 Garbled code
 L 1
  = 0 Mode-2 code derived from the reply of the transponder
  = 1 Smoothed Mode-2 code as provided by a local tracker n
 ~1
 MODE2 octal12 : Mode-2 Reply in Octal Representation
055 group : Mode-1 Code in Octal Representation
 V 1 : Validated
  = 0 Code validated | 1 Code not validated
 G 1 : Garbled
  = 0 Default | 1 Garbled code
 L 1
  = 0 Mode-1 code derived from the reply of the transponder
  = 1 Smoothed Mode-1 code as provided by a local tracker
 MODE1 5 : Mode-1 Code in Octal Representation
070 group : Mode-3/A Code in Octal Representation
 V 1 : Validated
  = 0 Code validated | 1 Code not validated
 G 1 : Garbled
  = 0 Default | 1 Garbled code
 L 1
  = 0 Mode-3/A code derived from the reply of the transponder
  = 1 Mode-3/A code not extracted during the last update period
 ~1
 MODE3A octal12 : Mode-3/A Reply in Octal Representation
090 group : Flight Level in Binary Representation
 V 1 : Validated
  = 0 Code validated | 1 Code not validated
 G 1 : Garbled
  = 0 Default | 1 Garbled code
 FL s14*1/2^2 FL : Flight Level
100 group : Mode C Code
 V 1 : Validated
  = 0 Code validated | 1 Code not validated
 G 1 : Garbled
  = 0 Default | 1 Garbled code
 ~2
 MODEC 12 : Mode-C Reply in Gray Notation
 ~4
 QC1 1 : Quality Pulse C1
  = 0 High quality pulse C1 | 1 Low quality pulse C1
 QA1 1 : Quality Pulse A1
  = 0 High quality pulse A1 | 1 Low quality pulse A1
 QC2 1 : Quality Pulse C2
  = 0 High quality pulse C2 | 1 Low quality pulse C2
 QA2 1 : Quality Pulse A2
  = 0 High quality pulse A2 | 1 Low quality pulse A2
 QC4 1 : Quality Pulse C4
  = 0 High quality pulse C4 | 1 Low quality pulse C4
 QA4 1 : Quality Pulse A4
  = 0 High quality pulse A4 | 1 Low quality pulse A4
 QB1 1 : Quality Pulse B1
  = 0 High quality pulse B1 | 1 Low quality pulse B1
 QD1 1 : Quality Pulse D1
  = 0 High quality pulse D1 | 1 Low quality pulse D1
 QB2 1 : Quality Pulse B2
  = 0 High quality pulse B2 | 1 Low quality pulse B2
 QD2 1 : Quality Pulse D2
  = 0 High quality pulse B2 | 1 Low quality pulse B2
 QB4 1 : Quality Pulse B4
  = 0 High quality pulse B4 | 1 Low quality pulse B4
 QD4 1 : Quality Pulse D4
  = 0 High quality pulse D4 | 1 Low quality pulse D4
105 s16*25/2^2 ft >=-204800 <=204800 : Geometric Height (WGS-84)
110 s16*25/2^2 ft >=-204800 <=204800 : Measured Height (Local Cartesian Coordinates)
140 u24*1/2^7 s : Time of Day
161 group : Track Number
 ~4
 TRN 12 : Track Number
170 ext : Track Status
 CNF 1
  = 0 Confirmed track | 1 Track in initiation phase
 TRE 1
  = 0 Default | 1 Last report for a track
 CST 1
  = 0 Not Coasted | 1 Coasted
 CDM 2
  = 0 Maintaining | 1 Climbing | 2 Descending | 3 Invalid
 MAH 1
  = 0 Default | 1 Horizontal manoeuvre
 STH 1
  = 0 Measured position | 1 Smoothed position
 /
 GHO 1
  = 0 Default | 1 Ghost track
 ~6
 /
202 group : Calculated Track Velocity in Cartesian Coordinates
 VX s16*1/2^2 m/s >=-8192 <=8192
 VY s16*1/2^2 m/s >=-8192 <=8192
210 group : Calculated Acceleration
 AX s8*1/2^2 m/s² >=-31 <=31
 AY s8*1/2^2 m/s² >=-31 <=31
220 24 : Target Address
230 group : Communications/ACAS Capability and Flight Status
 COM 3 : Communications Capability of the Transponder
  = 0 No communications capability (surveillance only) | 1 Comm. A and Comm. B capability
  = 2 Comm. A, Comm. B and Uplink ELM | 3 Comm. A, Comm. B, Uplink ELM and Downlink ELM
  = 4 Level 5 Transponder capability | 5 Not assigned | 6 Not assigned | 7 Not assigned
 STAT 3 : Flight Status
  = 0 No alert, no SPI, aircraft airborne | 1 No alert, no SPI, aircraft on ground
  = 2 Alert, no SPI, aircraft airborne | 3 Alert, no SPI, aircraft on ground
  = 4 Alert, SPI, aircraft airborne or on ground | 5 No alert, SPI, aircraft airborne or on ground
  = 6 Not assigned | 7 Information not yet extracted
 CASEVN 2 : CAS Extended Version Number
  = 0 Non-extended version | 1 ACAS Xa Version 1 | 2 ACAS Xu Version 1 | 3 Reserved for future use
 MSSC 1 : Mode-S Specific Service Capability
  = 0 No | 1 Yes
 ARC 1 : Altitude Reporting Capability
  = 0 100 ft resolution | 1 25 ft resolution
 AIC 1 : Aircraft Identification Capability
  = 0 No | 1 Yes
 B1A 1 : BDS 1,0 Bit 16
 B1B 4 : BDS 1,0 Bits 37/40
245 group : Target Identification
 STI 2
  = 0 Callsign or registration not downlinked from transponder | 1 Registration downlinked from transponder
  = 2 Callsign downlinked from transponder | 3 Not defined
 ~6
 CHR icao48 : Characters 1-8 (coded on 6 Bits Each) Defining Target Identification
250 rep1 group : BDS Register Data
 BDSDATA 56 : 56-bit Message Conveying BDS Register Data
 BDS1 4 : BDS Register Address 1
 BDS2 4 : BDS Register Address 2
260 56 : ACAS Resolution Advisory Report
300 8 : Vehicle Fleet Identification
 = 0 Unknown | 1 ATC equipment maintenance | 2 Airport maintenance | 3 Fire | 4 Bird scarer | 5 Snow plough
 = 6 Runway sweeper | 7 Emergency | 8 Police | 9 Bus | 10 Tug (push/tow) | 11 Grass cutter | 12 Fuel
 = 13 Baggage | 14 Catering | 15 Aircraft maintenance | 16 Flyco (follow me)
310 group : Pre-programmed Message
 TRB 1
  = 0 Default | 1 In Trouble
 MSG 7
  = 1 Towing aircraft | 2 FOLLOW-ME operation | 3 Runway check | 4 Emergency operation (fire, medical...)
  = 5 Work in progress (maintenance, birds scarer, sweepers...)
400 rep1 group : Contributing Devices
 BIT1 1 : TU1/RU1 Contribution
  = 0 TU1/RU1 has NOT contributed to the target detection
  = 1 TU1/RU1 has contributed to the target detection
 BIT2 1 : TU2/RU2 Contribution
  = 0 TU2/RU2 has NOT contributed to the target detection
  = 1 TU2/RU2 has contributed to the target detection
 BIT3 1 : TU3/RU3 Contribution
  = 0 TU3/RU3 has NOT contributed to the target detection
  = 1 TU3/RU3 has contributed to the target detection
 BIT4 1 : TU4/RU4 Contribution
  = 0 TU4/RU4 has NOT contributed to the target detection
  = 1 TU4/RU4 has contributed to the target detection
 BIT5 1 : TU5/RU5 Contribution
  = 0 TU5/RU5 has NOT contributed to the target detection
  = 1 TU5/RU5 has contributed to the target detection
 BIT6 1 : TU6/RU6 Contribution
  = 0 TU6/RU6 has NOT contributed to the target detection
  = 1 TU6/RU6 has contributed to the target detection
 BIT7 1 : TU7/RU7 Contribution
  = 0 TU7/RU7 has NOT contributed to the target detection
  = 1 TU7/RU7 has contributed to the target detection
 BIT8 1 : TU8/RU8 Contribution
  = 0 TU8/RU8 has NOT contributed to the target detection
  = 1 TU8/RU8 has contributed to the target detection
500 compound : Position Accuracy
 DOP group : DOP of Position
  X u16*1/2^2 : DOP (X-Component)
  Y u16*1/2^2 : DOP (Y-Component)
  XY u16*1/2^2 : DOP (Correlation XY)
 SDP group : Standard Deviation of Position
  X u16*1/2^2 m : SDP (X-Component)
  Y u16*1/2^2 m : SDP (Y-Component)
  XY u16*1/2^2 : SDP (Correlation XY)
 SDH u16*1/2 m : Standard Deviation of Geometric Height (WGS 84)
RE re : Reserved Expansion Field
SP sp : Special Purpose Field

edition 1.10 2021-02-19 differs from 1.11
230 group : Communications/ACAS Capability and Flight Status
 ^ COM STAT ~2 MSSC ARC AIC B1A B1B
250 rep1 group : BDS Register Data
 BDSREGISTER 56 : 56-bit Message Conveying Mode S Comm B Message Data
 BDS1 4 : Comm B Data Buffer Store 1 Address
 BDS2 4 : Comm B Data Buffer Store 2 Address

edition 1.9 2015-03-25 differs from 1.10
020 ext : Target Report Descriptor
 ^ SSR MS HF VDL4 UAT DME OT / RAB SPI CHN GBS CRT SIM TST /
170 ext : Track Status
 ^ CNF TRE
 CST 1
  = 0 Not extrapolated | 1 Extrapolated
 ^ CDM MAH STH / GHO ~6 /
250 rep1 group : Mode S MB Data
 MBDATA 56 : 56-bit Message Conveying Mode S Comm B Message Data
 ^ BDS1 BDS2
`;
