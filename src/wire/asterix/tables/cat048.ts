// CAT048, Monoradar Target Reports. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT048 = `
category 48

edition 1.32 2024-07-01 : Monoradar Target Reports
uap 010 140 020 040 070 090 130 220 240 250 161 042 200 170 210 030 080 100 110 120 230 260 055 050
 + 065 060 SP RE
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
020 ext : Target Report Descriptor
 TYP 3
  = 0 No detection | 1 Single PSR detection | 2 Single SSR detection | 3 SSR + PSR detection
  = 4 Single ModeS All-Call | 5 Single ModeS Roll-Call | 6 ModeS All-Call + PSR | 7 ModeS Roll-Call +PSR
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
 ACASXV group : Extended Version
  EP 1 : ACASXV Element Populated Bit
   = 0 ACASXV not populated | 1 ACASXV populated
  VAL 4 : ACAS Extended Version Value
   = 0 Non-Extended Version | 1 ACAS Xa Version 1 | 2 ACAS Xu Version 1
 POXPR group : PO Transponder Capability
  EP 1 : POXPR Element Populated Bit
   = 0 POXPR not populated | 1 POXPR populated
  VAL 1 : PO Transponder Capability
   = 0 PO not supported (PPM only) | 1 PO supported
 /
 POACT group : PO Active for Current Plot
  EP 1 : POACT Element Populated Bit
   = 0 POACT not populated | 1 POACT populated
  VAL 1 : POACT Active for Current Plot
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
  EP 1 : IRM Element Populated Bit
   = 0 IRMACT not populated | 1 IRMACT populated
  VAL 1 : IRM Active for Current Plot
   = 0 IRM not active | 1 IRM active
 ~3
 /
030 repfx 7 : Warning/Error Conditions and Target Classification
 = 0 Not defined; never used | 1 Multipath Reply (Reflection)
 = 2 Reply due to sidelobe interrogation/reception | 3 Split plot | 4 Second time around reply | 5 Angel
 = 6 Slow moving target correlated with road infrastructure (terrestrial vehicle) | 7 Fixed PSR plot
 = 8 Slow PSR target | 9 Low quality PSR plot | 10 Phantom SSR plot | 11 Non-Matching Mode-3/A Code
 = 12 Mode C code / Mode S altitude code abnormal value compared to the track | 13 Target in Clutter Area
 = 14 Maximum Doppler Response in Zero Filter | 15 Transponder anomaly detected
 = 16 Duplicated or Illegal Mode S Aircraft Address | 17 Mode S error correction applied
 = 18 Undecodable Mode C code / Mode S altitude code | 19 Birds | 20 Flock of Birds
 = 21 Mode-1 was present in original reply | 22 Mode-2 was present in original reply
 = 23 Plot potentially caused by Wind Turbine | 24 Helicopter
 = 25 Maximum number of re-interrogations reached (surveillance information)
 = 26 Maximum number of re-interrogations reached (BDS Extractions) | 27 BDS Overlay Incoherence
 = 28 Potential BDS Swap Detected | 29 Track Update in the Zenithal Gap | 30 Mode S Track re-acquired
 = 31 Duplicated Mode 5 Pair NO/PIN detected | 32 Wrong DF reply format detected
 = 33 Transponder anomaly (MS XPD replies with Mode A/C to Mode A/C-only all-call)
 = 34 Transponder anomaly (SI capability report wrong) | 35 Potential IC Conflict
 = 36 IC Conflict detection possible-no conflict currently detected
 = 37 Duplicate Mode 5 PIN (refer to the Mode 5 items in the REF)
040 group : Measured Position in Polar Co-ordinates
 RHO u16*1/2^8 NM <256
 THETA u16*360/2^16 °
042 group : Calculated Position in Cartesian Co-ordinates
 X s16*1/2^7 NM >=-256 <=256 : X-Component
 Y s16*1/2^7 NM >=-256 <=256 : X-Component
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
090 group : Flight Level in Binary Representation
 V 1
  = 0 Code validated | 1 Code not validated
 G 1
  = 0 Default | 1 Garbled code
 FL s14*1/2^2 FL
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
 3DH s14*25 ft : 3D Height, in Binary Notation. Negative Values Are Expressed in Two's Complement
120 compound : Radial Doppler Speed
 CAL group : Calculated Doppler Speed
  D 1
   = 0 Doppler speed is valid | 1 Doppler speed is doubtful
  ~5
  CAL s10*1 m/s : Calculated Doppler Speed, Coded in Two's Complement
 RDS rep1 group : Raw Doppler Speed
  DOP u16*1 m/s : Doppler Speed
  AMB u16*1 m/s : Ambiguity Range
  FRQ u16*1 MHz : Transmitter Frequency
130 compound : Radar Plot Characteristics
 SRL u8*360/2^13 ° : SSR Plot Runlength
 SRR u8 : Number of Received Replies for (M)SSR
 SAM s8*1 dBm : Amplitude of (M)SSR Reply
 PRL u8*360/2^13 ° : Primary Plot Runlength
 PAM s8*1 dBm : Amplitude of Primary Plot
 RPD s8*1/2^8 NM : Difference in Range Between PSR and SSR Plot
 APD s8*360/2^14 ° : Difference in Azimuth Between PSR and SSR Plot
140 u24*1/2^7 s <86400 : Time of Day
161 group : Track Number
 ~4
 TRN 12 : Track Number
170 ext : Track Status
 CNF 1 : Confirmed Vs. Tentative Track
  = 0 Confirmed Track | 1 Tentative Track
 RAD 2 : Type of Sensor(s) Maintaining Track
  = 0 Combined Track | 1 PSR Track | 2 SSR/Mode S Track | 3 Invalid
 DOU 1 : Signals Level of Confidence in Plot to Track Association Process
  = 0 Normal confidence | 1 Low confidence in plot to track association
 MAH 1 : Manoeuvre Detection in Horizontal Sense
  = 0 No horizontal man.sensed | 1 Horizontal man. sensed
 CDM 2 : Climbing / Descending Mode
  = 0 Maintaining | 1 Climbing | 2 Descending | 3 Unknown
 /
 TRE 1 : Signal for End_of_Track
  = 0 Track still alive | 1 End of track lifetime(last report for this track)
 GHO 1 : Ghost Vs. True Target
  = 0 True target track | 1 Ghost target track
 SUP 1 : Track Maintained with Track Information from Neighbouring Node B on the Cluster, or Network
  = 0 No | 1 Yes
 TCC 1 : Type of Plot Coordinate Transformation Mechanism:
  = 0 Tracking performed in so-called 'Radar Plane', i.e. neither slant range correction nor stereographical projection was applied
  = 1 Slant range correction and a suitable projection technique are used to track in a 2D.reference plane, tangential to the earth model at the Radar Site co-ordinates
 ~3
 /
200 group : Calculated Track Velocity in Polar Co-ordinates
 GSP u16*1/2^14 NM/s : Calculated Groundspeed
 HDG u16*360/2^16 ° : Calculated Heading
210 group : Track Quality
 SIGX u8*1/2^7 NM : Sigma (X)) Standard Deviation on the Horizontal Axis of the Local Grid System
 SIGY u8*1/2^7 NM : Sigma (Y)) Standard Deviation on the Vertical Axis of the Local Grid System
 SIGV u8*1/2^14 NM/s : Sigma (V)) Standard Deviation on the Groundspeed Within the Local Grid System
 SIGH u8*360/2^12 ° : Sigma (H)) Standard Deviation on the Heading Within the Local Grid System
220 24 : Aircraft Address
230 group : Communications/ACAS Capability and Flight Status
 COM 3 : Communications Capability of the Transponder
  = 0 No communications capability (surveillance only) | 1 Comm. A and Comm. B capability
  = 2 Comm. A, Comm. B and Uplink ELM | 3 Comm. A, Comm. B, Uplink ELM and Downlink ELM
  = 4 Level 5 Transponder capability
 STAT 3 : Flight Status
  = 0 No alert, no SPI, aircraft airborne | 1 No alert, no SPI, aircraft on ground
  = 2 Alert, no SPI, aircraft airborne | 3 Alert, no SPI, aircraft on ground
  = 4 Alert, SPI, aircraft airborne or on ground | 5 No alert, SPI, aircraft airborne or on ground
  = 7 Unknown
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
250 rep1 group : BDS Register Data
 MBDATA 56 : Mode S Comm B Message Data
 BDS1 4 : Comm B Data Buffer Store 1 Address
 BDS2 4 : Comm B Data Buffer Store 2 Address
260 56 : ACAS Resolution Advisory Report
RE re : Reserved Expansion Field
SP sp : Special Purpose Field

edition 1.31 2022-10-03 differs from 1.32
020 ext : Target Report Descriptor
 ^ TYP SIM RDP SPI RAB / TST ERR XPP ME MI FOEFRI / ADSB SCN PAI ~1 /
030 repfx 7 : Warning/Error Conditions and Target Classification
 = ^ | -37
090 group : Flight Level in Binary Representation
 ^ V G
 FL u14*1/2^2 FL

edition 1.30 2021-11-02 differs from 1.31
020 ext : Target Report Descriptor
 ^ TYP SIM RDP SPI RAB / TST ERR XPP ME MI FOEFRI /
030 repfx 7 : Warning/Error Conditions and Target Classification
 = ^ | -35 | -36

edition 1.29 2021-08-10 differs from 1.30

edition 1.28 2021-02-22 differs from 1.29
250 rep1 group : Mode S MB Data
 ^ MBDATA BDS1 BDS2

edition 1.27 2020-06-18 differs from 1.28
030 repfx 7 : Warning/Error Conditions and Target Classification
 = ^ | -32 | -33 | -34

expansion 1.13 2024-12-01 : Monoradar Target Reports Appendix A: Reserved Expansion Field
RE compound1
 MD5 compound : Mode 5 Reports
  SUM group : Mode 5 Summary
   M5 1
    = 0 No Mode 5 interrogation | 1 Mode 5 interrogation
   ID 1
    = 0 No authenticated Mode 5 ID reply/report | 1 Authenticated Mode 5 ID reply/report
   DA 1
    = 0 No authenticated Mode 5 Data reply/report
    = 1 Authenticated Mode 5 Data reply/report (i.e any valid Mode 5 reply type other than ID)
   M1 1
    = 0 Mode 1 code not present or not from Mode 5 reply/report | 1 Mode 1 code from Mode 5 reply/report
   M2 1
    = 0 Mode 2 code not present or not from Mode 5 reply/report | 1 Mode 2 code from Mode 5 reply/report
   M3 1
    = 0 Mode 3 code not present or not from Mode 5 reply/report | 1 Mode 3 code from Mode 5 reply/report
   MC 1
    = 0 Mode C altitude not present or not from Mode 5 reply/report
    = 1 Mode C altitude from Mode 5 reply/report
   ~1
  PMN group : PIN/ National Origin/Mission Code
   ~2
   PIN 14 : PIN Code
   ~2
   NAV 1 : Validity of NAT
    = 0 National Origin is valid | 1 National Origin is invalid
   NAT 5 : National Origin
   ~2
   MIS 6 : Mission Code
  POS group : Mode 5 Reported Position
   LAT s24*180/2^23 ° >=-90 <=90 : Latitude in WGS 84
   LON s24*180/2^23 ° >=-180 <=180 : Longitude in WGS 84
  GA group : Mode 5 GNSS-derived Altitude
   ~1
   RES 1
    = 0 GA reported in 100 ft increments | 1 GA reported in 25 ft increments
   GA s14*25 ft >=-1000
  EM1 group : Extended Mode 1 Code in Octal Representation
   V 1
    = 0 Code not validated | 1 Code validated
   G 1
    = 0 Default | 1 Garbled code
   L 1
    = 0 Mode 1 Code derived from the reply of the transponder
    = 1 Mode 1 Code not extracted during the last scan
   ~1
   EM1 octal12 : Extended Mode 1 Code in Octal Representation
  TOS u8*1/2^7 s : Time Offset for POS and GA
  XP group : X Pulse Presence
   ~2
   XP 1 : X-pulse from Mode 5 PIN Reply/Report
    = 0 X-Pulse not present | 1 X-pulse present
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
 M5N compound : Mode 5 Reports, New Format
  SUM group : Mode 5 Summary
   M5 1
    = 0 No Mode 5 interrogation | 1 Mode 5 interrogation
   ID 1
    = 0 No authenticated Mode 5 ID reply/report | 1 Authenticated Mode 5 ID reply/report
   DA 1
    = 0 No authenticated Mode 5 Data reply/report
    = 1 Authenticated Mode 5 Data reply/report (i.e any valid Mode 5 reply type other than ID)
   M1 1
    = 0 Mode 1 code not present or not from Mode 5 reply/report | 1 Mode 1 code from Mode 5 reply/report
   M2 1
    = 0 Mode 2 code not present or not from Mode 5 reply/report | 1 Mode 2 code from Mode 5 reply/report
   M3 1
    = 0 Mode 3 code not present or not from Mode 5 reply/report | 1 Mode 3 code from Mode 5 reply/report
   MC 1
    = 0 Mode C altitude not present or not from Mode 5 reply/report
    = 1 Mode C altitude from Mode 5 reply/report
   ~1
  PMN group : PIN/ National Origin/Mission Code
   ~2
   PIN 14 : PIN Code
   ~4
   NOV 1 : Validity of NO
    = 0 National Origin is valid | 1 National Origin is invalid
   NO 11 : National Origin
  POS group : Mode 5 Reported Position
   LAT s24*180/2^23 ° >=-90 <=90 : Latitude in WGS 84
   LON s24*180/2^23 ° >=-180 <=180 : Longitude in WGS 84
  GA group : Mode 5 GNSS-derived Altitude
   ~1
   RES 1
    = 0 GA reported in 100 ft increments | 1 GA reported in 25 ft increments
   GA s14*25 ft >=-1000
  EM1 group : Extended Mode 1 Code in Octal Representation
   V 1
    = 0 Code not validated | 1 Code validated
   G 1
    = 0 Default | 1 Garbled code
   L 1
    = 0 Mode 1 Code derived from the reply of the transponder
    = 1 Mode 1 Code not extracted during the last scan
   ~1
   EM1 octal12 : Extended Mode 1 Code in Octal Representation
  TOS u8*1/2^7 s : Time Offset for POS and GA
  XP group : X Pulse Presence
   ~2
   XP 1 : X-pulse from Mode 5 PIN Reply/Report
    = 0 X-Pulse not present | 1 X-pulse present
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
  FOM group : Figure of Merit
   ~3
   FOM 5
 M4E ext : Extended Mode 4 Report
  ~5
  FOEFRI 2 : Indication Foe/Friend (Mode4)
   = 0 No Mode 4 interrogation | 1 Possibly friendly target | 2 Probably friendly target | 3 Friendly target
  /
 RPC compound : Radar Plot Characteristics
  SCO u8 : Score
  SRC u16*1/10 dB >=0.1 <=2550 : Signal/Clutter Ratio
  RW u16*1/2^8 NM <=256 : Range Width
  AR u16*1/2^8 NM <=256 : Ambiguous Range
 ERR u24*1/2^8 NM <=65535 : Extended Range Report
 RTC compound : Radar Track Characteristics
  PTL group : Plot/Track Link
   ~3
   SCN 1 : Track / SCN Association
    = 0 Track is not associated with an SCN Plot | 1 Track is associated with an SCN Plot
   RC 1 : Roll Call Component
    = 0 Associated Plot does not contain a Roll Call component
    = 1 Associated Plot contains at least a Roll Call component
   AC 1 : All Call Component
    = 0 Associated Plot does not contain an All Call component
    = 1 Associated Plot contains at least an All Call component
   SSR 1 : SSR Component
    = 0 Associated Plot does not contain an SSR component
    = 1 Associated Plot contains at least an SSR component
   PSR 1 : PSR Component
    = 0 Associated Plot does not contain a PSR component
    = 1 Associated Plot contains at least a PSR component
   PLOTNR 16
  ATL rep1 16 : ADS-B/Track Link
  TRN u8*1 % <=100 : Turn State
  NPP group : Next Predicted Position
   PREDRHO u16*1/2^7 NM : Predicted Range
   PREDTHETA u16*360/2^16 ° : Predicted Azimuth
   EVOLRHOSTART u16*1/2^7 NM : Predicted Closest Range
   EVOLRHOEND u16*1/2^7 NM : Predicted Largest Range
   EVOLTHETASTART u16*360/2^16 ° : Predicted Smallest Azimuth
   EVOLTHETAEND u16*360/2^16 ° : Predicted Largest Azimuth
   NOISERHOSTART u16*1/2^7 NM : Predicted Closest Range
   NOISERHOEND u16*1/2^7 NM : Predicted Largest Range
   NOISETHETASTART u16*360/2^16 ° : Predicted Smallest Azimuth
   NOISETHETAEND u16*360/2^16 ° : Predicted Largest Azimuth
   PREDTIME u16*1/2^7 s : Predicted Detection Time
  DLK rep1 group : Data Link Characteristics
   TYPE 4
    = 0 Surveillance Mode A (alert bit or periodic) | 1 Comm-A | 2 Ground Initiated Comm-B
    = 3 Air Initiated Comm-B | 4 Broadcast Comm-B | 5 Comm-C | 6 Comm-D | 7 Reserved for future use
    = 8 Reserved for future use | 9 Reserved for future use | 10 Reserved for future use
    = 11 Reserved for future use | 12 Reserved for future use | 13 Reserved for future use
    = 14 Reserved for future use | 15 Reserved for future use
   ORIGIN 2
    = 0 From previous scan | 1 New in current scan | 2 Requested in the beam by transponder
    = 3 Invalid ASTERIX value
   STATE 2
    = 0 In progress | 1 Completed | 2 Cancelled | 3 Invalid ASTERIX value
  LCK group : Lockout Characteristics
   LS 1 : Lockout State
    = 0 Target not locked out by this radar | 1 Target locked out by this radar
   LOCTIM u15*1 ms : Lockout Time
  TC group : Transition Code
   ~7
   TCOUNT1 u4
   TCODE1 5
   TCOUNT2 u4
   TCODE2 octal12
   TCOUNT3 u4
   TCODE3 octal12
  TLC group : Track Life Cycle
   ACQI 2
    = 0 Tentative Track with One Plot | 1 Tentative Track with at least Two Plots | 2 Pre-Confirmed Track
    = 3 Confirmed Track
   TRKUPDCTR u14
   LASTTRKUPD u16*1 ms
  ASI rep1 group : Adjacent Sensor Information
   SACADJS 8 : SAC of the Adjacent Sensor
   SICADJS 8 : SIC of the Adjacent Sensor
   TIMEOFDAYSCN u16*1/2^7 s : Absolute Timestamp in UTC Provided by the SCN
   DATAUSE 7 : Use of Adjacent Sensor Data
    = 0 Data used by Tracker | 1 Data not used by Tracker | 2 2-127: Reserved for future use
   DRNA 1 : DRN Availability
    = 0 DRN not available | 1 DRN available
   DRN 16
  TES 8 : Track Extrapolation Source
   = 0 Radar tracker calculation | 1 Integrated ADS-B | 2 External ADS-B | 3 SCN
  IR group : Identity Requested
   IR 1
    = 0 Identity not requested | 1 Identity requested
   M3A u7*1 s : Age of Mode 3/A Code (I048/070)
 CPC compound : Common and Plot Characteristics
  PNB 16 : Plot Number
  RPL rep1 group : Replies/Plot Link
   TYPE 8 : Reply Type
    = 0 PSR Echo | 1 SSR Reply | 2 All Call Reply | 3 Roll Call Reply
   REPLYNBR 16
  SNB u8 : Scan Number
  DATE group : Common and Plot Characteristics Date
   Y1 u4 >=0 <=10
   Y2 u4 >=0 <=10
   Y3 u4 >=0 <=10
   Y4 u4 >=0 <=10
   M1 u4 >=0 <=1
   M2 u4 >=0 <=10
   D1 u4 >=0 <=3
   D2 u4 >=0 <=10
 GEN48 compound : Generic Category 048 Data
  ALTM2 group : Alternative Mode 2 Code
   V 1
    = 0 Code validated | 1 Code not validated
   G 1
    = 0 Default | 1 Garbled code
   L 1
    = 0 Mode-2 code as derived from reply of the transponder
    = 1 Smoothed Mode-2 as provided by a local tracker
   ~1
   ALTM2 octal12 : Mode-2 Code in Octal Representation
  ALTM3 group : Alternative Mode 3/A
   V 1
    = 0 Code validated | 1 Code not validated
   G 1
    = 0 Default | 1 Garbled code
   L 1
    = 0 Mode-3/A code as derived from the reply of the transponder
    = 1 Smoothed Mode-3/A code as provided by a local tracker
   ~1
   ALTM3 octal12 : Mode-3/A Code in Octal Representation
  ALTFL group : Alternative Flight Level
   V 1
    = 0 Code validated | 1 Code not validated
   G 1
    = 0 Default | 1 Garbled code
   ALTFL s14*1/2^2 ALTFL : Flight Level in Two's Complement Form
  RCSDB group : Radar Cross Section
   ~2
   RCSDB s14*1/100 dBm² >=-60 <=30
  RCSM group : Radar Cross Section
   ~2
   RCSM u30*1/10^6 m² >=1e-06 <=1000

expansion 1.12 2024-07-01 differs from 1.13
RE compound1
 ^ MD5 M5N M4E RPC ERR RTC CPC
 GEN48 compound : Generic Category 048 Data
  ^ ALTM2 ALTM3 ALTFL

expansion 1.11 2022-12-07 differs from 1.12
RE compound1
 ^ MD5 M5N M4E RPC ERR RTC CPC
`;
