// CAT001, Transmission of Monoradar Data Target Reports. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT001 = `
category 1

edition 1.4 2022-08-18 : Transmission of Monoradar Data Target Reports
uap plot: 010 020 040 070 090 130 141 050 120 131 080 100 060 030 150 - - - - SP rfs
uap track: 010 020 161 040 042 200 070 090 141 130 131 120 170 210 050 080 100 060 030 SP rfs 150
select 020/TYP 0 plot | 1 track
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
020 ext : Target Report Descriptor
 TYP 1
  = 0 Plot | 1 Track
 SIM 1
  = 0 Actual plot or track | 1 Simulated plot or track
 SSRPSR 2 : Radar Detection in Last Antenna Scan
  = 0 No detection | 1 Sole primary detection | 2 Sole secondary detection
  = 3 Combined primary and secondary detection
 ANT 1
  = 0 Target report from antenna 1 | 1 Target report from antenna 2
 SPI 1
  = 0 Default | 1 Special Position Identification
 RAB 1
  = 0 Default | 1 Plot or track from a fixed transponder
 /
 TST 1
  = 0 Default | 1 Test target indicator
 DS1DS2 2 : Radar Detection in Last Antenna Scan
  = 0 Default | 1 Unlawful interference (code 7500) | 2 Radio-communication failure (code 7600)
  = 3 Emergency (code 7700)
 ME 1
  = 0 Default | 1 Military emergency
 MI 1
  = 0 Default | 1 Military identification
 ~2
 /
030 repfx 7 : Warning/Error Conditions
 = 0 No warning nor error condition | 1 Garbled reply | 2 Reflection | 3 Sidelobe reply | 4 Split plot
 = 5 Second time around reply | 6 Angels | 7 Terrestrial vehicles | 64 Possible wrong code in Mode-3/A
 = 65 Possible wrong altitude information, transmitted when the Code C credibility check fails together with the Mode-C code in binary notation
 = 66 Possible phantom MSSR plot | 80 Fixed PSR plot | 81 Slow PSR plot | 82 Low quality PSR plot
040 group : Measured Position in Polar Co-ordinates
 RHO u16*1/2^7 NM <=512
 THETA u16*360/2^16 °
042 group : Calculated Position in Cartesian Co-ordinates
 X s16*1/2^6 NM >=-512 <=512 : X-Component
 Y s16*1/2^6 NM >=-512 <=512 : Y-Component
050 group : Mode-2 Code in Octal Representation
 V 1
  = 0 Code validated | 1 Code not validated
 G 1
  = 0 Default | 1 Garbled code
 L 1
  = 0 Mode-2 code as derived from the reply of the transponder
  = 1 Smoothed Mode-2 code as provided by a local tracker
 ~1
 MODE2 octal12 : Mode-2 Code in Octal Representation
060 group : Mode-2 Code Confidence Indicator
 ~4
 QA4 1
  = 0 High quality pulse A4 | 1 Low quality pulse A4
 QA2 1
  = 0 High quality pulse A2 | 1 Low quality pulse A2
 QA1 1
  = 0 High quality pulse A1 | 1 Low quality pulse A1
 QB4 1
  = 0 High quality pulse B4 | 1 Low quality pulse B4
 QB2 1
  = 0 High quality pulse B2 | 1 Low quality pulse B2
 QB1 1
  = 0 High quality pulse B1 | 1 Low quality pulse B1
 QC4 1
  = 0 High quality pulse C4 | 1 Low quality pulse C4
 QC2 1
  = 0 High quality pulse C2 | 1 Low quality pulse C2
 QC1 1
  = 0 High quality pulse C1 | 1 Low quality pulse C1
 QD4 1
  = 0 High quality pulse D4 | 1 Low quality pulse D4
 QD2 1
  = 0 High quality pulse D2 | 1 Low quality pulse D2
 QD1 1
  = 0 High quality pulse D1 | 1 Low quality pulse D1
070 group : Mode-3/A Code in Octal Representation
 V 1
  = 0 Code validated | 1 Code not validated
 G 1
  = 0 Default | 1 Garbled code
 L 1
  = 0 Mode-3/A code derived from the reply of the transponder
  = 1 Smoothed Mode-3/A code as provided by a local tracker
 ~1
 MODE3A octal12 : Mode-3/A Reply in Octal Representation
080 group : Mode-3/A Code Confidence Indicator
 ~4
 QA4 1
  = 0 High quality pulse A4 | 1 Low quality pulse A4
 QA2 1
  = 0 High quality pulse A2 | 1 Low quality pulse A2
 QA1 1
  = 0 High quality pulse A1 | 1 Low quality pulse A1
 QB4 1
  = 0 High quality pulse B4 | 1 Low quality pulse B4
 QB2 1
  = 0 High quality pulse B2 | 1 Low quality pulse B2
 QB1 1
  = 0 High quality pulse B1 | 1 Low quality pulse B1
 QC4 1
  = 0 High quality pulse C4 | 1 Low quality pulse C4
 QC2 1
  = 0 High quality pulse C2 | 1 Low quality pulse C2
 QC1 1
  = 0 High quality pulse C1 | 1 Low quality pulse C1
 QD4 1
  = 0 High quality pulse D4 | 1 Low quality pulse D4
 QD2 1
  = 0 High quality pulse D2 | 1 Low quality pulse D2
 QD1 1
  = 0 High quality pulse D1 | 1 Low quality pulse D1
090 group : Mode-C Code in Binary Representation
 V 1
  = 0 Code validated | 1 Code not validated
 G 1
  = 0 Default | 1 Garbled code
 HGT s14*1/2^2 FL : Mode-C HEIGHT
100 group : Mode-C Code and Code Confidence Indicator
 V 1
  = 0 Code validated | 1 Code not validated
 G 1
  = 0 Default | 1 Garbled code
 ~2
 MODEC 12 : Mode-C Reply in Gray Notation
 ~4
 QC1 1
  = 0 High quality pulse C1 | 1 Low quality pulse C1
 QA1 1
  = 0 High quality pulse A1 | 1 Low quality pulse A1
 QC2 1
  = 0 High quality pulse C2 | 1 Low quality pulse C2
 QA2 1
  = 0 High quality pulse A2 | 1 Low quality pulse A2
 QC4 1
  = 0 High quality pulse C4 | 1 Low quality pulse C4
 QA4 1
  = 0 High quality pulse A4 | 1 Low quality pulse A4
 QB1 1
  = 0 High quality pulse B1 | 1 Low quality pulse B1
 QD1 1
  = 0 High quality pulse D1 | 1 Low quality pulse D1
 QB2 1
  = 0 High quality pulse B2 | 1 Low quality pulse B2
 QD2 1
  = 0 High quality pulse D2 | 1 Low quality pulse D2
 QB4 1
  = 0 High quality pulse B4 | 1 Low quality pulse B4
 QD4 1
  = 0 High quality pulse D4 | 1 Low quality pulse D4
120 s8*1/2^8 NM/s : Measured Radial Doppler Speed
130 repfx 7 : Radar Plot Characteristics
131 s8*1 dBm : Received Power
141 u16*1/2^7 s : Truncated Time of Day
150 group : Presence of X-Pulse
 XA 1
  = 0 Default | 1 X-pulse received in Mode-3/A reply
 ~1
 XC 1
  = 0 Default | 1 X-pulse received in Mode-C reply
 ~2
 X2 1
  = 0 Default | 1 X-pulse received in Mode-2 reply
 ~2
161 16 : Track Plot Number
170 ext : Track Status
 CON 1
  = 0 Confirmed Track | 1 Track in initialisation phase
 RAD 1
  = 0 Primary track | 1 SSR/Combined track
 MAN 1
  = 0 Default | 1 Aircraft manoeuvring
 DOU 1
  = 0 Default | 1 Doubtful plot to track association
 RDPC 1 : Radar Data Processing Chain
  = 0 RDP Chain 1 | 1 RDP Chain 2
 ~1
 GHO 1
  = 0 Default | 1 Ghost track
 /
 TRE 1
  = 0 Default | 1 Last report for a track
 ~6
 /
200 group : Calculated Track Velocity in Polar Co-ordinates
 GSP u16*1/2^14 NM/s : Calculated Groundspeed
 HDG u16*360/2^16 ° : Calculated Heading
210 repfx 7 : Track Quality
SP sp : Special Purpose Field

edition 1.3 2021-04-01 differs from 1.4

edition 1.2 2011-08-01 differs from 1.3
`;
