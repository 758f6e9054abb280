// CAT007, Transmission of Directed Interrogation Messages. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT007 = `
category 7

edition 1.12 2024-07-01 : Transmission of Directed Interrogation Messages
uap downlink: 010 025 410 140 400 020 040 070 090 130 220 240 250 161 042 200 170 210 030 080 100
 + 110 120 230 260 055 050 065 060 450 085 - - SPF REF
uap uplink: 010 025 410 140 400 040 220 161 042 200 415 420 440 - - - - - - SPF REF
select 410 0 downlink | 1 downlink | 2 downlink | 3 downlink | 4 downlink | 5 uplink | 6 uplink | 7 uplink | 8 uplink
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
020 ext : Type and Properties of the Target Report and Target Capabilities
 TYP 3
  = 0 No detection | 1 Single PSR detection | 2 Single SSR detection | 3 SSR + PSR detection
  = 4 Single ModeS All-Call | 5 Single ModeS Roll-Call | 6 ModeS All-Call + PSR | 7 ModeS Roll-Call + PSR
 SIM 1
  = 0 Actual target report | 1 Simulated target report
 RDP 1
  = 0 Report from RDP Chain 1 | 1 Report from RDP Chain 2
 SPI 1
  = 0 Absence of SPI | 1 Special Position Identification
 RAB 1
  = 0 Report from aircraft transponder | 1 Report from field monitor (fixed transponder)
 /
 TST 1
  = 0 Real target report | 1 Test target report
 ERR 1
  = 0 No Extended Range | 1 Extended Range present
 XPP 1
  = 0 No X-Pulse present | 1 X-Pulse present
 ME 1
  = 0 No military emergency | 1 Military emergency
 MI 1
  = 0 No military identification | 1 Military identification
 FOEFRI 2
  = 0 No Mode 4 interrogation | 1 Friendly target | 2 Unknown target | 3 No reply
 /
 ADSB group : On-Site ADS-B Information
  EP 1 : ADSB Element Populated Bit
   = 0 ADSB not populated | 1 ADSB populated
  VAL 1 : On-Site ADS-B Information
   = 0 Not available | 1 Available
 SCN group : Surveillance Cluster Network Information
  EP 1 : SCN Element Populated Bit
   = 0 SCN not populated | 1 SCN populated
  VAL 1 : Surveillance Cluster Network Information
   = 0 Not available | 1 Available
 PAI group : Passive Acquisition Interface Information
  EP 1 : PAI Element Populated Bit
   = 0 PAI not populated | 1 PAI populated
  VAL 1 : Passive Acquisition Interface Information
   = 0 Not available | 1 Available
 ~1
 /
 ACASVX group : ACAS Extended Version
  EP 1 : ACASVX Element Populated Bit
   = 0 ACASVX not populated | 1 ACASVX populated
  VAL 4 : ACAS Extended Version Value
   = 0 Non-Extended Version | 1 ACAS Xa Version 1 | 2 ACAS Xu Version 1 | 3 Reserved for future versions
   = 4 Reserved for future versions | 5 Reserved for future versions | 6 Reserved for future versions
   = 7 Reserved for future versions | 8 Reserved for future versions | 9 Reserved for future versions
   = 10 Reserved for future versions | 11 Reserved for future versions | 12 Reserved for future versions
   = 13 Reserved for future versions | 14 Reserved for future versions | 15 Reserved for future versions
 POXPR group : PO Transponder Capability
  EP 1 : POXPR Element Populated Bit
   = 0 POXPR not populated | 1 POXPR populated
  VAL 1 : PO Transponder Capability
   = 0 PO not supported (PPM only) | 1 PO supported
 /
 POACT group : PO Active for Current Plot
  EP 1 : POACT Element Populated Bit
   = 0 POACT not populated | 1 POACT populated
  VAL 1 : PO Active for Current Plot
   = 0 PO not active | 1 PO active
 DTFXPR group : Basic Dataflash Transponder Capability
  EP 1 : DTFXPR Element Populated Bit
   = 0 DTFXPR not populated | 1 DTFXPR populated
  VAL 1 : Basic Dataflash Transponder Capability
   = 0 Basic Dataflash not supported | 1 Basic Dataflash supported
 DTFACT group : Basic Dataflash Active for Current Plot
  EP 1 : DTFACT Element Populated Bit
   = 0 DTFACT not populated | 1 DTFACT populated
  VAL 1 : Basic Dataflash in Current Plot
   = 0 Basic Dataflash not active | 1 Basic Dataflash active
 ~1
 /
 IRMXPR group : IRM Transponder Capability
  EP 1 : IRMXPR Element Populated Bit
   = 0 IRMXPR not populated | 1 IRMXPR populated
  VAL 1 : Transponder IRM Capability
   = 0 Transponder not IRM capable | 1 Transponder IRM capable
 IRMACT group : IRM Active for Current Plot
  EP 1 : IRMACT Element Populated Bit
   = 0 IRMACT not populated | 1 IRMACT populated
  VAL 1 : IRM Active for Current Plot
   = 0 IRM not active | 1 IRM active
 ~3
 /
025 group : Data Destination Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
030 repfx 7 : Warning/Error Conditions
 = 0 Not defined; never used | 1 Multipath Reply (Reflection)
 = 2 Reply due to sidelobe interrogation/reception | 3 Split plot | 4 Second time around reply | 5 Angel
 = 6 Slow moving target correlated with road infrastructure (terrestrial vehicle) | 7 Fixed PSR plot
 = 8 Slow PSR target | 9 Low quality PSR plot | 10 Phantom SSR plot | 11 Non-Matching Mode-3/A Code
 = 12 Mode C code/Mode S altitude code abnormal value compared to the track | 13 Target in Clutter Area
 = 14 Maximum Doppler Response in Zero Filter | 15 Transponder anomaly detected
 = 16 Duplicated or Illegal Mode S Aircraft Address | 17 Mode S error correction applied
 = 18 Undecodable Mode C code/Mode S altitude code | 19 Birds | 20 Flock of Birds
 = 21 Mode 1 was present in original reply | 22 Mode 2 was present in original reply
 = 23 Plot potentially caused by Wind Turbine | 24 Helicopter
 = 25 Maximum number of re-interrogations reached (surveillance information)
 = 26 Maximum number of re-interrogations reached (BDS Extractions) | 27 BDS Overlay Incoherence
 = 28 Potential BDS Swap Detected | 29 Track Update in the Zenithal Gap | 30 Mode S Track re-acquired
 = 31 Duplicated Mode 5 Pair NO/PIN detected | 32 Wrong DF reply format detected
 = 33 Transponder anomaly (MS XPD replies with Mode A/C to Mode A/C-only all-call)
 = 34 Transponder anomaly (SI capability report wrong) | 35 Potential IC Conflict
 = 36 IC Conflict detection possible - no conflict currently detected
 = 37 Duplicate Mode 5 PIN (refer to the Mode 5 items in the REF)
 = 64 Ambiguous acknowledge, overlapping interrogation windows
 = 65 Ambiguous acknowledge, duplicated request for same Mode S address
 = 66 Ambiguous acknowledge, duplicated request for same track number | 67 Reject, unable to process
 = 68 Reject, too many parallel requests (exceeds system parameter for maximum number of requests per scan)
 = 69 Reject, duplicated request
040 group : Measured Position in Polar Co-ordinates
 RHO u16*1/2^8 NM <256
 THETA u16*360/2^16 °
042 group : Calculated Position in Cartesian Co-ordinates
 X s16*1/2^7 NM >=-256 <=256 : X-Component
 Y s16*1/2^7 NM >=-256 <=256 : Y-Component
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
055 group : Mode-1 Code in Octal Representation
 V 1
  = 0 Code validated | 1 Code not validated
 G 1
  = 0 Default | 1 Garbled code
 L 1
  = 0 Mode-1 code as derived from the reply of the transponder
  = 1 Smoothed Mode-1 code as provided by a local tracker
 MODE1 5 : Mode-1 Code
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
065 group : Mode-1 Code Confidence Indicator
 ~3
 QA4 1
  = 0 High quality pulse A4 | 1 Low quality pulse A4
 QA2 1
  = 0 High quality pulse A2 | 1 Low quality pulse A2
 QA1 1
  = 0 High quality pulse A1 | 1 Low quality pulse A1
 QB2 1
  = 0 High quality pulse B2 | 1 Low quality pulse B2
 QB1 1
  = 0 High quality pulse B1 | 1 Low quality pulse B1
070 group : Mode-3/A Code in Octal Representation
 V 1
  = 0 Code validated | 1 Code not validated
 G 1
  = 0 Default | 1 Garbled code
 L 1
  = 0 Mode-3/A code derived from the reply of the transponder
  = 1 Mode-3/A code not extracted during the last scan
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
085 compound : Mode 5, Extended Mode 1 and X-Pulse
 SUM group : Subfield #1: Mode 5 Summary
  M5 1
   = 0 No Mode 5 interrogation | 1 Mode 5 interrogation
  ID 1
   = 0 No authenticated Mode 5 ID reply | 1 Authenticated Mode 5 ID reply
  DA 1
   = 0 No authenticated Mode 5 Data reply or Report
   = 1 Authenticated Mode 5 Data reply or Report (i.e any valid Mode 5 reply type other than ID)
  M1 1
   = 0 Mode 1 code not present or not from Mode 5 reply | 1 Mode 1 code from Mode 5 reply
  M2 1
   = 0 Mode 2 code not present or not from Mode 5 reply | 1 Mode 2 code from Mode 5 reply
  M3 1
   = 0 Mode 3 code not present or not from Mode 5 reply | 1 Mode 3 code from Mode 5 reply
  MC 1
   = 0 Mode C altitude not present or not from Mode 5 reply | 1 Mode C altitude from Mode 5 reply
  ~1
 PMN group : Subfield #2: Mode 5 PIN/National Origin/Mission Code
  ~2
  PIN 14 : PIN Code
  ~3
  NAT 5 : National Origin
  ~2
  MIS 6 : Mission Code
 POS group : Subfield #3: Mode 5 Reported Position
  LAT s24*180/2^23 ° >=-90 <=90 : Latitude in WGS 84
  LON s24*180/2^23 ° >=-180 <180 : Longitude in WGS 84
 GA group : Subfield #4: Mode 5 GNSS-derived Altitude
  ~1
  RES 1 : Resolution with which the GNSS-derived Altitude (GA) is Reported
   = 0 GA reported in 100 ft increments | 1 GA reported in 25 ft increments
  GA s14*25 ft >=-1000 : GNSS-derived Altitude of Target, Expressed as Height Above WGS 84 Ellipsoid
 EM1 group : Subfield #5: Extended Mode 1 Code in Octal Representation
  V 1
   = 0 Code not validated | 1 Code validated
  G 1
   = 0 Default | 1 Garbled code
  L 1
   = 0 Mode-1 code derived from the reply of the transponder
   = 1 Mode-1 code not extracted during the last scan
  ~1
  EM1 octal12 : Extended Mode 1 Code in Octal Representation
 TOS s8*1/2^7 s : Subfield #6: Time Offset for POS and GA
 XP group : Subfield #7: X Pulse Presence
  ~3
  X5 1 : X-pulse from Mode 5 Data Reply or Report
   = 0 X-pulse set to zero or no authenticated Data reply or Report received
   = 1 X-pulse set to one (present)
  XC 1 : X-pulse from Mode C Reply
   = 0 X-pulse set to zero or no Mode C reply | 1 X-pulse set to one (present)
  X3 1 : X-pulse from Mode 3/A Reply
   = 0 X-pulse set to zero or no Mode 3/A reply | 1 X-pulse set to one (present)
  X2 1 : X-pulse from Mode 2 Reply
   = 0 X-pulse set to zero or no Mode 2 reply | 1 X-pulse set to one (present)
  X1 1 : X-pulse from Mode 1 Reply
   = 0 X-pulse set to zero or no Mode 1 reply | 1 X-pulse set to one (present)
090 group : Flight Level in Binary Representation
 V 1
  = 0 Code validated | 1 Code not validated
 G 1
  = 0 Default | 1 Garbled code
 FL s14*1/2^2 FL : Flight Level
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
110 group : Height Measured by a 3D Radar
 ~2
 3DH s14*25 ft : 3D-Height
120 compound : Radial Doppler Speed
 CAL group : Subfield #1: Calculated Doppler Speed
  D 1
   = 0 Doppler speed is valid | 1 Doppler speed is doubtful
  ~5
  CAL s10*1 m/s : Calculated Doppler Speed
 RDS rep1 group : Subfield #2: Raw Doppler Speed
  DOP u16*1 m/s : Doppler Speed
  AMB u16*1 m/s : Ambiguity Range
  FRQ u16*1 MHz : Transmitter Frequency
130 compound : Radar Plot Characteristics
 SRL u8*360/2^13 ° : Subfield #1: SSR Plot Runlength
 SRR u8 : Subfield #2: Number of Received Replies for (M)SSR
 SAM s8*1 dBm : Subfield #3: Amplitude of Received Replies for (M)SSR
 PRL u8*360/2^13 ° : Subfield #4: PSR Plot Runlength
 PAM s8*1 dBm : Subfield #5: PSR Amplitude
 RPD s8*1/2^8 NM : Subfield #6: Difference in Range Between PSR and SSR Plot
 APD s8*360/2^14 ° : Subfield #7: Difference in Azimuth Between PSR and SSR Plot
140 u24*1/2^7 s <86400 : Time of Day
161 group : Track Number
 ~4
 TN 12 : Track Number
170 ext : Track Status
 CNF 1 : Confirmed Vs. Tentative Track
  = 0 Confirmed Track | 1 Tentative Track
 RAD 2 : Type of Sensor(s) Maintaining Track
  = 0 Combined Track | 1 PSR Track | 2 SSR/Mode S Track | 3 Invalid
 DOU 1 : Signals Level of Confidence in Plot to Track Association Process
  = 0 Normal confidence | 1 Low confidence in plot to track association
 MAH 1 : Manoeuvre Detection in Horizontal Sense
  = 0 No horizontal manoeuvre sensed | 1 Horizontal manoeuvre sensed
 CDM 2 : Climbing/Descending Mode
  = 0 Maintaining | 1 Climbing | 2 Descending | 3 Unknown
 /
 TRE 1 : Signal for End_of_Track
  = 0 Track still alive | 1 End of track lifetime (last report for this track)
 GHO 1 : Ghost Vs. True Target
  = 0 True target track | 1 Ghost target track
 SUP 1 : Track Maintained with Track Information from Neighbouring Node B on the Cluster, or Network
  = 0 No | 1 Yes
 TCC 1 : Type of Plot Coordinate Transformation Mechanism
  = 0 Tracking performed in so-called 'Radar Plane', i.e. neither slant range correction nor stereographical projection was applied
  = 1 Slant range correction and a suitable projection technique are used to track in a 2D reference plane, tangential to the earth model at the Radar Site co-ordinates
 ~3
 /
200 group : Calculated Track Velocity in Polar Co-ordinates
 GSP u16*1/2^14 NM/s : Calculated Groundspeed
 HDG u16*360/2^16 ° : Calculated Heading
210 group : Track Quality
 SIGX u8*1/2^7 NM : Standard Deviation on the Horizontal Axis of the Local Grid System
 SIGY u8*1/2^7 NM : Standard Deviation on the Vertical Axis of the Local Grid System
 SIGV u8*1/2^14 NM/s : Standard Deviation on the Groundspeed Within the Local Grid System
 SIGH u8*360/2^12 ° : Standard Deviation on the Heading Within the Local Grid System
220 24 : Aircraft Address
230 group : Communications/ACAS Capability and Flight Status
 COM 3 : Communications Capability of the Transponder
  = 0 No communications capability (surveillance only) | 1 Comm. A and Comm. B capability
  = 2 Comm. A, Comm. B and Uplink ELM | 3 Comm. A, Comm. B, Uplink ELM and Downlink ELM
  = 4 Level 5 Transponder capability | 5 Not Assigned | 6 Not Assigned | 7 Not Assigned
 STAT 3 : Flight Status
  = 0 No alert, no SPI, aircraft airborne | 1 No alert, no SPI, aircraft on ground
  = 2 Alert, no SPI, aircraft airborne | 3 Alert, no SPI, aircraft on ground
  = 4 Alert, SPI, aircraft airborne or on ground | 5 No alert, SPI, aircraft airborne or on ground
  = 6 Not Assigned | 7 Unknown
 SI 1 : SI/II Transponder Capability
  = 0 SI-Code Capable | 1 II-Code Capable
 ~1
 MSSC 1 : Mode-S Specific Service Capability
  = 0 No | 1 Yes
 ARC 1 : Altitude Reporting Capability
  = 0 100 ft resolution | 1 25 ft resolution
 AIC 1 : Aircraft Identification Capability
  = 0 No | 1 Yes
 B1A 1 : BDS 1,0 Bit 16
 B1B 4 : BDS 1,0 Bits 37/40
240 icao48 : Aircraft Identification
250 rep1 group : Mode S MB Data
 MBDATA 56 : Mode S Comm B Message Data
 BDS1 4 : Comm B Data Buffer Store 1 Address
 BDS2 4 : Comm B Data Buffer Store 2 Address
260 56 : ACAS Resolution Advisory Report
400 group : Directed Interrogation Request Number
 PRI 1 : Priority of Command
  = 0 Normal Priority, surveillance function has priority
  = 1 High Priority, Directed interrogation has priority over surveillance
 RN 15 : Request Number
410 8 : Directed Interrogation Message Type
 = 0 Acknowledge | 1 Reject | 2 Interrogation Finished | 3 Interrogation Completed | 4 Target Report
 = 5 Interrogation Request Type A | 6 Interrogation Request Type B | 7 Interrogation Request Type C
 = 8 Selective BDS-Register Request
415 compound : Required Interrogation Modes
 -
 -
 -
 -
 -
 RIM group : Subfield #1: Required Interrogation Modes
  ~7
  LO 1 : Lockout Override
   = 0 No lockout override | 1 Lockout override
  MSPROB 3 : Probability of Reply If Mode S UF11 or Combined Modes Are Used
   = 0 1 | 1 1/2 | 2 1/4 | 3 1/8 | 4 1/16
  M5FORMAT 5 : Mode 5 Format
  M4CS 2 : Mode 4 Code Selection
   = 0 Code A | 1 Code B | 2 Defined by sensor
  M5S 1 : M5_SUPERMODE_S
  SM5S 1 : M5_SUPERMODE_S
  SM54 1 : M5_SUPERMODE_4
  SM5C 1 : M5_SUPERMODE_C
  SM53 1 : M5_SUPERMODE_3A
  SM52 1 : M5_SUPERMODE_2
  SM51 1 : M5_SUPERMODE_1
  ~1
  M5 1 : MODE_5
  RCMA 1 : MODE S ROLL_CALL
  RCMC 1 : MODE S ROLL_CALL
  CMC 1 : COMBINED_C
  CM3A 1 : COMBINED_3A
  MS 1 : MODE_S
  M4S 1 : M4_SUPERMODE_
  SMC 1 : SUPERMODE_C
  SM3A 1 : SUPERMODE_3A
  SM2 1 : SUPERMODE_2
  SM1 1 : SUPERMODE_1
  MCO 1 : MODE_C_ONLY
  M3O 1 : MODE_3A_ONLY
  MCS 1 : MODE_C_S
  M3S 1 : MODE_3A_S
  MD 1 : MODE_D
  MC 1 : MODE_C
  MB 1 : MODE_B
  M4 1 : MODE_4
  M3A 1 : MODE_3A
  M2 1 : MODE_2
  M1 1 : MODE_1
 MIPT 8 : Subfield #2: MIP Table
420 group : Directed Interrogation Window
 RS u16*1/2^8 NM <256 : Rho-Start
 RE u16*1/2^8 NM <256 : Rho-End
 TS u16*360/2^16 ° : Theta-Start
 TE u16*360/2^16 ° : Theta-End
440 rep1 group : Directed Interrogation BDS Register Request
 BDS1 4 : Comm B Data Buffer Store 1 Address
 BDS2 4 : Comm B Data Buffer Store 2 Address
450 compound : Directed Interrogation Result
 TR group : Subfield #1: Truncation
  ~4
  N 1 : Interrogation Was Not Executed
  T 1 : Interrogation Scheduler Has Truncated the All Call Request
  A 1 : Interrogation Scheduler Has Activated the Request At Least Once
  C 1 : Interrogation Scheduler Has Activated the Request During All Its Validity
 M4 8 : Subfield #2: Mode 4 Interrogations
 M5 8 : Subfield #3: Mode 5 Interrogations
 MS group : Subfield #4: Mode S All Call Interrogations
  ~6
  LO 2 : Lockout
   = 0 No Lockout used by Interrogation Scheduler | 1 Lockout used by Interrogation Scheduler
   = 2 Lockout-Override applied
  NB 8 : Number of Mode S All Calls Performed for the Request
 MX 8 : Subfield #5: Mark X Interrogations
 SMS 8 : Subfield #6: Selective Mode S Interrogations
REF re : Reserved Expansion Field
SPF sp : Special Purpose Field
`;
