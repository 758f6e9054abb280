// CAT004, Safety Net Messages. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT004 = `
category 4

edition 1.13 2024-06-04 : Safety Net Messages
uap 010 000 015 020 040 045 060 030 170 120 070 076 074 075 100 035 171 110 - RE SP
000 8 : Message Type
 = 1 Alive Message (AM) | 2 Route Adherence Monitor Longitudinal Deviation (RAMLD)
 = 3 Route Adherence Monitor Heading Deviation (RAMHD) | 4 Minimum Safe Altitude Warning (MSAW)
 = 5 Area Proximity Warning (APW) | 6 Clearance Level Adherence Monitor (CLAM)
 = 7 Short Term Conflict Alert (STCA) | 8 Approach Path Monitor (APM)
 = 9 RIMCAS Arrival / Landing Monitor (ALM) | 10 RIMCAS Arrival / Departure Wrong Runway Alert (WRA)
 = 11 RIMCAS Arrival / Departure Opposite Traffic Alert (OTA) | 12 RIMCAS Departure Monitor (RDM)
 = 13 RIMCAS Runway / Taxiway Crossing Monitor (RCM) | 14 RIMCAS Taxiway Separation Monitor (TSM)
 = 15 RIMCAS Unauthorized Taxiway Movement Monitor(UTMM) | 16 RIMCAS Stop Bar Overrun Alert (SBOA)
 = 17 End Of Conflict (EOC) | 18 ACAS Resolution Advisory (ACASRA) | 19 Near Term Conflict Alert (NTCA)
 = 20 Downlinked Barometric Pressure Setting Monitor (DBPSM) | 21 Speed Adherence Monitor (SAM)
 = 22 Outside Controlled Airspace Tool (OCAT) | 23 Vertical Conflict Detection (VCD)
 = 24 Vertical Rate Adherence Monitor (VRAM) | 25 Cleared Heading Adherence Monitor (CHAM)
 = 26 Downlinked Selected Altitude Monitor (DSAM) | 27 Holding Adherence Monitor (HAM)
 = 28 Vertical Path Monitor (VPM) | 29 RIMCAS Taxiway Traffic Alert (TTA)
 = 30 RIMCAS Arrival/Departure Close Runway Alert (CRA)
 = 31 RIMCAS Arrival/Departure Aircraft Separation Monitor (ASM)
 = 32 RIMCAS ILS Area Violation Monitor (IAVM) | 33 Final Target Distance Indicator (FTD)
 = 34 Initial Target Distance Indicator (ITD) | 35 Wake Vortex Indicator Infringement Alert (IIA)
 = 36 Sequence Warning (SQW) | 37 Catch Up Warning (CUW) | 38 Conflicting ATC Clearances (CATC)
 = 39 No ATC Clearance (NOCLR) | 40 Aircraft Not Moving despite ATC Clearance (NOMOV)
 = 41 Aircraft leaving/entering the aerodrome area without proper handover (NOH)
 = 42 Wrong Runway or Taxiway Type (WRTY) | 43 Stand Occupied (STOCC) | 44 Ongoing Alert (ONGOING)
 = 45 Non-Transgression Zone Violation (NTZ) | 97 Lost Track Warning (LTW)
 = 98 Holding Volume Infringement (HVI) | 99 Airspace Infringement Warning (AIW)
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
015 rep1 group : SDPS Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
020 u24*1/2^7 s : Time of Message
030 16 : Track Number 1
035 16 : Track Number 2
040 16 : Alert Identifier
045 group : Area and Alert Status
 AREA group : Area Status
  EP 1 : Element Populated Bit
   = 0 Element not populated | 1 Element populated
  VAL 3 : Area Status Value
   = 0 Inactive | 1 Active | 2 Pre-active | 3 Reserved for Future Use | 4 Reserved for Future Use
   = 5 Reserved for Future Use | 6 Reserved for Future Use | 7 Reserved for Future Use
 STAT 3 : Status of the Alert
 ~1
060 ext : Safety Net Function and System Status
 MRVA 1
  = 0 Default | 1 MRVA function
 RAMLD 1
  = 0 Default | 1 RAMLD function
 RAMHD 1
  = 0 Default | 1 RAMHD function
 MSAW 1
  = 0 Default | 1 MSAW function
 APW 1
  = 0 Default | 1 APW function
 CLAM 1
  = 0 Default | 1 CLAM function
 STCA 1
  = 0 Default | 1 STCA function
 /
 APM 1
  = 0 Default | 1 APM function
 RIMCA 1
  = 0 Default | 1 RIMCA function
 ACASRA 1
  = 0 Default | 1 ACAS RA function
 NTCA 1
  = 0 Default | 1 NTCA function
 DG 1
  = 0 Default | 1 System degraded
 OF 1
  = 0 Default | 1 Overflow error
 OL 1
  = 0 Default | 1 Overload error
 /
 AIW 1
  = 0 Default | 1 AIW function
 PAIW 1
  = 0 Default | 1 PAIW function
 OCAT 1
  = 0 Default | 1 OCAT function
 SAM 1
  = 0 Default | 1 SAM function
 VCD 1
  = 0 Default | 1 VCD function
 CHAM 1
  = 0 Default | 1 CHAM function
 DSAM 1
  = 0 Default | 1 DSAM function
 /
 DBPSMARR 1
  = 0 Default | 1 DBPSM ARR sub-function
 DBPSMDEP 1
  = 0 Default | 1 DBPSM DEP sub-function
 DBPSMTL 1
  = 0 Default | 1 DBPSM TL sub-function
 VRAMCRM 1
  = 0 Default | 1 VRAM CRM sub-function
 VRAMVTM 1
  = 0 Default | 1 VRAM VTM sub-function
 VRAMVRM 1
  = 0 Default | 1 VRAM VRM sub-function
 HAMHD 1
  = 0 Default | 1 HAM HD sub-function
 /
 HAMRD 1
  = 0 Default | 1 HAM RD sub-function
 HAMVD 1
  = 0 Default | 1 HAM VD sub-function
 HVI 1
  = 0 Default | 1 HVI function
 LTW 1
  = 0 Default | 1 LTW function
 VPM 1
  = 0 Default | 1 VPM function
 TTA 1
  = 0 Default | 1 TTA function
 CRA 1
  = 0 Default | 1 CRA function
 /
 ASM 1
  = 0 Default | 1 ASM sub-function
 IAVM 1
  = 0 Default | 1 IAVM sub-function
 FTD 1
  = 0 Default | 1 FTD Function
 ITD 1
  = 0 Default | 1 ITD function
 IIA 1
  = 0 Default | 1 IIA function
 SQW 1
  = 0 Default | 1 SQW function
 CUW 1
  = 0 Default | 1 CUW function
 /
 CATC 1
  = 0 Default | 1 CATC function
 NOCLR 1
  = 0 Default | 1 NOCLR sub-function
 NOMOV 1
  = 0 Default | 1 NOMOV Function
 NOH 1
  = 0 Default | 1 NOH function
 WRTY 1
  = 0 Default | 1 WRTY function
 STOCC 1
  = 0 Default | 1 STOCC function
 ONGOING 1
  = 0 Default | 1 ONGOING function
 /
 NTZ 1
  = 0 Default | 1 Non-Transgression Zone Function
 ~6
 /
070 compound : Conflict Timing and Separation
 TC u24*1/2^7 s : Time to Conflict
 TCA u24*1/2^7 s : Time to Closest Approach
 CHS u24*1/2 m : Current Horizontal Separation
 MHS u16*1/2 m : Estimated Minimum Horizontal Separation
 CVS u16*25 ft : Current Vertical Separation
 MVS u16*25 ft : Estimated Minimum Vertical Separation
074 s16*32 m : Longitudinal Deviation
075 s24*1/2 m : Transversal Distance Deviation
076 s16*25 ft : Vertical Deviation
100 compound : Area Definition
 AN icao48 : Area Name
 CAN ascii56 : Crossing Area Name
 RT1 ascii56 : Runway/Taxiway Designator 1
 RT2 ascii56 : Runway/Taxiway Designator 2
 SB ascii56 : Stop Bar Designator
 G ascii56 : Gate Designator
110 rep1 group : FDPS Sector Control Identification
 CEN 8
 POS 8
120 compound : Conflict Characteristics
 CN ext : Conflict Nature
  MAS 1 : Conflict Location in Military Airspace
   = 0 Conflict not predicted to occur in military airspace
   = 1 Conflict predicted to occur in military airspace
  CAS 1 : Conflict Location in Civil Airspace
   = 0 Conflict not predicted to occur in civil airspace | 1 Conflict predicted to occur in civil airspace
  FLD 1 : Fast Lateral Divergence
   = 0 Aircraft are not fast diverging laterally at current time
   = 1 Aircraft are fast diverging laterally at current time
  FVD 1 : Fast Vertical Divergence
   = 0 Aircraft are not fast diverging vertically at current time
   = 1 Aircraft are fast diverging vertically at current time
  TYPE 1 : Type of Separation Infringement
   = 0 Minor separation infringement | 1 Major separation infringement
  CROSS 1 : Crossing Test
   = 0 Aircraft have not crossed at starting time of conflict
   = 1 Aircraft have crossed at starting time of conflict
  DIV 1 : Divergence Test
   = 0 Aircraft are not diverging at starting time of conflict
   = 1 Aircraft are diverging at starting time of conflict
  /
  RRC 1 : Runway/Runway Crossing in RIMCAS
   = 0 Default | 1 Runway/Runway Crossing
  RTC 1 : Runway/Taxiway Crossing in RIMCAS
   = 0 Default | 1 Runway/Taxiway Crossing
  MRVA 1
   = 0 Default | 1 Msg Type 4 (MSAW) indicates MRVA
  VRAMCRM 1
   = 0 Default | 1 Msg Type 25 (VRAM) indicates CRM
  VRAMVRM 1
   = 0 Default | 1 Msg Type 25 (VRAM) indicates VRM
  VRAMVTM 1
   = 0 Default | 1 Msg Type 25 (VRAM) indicates VTM
  HAMHD 1
   = 0 Default | 1 Msg Type 29 (HAM) indicates HD
  /
  HAMRD 1
   = 0 Default | 1 Msg Type 29 (HAM) indicates RD
  HAMVD 1
   = 0 Default | 1 Msg Type 29 (HAM) indicates VD
  DBPSMARR 1
   = 0 Default | 1 Msg Type 20 (DBPSM) indicates ARR
  DBPSMDEP 1
   = 0 Default | 1 Msg Type 20 (DBPSM) indicates DEP
  DBPSMTL 1
   = 0 Default | 1 Msg Type 20 (DBPSM) indicates above TL
  AIW 1
   = 0 Default | 1 Msg Type 99 (AIW) indicates pAIW Alert
  ~1
  /
 CC group : Conflict Classification
  TID 4 : Identification of Conflict Categories Definition Table
  CPC by 000,120/CC/TID : Conflict Properties Class
   ? 5,1 3
    = 0 APW Low Severity | 1 APW Medium Severity | 2 APW High Severity
   ? 7,0 3
    = 1 Major seperation infringement and not (crossed and diverging)
    = 2 Minor seperation infringement and not (crossed and diverging)
    = 3 Major seperation infringement and (crossed and diverging)
    = 4 Minor seperation infringement and (crossed and diverging)
   ? 7,1 group
    LPF 1 : Linear Prediction Filter
     = 0 Filter not set | 1 Filter set
    CPF 1 : Current Proximity Filter
     = 0 Filter not set | 1 Filter set
    MHF 1 : Manoeuvre Hazard Filter
     = 0 Filter not set | 1 Filter set
   ? 9,2 group
    RAS 1 : RIMCAS Alert Stage
     = 0 Stage One Alert | 1 Stage Two Alert
    ~2
   ? 10,2 group
    RAS 1 : RIMCAS Alert Stage
     = 0 Stage One Alert | 1 Stage Two Alert
    ~2
   ? 11,2 group
    RAS 1 : RIMCAS Alert Stage
     = 0 Stage One Alert | 1 Stage Two Alert
    ~2
   ? 12,2 group
    RAS 1 : RIMCAS Alert Stage
     = 0 Stage One Alert | 1 Stage Two Alert
    ~2
   ? 13,2 group
    RAS 1 : RIMCAS Alert Stage
     = 0 Stage One Alert | 1 Stage Two Alert
    ~2
   ? 14,2 group
    RAS 1 : RIMCAS Alert Stage
     = 0 Stage One Alert | 1 Stage Two Alert
    ~2
   ? 15,2 group
    RAS 1 : RIMCAS Alert Stage
     = 0 Stage One Alert | 1 Stage Two Alert
    ~2
   ? 16,2 group
    RAS 1 : RIMCAS Alert Stage
     = 0 Stage One Alert | 1 Stage Two Alert
    ~2
   ? 15,1 3
    = 0 2 aircraft, same taxiway, opposite direction | 1 Aircraft entering wrong direction
    = 2 Aircraft entering wrong taxiway | 3 Speed violation
   ? 24,1 3
    = 0 VRM Slow Climb | 1 VRM Slow Descent
   ? 24,2 3
    = 0 VTM Fast Climb | 1 VTM Fast Descent
   ? 26,1 3
    = 0 Vertical manoeuvre deviation prior to reaching its expected level
    = 1 Vertical manoeuvre deviation past its expected level
   ? 27,1 3
    = 0 Slow Descent | 1 Fast Descent | 2 Slow Climb | 3 Fast Climb
   ? 27,2 3
    = 0 Above | 1 Below
   ? 33,1 3
    = 0 Table - Single RWY Operation | 1 MRS - Single RWY Operation | 2 ROT - Single RWY Operation
    = 3 GAP - Single RWY Operation | 4 Table - Parallel RWY Operation | 5 MRS - Parallel RWY Operation
    = 6 ROT - Parallel RWY Operation | 7 GAP - Parallel RWY Operation
   ? 34,1 3
    = 0 Table - Single RWY Operation | 1 MRS - Single RWY Operation | 2 ROT - Single RWY Operation
    = 3 GAP - Single RWY Operation | 4 Table - Parallel RWY Operation | 5 MRS - Parallel RWY Operation
    = 6 ROT - Parallel RWY Operation | 7 GAP - Parallel RWY Operation
   ? 35,1 3
    = 0 End of Alert | 1 Planned Alert | 2 Alert on TABLE Indicator | 3 Alert on MRS Indicator
    = 4 Alert on ROT Indicator | 5 Alert on GAP Indicator
   ? 38,0 3
    = 0 Line-Up vs. Line-Up | 1 Line-Up vs. Cross or Enter | 2 Line-Up vs. Take-Off | 3 Line-Up vs. Landing
   ? 38,1 3
    = 0 Cross or Enter  vs. Line-Up | 1 Cross or Enter  vs. Cross or Enter | 2 Cross or Enter  vs. Take-Off
    = 3 Cross or Enter  vs. Landing
   ? 38,2 3
    = 0 Take-Off vs. Line-Up | 1 Take-Off vs. Cross or Enter | 2 Take-Off vs. Take-Off
    = 3 Take-Off vs. Landing
   ? 38,3 3
    = 0 Landing vs. Line-Up | 1 Landing vs. Cross or Enter | 2 Landing vs. Take-Off | 3 Landing vs. Landing
   ? 38,4 3
    = 0 Push-Back vs. Push-Back | 1 Push-Back vs. Taxi
   ? 38,5 3
    = 0 Taxi vs. Push-Back | 1 TAxi vs. Taxi
   ? 39,1 3
    = 0 No Push-Back Clearance | 1 No Taxi Clearance | 2 No Line-Up Clearance | 3 No Crossing Clearance
    = 4 No Enter Clearance | 5 No Take-Off Clearance | 6 Landing Clearance
   ? 40,1 3
    = 0 After Push-Back Clearance | 1 After Taxi Clearance | 2 After Line-Up Clearance
    = 3 After Crossing Clearance | 4 After Enter Clearance | 5 After Take-Off Clearance
    = 6 Stationary on Runway | 7 Stationary on Taxiway
   ? 41,1 3
    = 0 No contact (receiving ATSU) | 1 No transfer (leaving ATSU)
   ? 45,1 group
    LFP 1 : Linear Prediction Filter
     = 0 Filter not set | 1 Filter set
    ~1
    MSM 1 : Mode S Manoeuvre/Prediction Filter
     = 0 Filter not set | 1 Filter set
   ? else 3
  CS 1 : Conflict Severity
   = 0 LOW | 1 HIGH
 CP u8*1/2 % : Conflict Probability
 CD u24*1/2^7 s : Conflict Duration
170 compound : Aircraft Identification and Characteristics 1
 AI1 ascii56 : Aircraft Identifier (in 7 Characters) of Aircraft 1 Involved in the Conflict
 M31 group : Mode 3/A Code Aircraft 1
  ~4
  MODE3A octal12 : Mode-3/A Code (Converted Into Octal Representation) of Aircraft 1 Involved in the Conflict
 CPW group : Predicted Conflict Position Target 1 in WGS-84 Coordinates
  LAT s32*180/2^25 ° >=-90 <=90 : Latitude in WGS-84 in Two’s Complement
  LON s32*180/2^25 ° >=-180 <180 : Longitude in WGS-84 in Two’s Complement
  ALT s16*25 ft >=-1500 <=150000 : Altitude of Predicted Conflict
 CPC group : Predicted Conflict Position for the Aircraft 1 Involved in the Conflict
  X s24*1/2 m : Starting X-position of the Conflict
  Y s24*1/2 m : Starting Y-position of the Conflict
  Z s16*25 ft >=-1500 <=150000 : Starting Z-position of the Conflict
 TT1 u24*1/2^7 s : Time to Runway Threshold for First Approaching Aircraft in a RIMCA
 DT1 u16*1/2 m : Distance to Runway Threshold for Aircraft 1 Involved in a RIMCA
 AC1 ext : Characteristics of Aircraft 1 Involved in the Conflict
  GATOAT 2 : Identification of Conflict Categories Definition Table
   = 0 Unknown | 1 General Air Traffic | 2 Operational Air Traffic | 3 Not applicable
  FR1FR2 2 : Flight Rules
   = 0 Instrument Flight Rules | 1 Visual Flight rules | 2 Not applicable | 3 Controlled Visual Flight Rules
  RVSM 2
   = 0 Unknown | 1 Approved | 2 Exempt | 3 Not Approved
  HPR 1
   = 0 Normal Priority Flight | 1 High Priority Flight
  /
  CDM 2 : Climbing/Descending Mode
   = 0 Maintaining | 1 Climbing | 2 Descending | 3 Invalid
  PRI 1
   = 0 Non primary target | 1 Primary target
  GV 1
   = 0 Default | 1 Ground Vehicle
  ~3
  /
 MS1 icao48 : Aircraft Identification Downloaded from Aircraft 1 Involved in the Conflict If Equipped with a Mode-S Transponder
 FP1 group : Number of the Flight Plan Correlated to Aircraft 1 Involved in the Conflict
  ~5
  NBR u27*1 >=0 <=99999999
 CF1 u16*1/2^2 FL : Cleared Flight Level for Aircraft 1 Involved in the Conflict
171 compound : Aircraft Identification and Characteristics 2
 AI2 ascii56 : Aircraft Identifier (in 7 Characters) of Aircraft 2 Involved in the Conflict
 M32 group : Mode 3/A Code Aircraft 2
  ~4
  MODE3A octal12 : Mode-3/A Code (Converted Into Octal Representation) of Aircraft 2 Involved in the Conflict
 CPW group : Predicted Conflict Position Target 2 in WGS-84 Coordinates
  LAT s32*180/2^25 ° >=-90 <=90 : Latitude in WGS-84 in Two’s Complement
  LON s32*180/2^25 ° >=-180 <180 : Longitude in WGS-84 in Two’s Complement
  ALT s16*25 ft >=-1500 <=150000 : Altitude of Predicted Conflict
 CPL group : Predicted Conflict Position for the Aircraft 2 Involved in the Conflict
  X s24*1/2 m : Starting X-position of the Conflict
  Y s24*1/2 m : Starting Y-position of the Conflict
  Z s16*25 ft >=-1500 <=150000 : Starting Z-position of the Conflict
 TT2 u24*1/2^7 s : Time to Runway Threshold for Second Approaching Aircraft in a RIMCA
 DT2 u16*1/2 m : Distance to Runway Threshold for Aircraft 2 Involved in a RIMCA
 AC2 ext : Characteristics of Aircraft 2 Involved in the Conflict
  GATOAT 2 : Identification of Conflict Categories Definition Table
   = 0 Unknown | 1 General Air Traffic | 2 Operational Air Traffic | 3 Not applicable
  FR1FR2 2 : Flight Rules
   = 0 Instrument Flight Rules | 1 Visual Flight rules | 2 Not applicable | 3 Controlled Visual Flight Rules
  RVSM 2
   = 0 Unknown | 1 Approved | 2 Exempt | 3 Not Approved
  HPR 1
   = 0 Normal Priority Flight | 1 High Priority Flight
  /
  CDM 2 : Climbing/Descending Mode
   = 0 Maintaining | 1 Climbing | 2 Descending | 3 Invalid
  PRI 1
   = 0 Non primary target | 1 Primary target
  GV 1
   = 0 Default | 1 Ground Vehicle
  ~3
  /
 MS2 icao48 : Aircraft Identification Downloaded From Aircraft 2 Involved in the Conflict If Eequipped With a Mode-S Transponder
 FP2 group : Number of the Flight Plan Correlated to Aircraft 2 Involved in the Conflict
  ~5
  NBR u27*1 >=0 <=99999999
 CF2 u16*1/2^2 FL : Cleared Flight Level for Aircraft 2 Involved in the Conflict
RE re : Reserved Expansion Field
SP sp : Special Purpose Field

edition 1.12 2020-10-28 differs from 1.13
000 8 : Message Type
 = ^ | -45
045 group : Alert Status
 ~4
 ^ STAT ~1
060 ext : Safety Net Function and System Status
 ^ MRVA RAMLD RAMHD MSAW APW CLAM STCA / APM RIMCA ACASRA NTCA DG OF OL / AIW PAIW OCAT SAM VCD CHAM
 ^ DSAM / DBPSMARR DBPSMDEP DBPSMTL VRAMCRM VRAMVTM VRAMVRM HAMHD / HAMRD HAMVD HVI LTW VPM TTA CRA
 ^ / ASM IAVM FTD ITD IIA SQW CUW / CATC NOCLR NOMOV NOH WRTY STOCC ONGOING /
120 compound : Conflict Characteristics
 ^ CN
 CC group : Conflict Classification
  ^ TID
  CPC by 000,120/CC/TID : Conflict Properties Class
   ? 5,1 3
    = 0 APW Low Severity | 1 APW Medium Severity | 2 APW High Severity
   ? 7,0 3
    = 1 Major seperation infringement and not (crossed and diverging)
    = 2 Minor seperation infringement and not (crossed and diverging)
    = 3 Major seperation infringement and (crossed and diverging)
    = 4 Minor seperation infringement and (crossed and diverging)
   ? 7,1 group
    LPF 1 : Linear Prediction Filter
     = 0 Filter not set | 1 Filter set
    CPF 1 : Current Proximity Filter
     = 0 Filter not set | 1 Filter set
    MHF 1 : Manoeuvre Hazard Filter
     = 0 Filter not set | 1 Filter set
   ? 9,2 group
    RAS 1 : RIMCAS Alert Stage
     = 0 Stage One Alert | 1 Stage Two Alert
    ~2
   ? 10,2 group
    RAS 1 : RIMCAS Alert Stage
     = 0 Stage One Alert | 1 Stage Two Alert
    ~2
   ? 11,2 group
    RAS 1 : RIMCAS Alert Stage
     = 0 Stage One Alert | 1 Stage Two Alert
    ~2
   ? 12,2 group
    RAS 1 : RIMCAS Alert Stage
     = 0 Stage One Alert | 1 Stage Two Alert
    ~2
   ? 13,2 group
    RAS 1 : RIMCAS Alert Stage
     = 0 Stage One Alert | 1 Stage Two Alert
    ~2
   ? 14,2 group
    RAS 1 : RIMCAS Alert Stage
     = 0 Stage One Alert | 1 Stage Two Alert
    ~2
   ? 15,2 group
    RAS 1 : RIMCAS Alert Stage
     = 0 Stage One Alert | 1 Stage Two Alert
    ~2
   ? 16,2 group
    RAS 1 : RIMCAS Alert Stage
     = 0 Stage One Alert | 1 Stage Two Alert
    ~2
   ? 15,1 3
    = 0 2 aircraft, same taxiway, opposite direction | 1 Aircraft entering wrong direction
    = 2 Aircraft entering wrong taxiway | 3 Speed violation
   ? 24,1 3
    = 0 VRM Slow Climb | 1 VRM Slow Descent
   ? 24,2 3
    = 0 VTM Fast Climb | 1 VTM Fast Descent
   ? 26,1 3
    = 0 Vertical manoeuvre deviation prior to reaching its expected level
    = 1 Vertical manoeuvre deviation past its expected level
   ? 27,1 3
    = 0 Slow Descent | 1 Fast Descent | 2 Slow Climb | 3 Fast Climb
   ? 27,2 3
    = 0 Above | 1 Below
   ? 33,1 3
    = 0 Table - Single RWY Operation | 1 MRS - Single RWY Operation | 2 ROT - Single RWY Operation
    = 3 GAP - Single RWY Operation | 4 Table - Parallel RWY Operation | 5 MRS - Parallel RWY Operation
    = 6 ROT - Parallel RWY Operation | 7 GAP - Parallel RWY Operation
   ? 34,1 3
    = 0 Table - Single RWY Operation | 1 MRS - Single RWY Operation | 2 ROT - Single RWY Operation
    = 3 GAP - Single RWY Operation | 4 Table - Parallel RWY Operation | 5 MRS - Parallel RWY Operation
    = 6 ROT - Parallel RWY Operation | 7 GAP - Parallel RWY Operation
   ? 35,1 3
    = 0 End of Alert | 1 Planned Alert | 2 Alert on TABLE Indicator | 3 Alert on MRS Indicator
    = 4 Alert on ROT Indicator | 5 Alert on GAP Indicator
   ? 38,0 3
    = 0 Line-Up vs. Line-Up | 1 Line-Up vs. Cross or Enter | 2 Line-Up vs. Take-Off | 3 Line-Up vs. Landing
   ? 38,1 3
    = 0 Cross or Enter  vs. Line-Up | 1 Cross or Enter  vs. Cross or Enter | 2 Cross or Enter  vs. Take-Off
    = 3 Cross or Enter  vs. Landing
   ? 38,2 3
    = 0 Take-Off vs. Line-Up | 1 Take-Off vs. Cross or Enter | 2 Take-Off vs. Take-Off
    = 3 Take-Off vs. Landing
   ? 38,3 3
    = 0 Landing vs. Line-Up | 1 Landing vs. Cross or Enter | 2 Landing vs. Take-Off | 3 Landing vs. Landing
   ? 38,4 3
    = 0 Push-Back vs. Push-Back | 1 Push-Back vs. Taxi
   ? 38,5 3
    = 0 Taxi vs. Push-Back | 1 TAxi vs. Taxi
   ? 39,1 3
    = 0 No Push-Back Clearance | 1 No Taxi Clearance | 2 No Line-Up Clearance | 3 No Crossing Clearance
    = 4 No Enter Clearance | 5 No Take-Off Clearance | 6 Landing Clearance
   ? 40,1 3
    = 0 After Push-Back Clearance | 1 After Taxi Clearance | 2 After Line-Up Clearance
    = 3 After Crossing Clearance | 4 After Enter Clearance | 5 After Take-Off Clearance
    = 6 Stationary on Runway | 7 Stationary on Taxiway
   ? 41,1 3
    = 0 No contact (receiving ATSU) | 1 No transfer (leaving ATSU)
   ? else 3
  ^ CS
 ^ CP CD
`;
