// CAT062, SDPS Track Messages. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT062 = `
category 62

edition 1.21 2025-06-05 : SDPS Track Messages
uap 010 - 015 070 105 100 185 210 060 245 380 040 080 290 200 295 136 130 135 220 390 270 300 110
 + 120 510 500 340 - - - - - RE SP
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
015 8 : Service Identification
040 16 : Track Number
060 group : Track Mode 3/A Code
 V 1 : Validated
  = 0 Code validated | 1 Code not validated
 G 1 : Garbled
  = 0 Default | 1 Garbled code
 CH 1 : Change in Mode 3/A
  = 0 No change | 1 Mode 3/A has changed
 ~1
 MODE3A octal12 : Mode-3/A Reply in Octal Representation
070 u24*1/2^7 s : Time Of Track Information
080 ext : Track Status
 MON 1
  = 0 Multisensor track | 1 Monosensor track
 SPI 1
  = 0 Default value | 1 SPI present in the last report received from a sensor capable of decoding this data
 MRH 1 : Most Reliable Height
  = 0 Barometric altitude (Mode C) more reliable | 1 Geometric altitude more reliable
 SRC 3 : Source of Calculated Track Altitude for I062/130
  = 0 No source | 1 GNSS | 2 3D radar | 3 Triangulation | 4 Height from coverage | 5 Speed look-up table
  = 6 Default height | 7 Multilateration
 CNF 1
  = 0 Confirmed track | 1 Tentative track
 /
 SIM 1
  = 0 Actual track | 1 Simulated track
 TSE 1
  = 0 Default value | 1 Last message transmitted to the user for the track
 TSB 1
  = 0 Default value | 1 First message transmitted to the user for the track
 FPC 1
  = 0 Not flight-plan correlated | 1 Flight plan correlated
 AFF 1
  = 0 Default value | 1 ADS-B data inconsistent with other surveillance information
 STP 1
  = 0 Default value | 1 Slave Track Promotion
 KOS 1
  = 0 Complementary service used | 1 Background service used
 /
 AMA 1
  = 0 Track not resulting from amalgamation process | 1 Track resulting from amalgamation process
 MD4 2
  = 0 No Mode 4 interrogation | 1 Friendly target | 2 Unknown target | 3 No reply
 ME 1
  = 0 Default value
  = 1 Military Emergency present in the last report received from a sensor capable of decoding this data
 MI 1
  = 0 Default value
  = 1 Military Identification present in the last report received from a sensor capable of decoding this data
 MD5 2
  = 0 No Mode 5 interrogation | 1 Friendly target | 2 Unknown target | 3 No reply
 /
 CST 1
  = 0 Default value
  = 1 Age of the last received track update is higher than system dependent threshold (coasting)
 PSR 1
  = 0 Default value | 1 Age of the last received PSR track update is higher than system dependent threshold
 SSR 1
  = 0 Default value | 1 Age of the last received SSR track update is higher than system dependent threshold
 MDS 1
  = 0 Default value
  = 1 Age of the last received Mode S track update is higher than system dependent threshold
 ADS 1
  = 0 Default value
  = 1 Age of the last received ADS-B track update is higher than system dependent threshold
 SUC 1
  = 0 Default value
  = 1 Special Used Code (Mode A codes to be defined in the system to mark a track with special interest)
 AAC 1
  = 0 Default value | 1 Assigned Mode A Code Conflict (same discrete Mode A Code assigned to another track)
 /
 SDS 2
  = 0 Combined | 1 Co-operative only | 2 Non-Cooperative only | 3 Not defined
 EMS 3
  = 0 No emergency | 1 General emergency | 2 Lifeguard / medical | 3 Minimum fuel | 4 No communications
  = 5 Unlawful interference | 6 Downed Aircraft | 7 Undefined
 PFT 1
  = 0 No indication | 1 Potential False Track Indication
 FPLT 1
  = 0 Default value | 1 Track created / updated with FPL data
 /
 DUPT 1
  = 0 Default value | 1 Duplicate Mode 3/A Code
 DUPF 1
  = 0 Default value | 1 Duplicate Flight Plan
 DUPM 1
  = 0 Default value | 1 Duplicate Flight Plan due to manual correlation
 SFC 1
  = 0 Default value | 1 Surface target
 IDD 1
  = 0 No indication | 1 Duplicate Flight-ID
 IEC 1
  = 0 Default value | 1 Inconsistent Emergency Code
 MLAT 1
  = 0 Default value | 1 Age of the last received MLAT track updateis higher than system dependent threshold
 /
 M5I 1
  = 0 Default value
  = 1 Age of the last received Mode-5 interrogation track update is higher than system dependent threshold
 ~6
 /
100 group : Calculated Track Position (Cartesian)
 X s24*1/2 m : X Coordinate
 Y s24*1/2 m : Y Coordinate
105 group : Calculated Position In WGS-84 Co-ordinates
 LAT s32*180/2^25 ° >=-90 <=90 : Latitude
 LON s32*180/2^25 ° >=-180 <180 : Longitude
110 compound : Mode 5 Data Reports and Extended Mode 1 Code
 SUM group : Mode 5 Summary
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
   = 0 Mode C altitude code not present or not from Mode 5 reply | 1 Mode C altitude from Mode 5 reply
  X 1 : X-pulse from Mode 5 Data Reply or Report
   = 0 X-pulse set to zero or no authenticated Data reply or Report received | 1 X-pulse set to one
 PMN group : Mode 5 PIN/ National Origin/Mission Code
  ~2
  PIN 14 : PIN Code
  ~3
  NAT 5 : National Origin
  ~2
  MIS 6 : Mission Code
 POS group : Mode 5 Reported Position
  LAT s24*180/2^23 ° >=-90 <=90 : Latitude
  LON s24*180/2^23 ° >=-180 <180 : Longitude
 GA group : Mode 5 GNSS-derived Altitude
  ~1
  RES 1 : Resolution with which the GNSS-derived Altitude (GA) is Reported
   = 0 GA reported in 100 ft increments | 1 GA reported in 25 ft increments
  GA s14*25 ft >=-1000 : GNSS-derived Altitude of Target, Expressed as Height Above WGS 84 Ellipsoid
 EM1 group : Extended Mode 1 Code in Octal Representation
  ~4
  EM1 octal12 : Extended Mode 1 Reply in Octal Representation
 TOS s8*1/2^7 s : Time Offset for POS and GA
 XP group : X Pulse Presence
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
120 group : Track Mode 2 Code
 ~4
 MODE2 octal12 : Mode-2 Code in Octal Representation
130 s16*25/2^2 ft >=-1500 <=150000 : Calculated Track Geometric Altitude
135 group : Calculated Track Barometric Altitude
 QNH 1
  = 0 No QNH correction applied | 1 QNH correction applied
 CTB s15*1/2^2 FL >=-15 <=1500 : Calculated Track Barometric Altitude
136 s16*1/2^2 FL >=-15 <=1500 : Measured Flight Level
185 group : Calculated Track Velocity (Cartesian)
 VX s16*1/2^2 m/s >=-8192 <=8191.75 : Velocity (X-component)
 VY s16*1/2^2 m/s >=-8192 <=8191.75 : Velocity (Y-component)
200 group : Mode of Movement
 TRANS 2 : Transversal Acceleration
  = 0 Constant course | 1 Right turn | 2 Left turn | 3 Undetermined
 LONG 2 : Longitudinal Acceleration
  = 0 Constant groundspeed | 1 Increasing groundspeed | 2 Decreasing groundspeed | 3 Undetermined
 VERT 2 : Vertical Rate
  = 0 Level | 1 Climb | 2 Descent | 3 Undetermined
 ADF 1 : Altitude Discrepancy Flag
  = 0 No altitude discrepancy | 1 Altitude discrepancy
 ~1
210 group : Calculated Acceleration (Cartesian)
 AX s8*1/2^2 m/s²
 AY s8*1/2^2 m/s²
220 s16*25/2^2 ft/min : Calculated Rate of Climb/Descent
245 group : Target Identification
 STI 2
  = 0 Callsign or registration downlinked from target | 1 Callsign not downlinked from target
  = 2 Registration not downlinked from target | 3 Invalid
 ~6
 CHR icao48 : Characters 1-8 (Coded on 6 Bits Each) Defining Target Identification
270 ext : Target Size and Orientation
 LENGTH u7*1 m : Length
 /
 ORIENTATION u7*360/2^7 ° : Orientation
 /
 WIDTH u7*1 m : Width
 /
290 compound : System Track Update Ages
 TRK u8*1/2^2 s <=63.75 : Track Age
 PSR u8*1/2^2 s <=63.75 : PSR Age
 SSR u8*1/2^2 s <=63.75 : SSR Age
 MDS u8*1/2^2 s <=63.75 : Mode S Age
 ADS u16*1/2^2 s <=16383.75 : ADS-C Age
 ES u8*1/2^2 s <=63.75 : ADS-B Extended Squitter Age
 VDL u8*1/2^2 s <=63.75 : ADS-B VDL Mode 4 Age
 UAT u8*1/2^2 s <=63.75 : ADS-B UAT Age
 LOP u8*1/2^2 s <=63.75 : Loop Age
 MLT u8*1/2^2 s <=63.75 : Multilateration Age
295 compound : Track Data Ages
 MFL u8*1/2^2 s <=63.75 : Measured Flight Level Age
 MD1 u8*1/2^2 s <=63.75 : Mode 1 Age
 MD2 u8*1/2^2 s <=63.75 : Mode 2 Age
 MDA u8*1/2^2 s <=63.75 : Mode 3/A Age
 MD4 u8*1/2^2 s <=63.75 : Mode 4 Age
 MD5 u8*1/2^2 s <=63.75 : Mode 5 Age
 MHG u8*1/2^2 s <=63.75 : Magnetic Heading Age
 IAS u8*1/2^2 s <=63.75 : Indicated Airspeed / Mach Nb Age
 TAS u8*1/2^2 s <=63.75 : True Airspeed Age
 SAL u8*1/2^2 s <=63.75 : Selected Altitude Age
 FSS u8*1/2^2 s <=63.75 : Final State Selected Altitude Age
 TID u8*1/2^2 s <=63.75 : Trajectory Intent Age
 COM u8*1/2^2 s <=63.75 : Communication/ACAS Capability and Flight Status Age
 SAB u8*1/2^2 s <=63.75 : Status Reported by ADS-B Age
 ACS u8*1/2^2 s <=63.75 : ACAS Resolution Advisory Report Age
 BVR u8*1/2^2 s <=63.75 : Barometric Vertical Rate Age
 GVR u8*1/2^2 s <=63.75 : Geometrical Vertical Rate Age
 RAN u8*1/2^2 s <=63.75 : Roll Angle Age
 TAR u8*1/2^2 s <=63.75 : Track Angle Rate Age
 TAN u8*1/2^2 s <=63.75 : Track Angle Age
 GSP u8*1/2^2 s <=63.75 : Ground Speed Age
 VUN u8*1/2^2 s <=63.75 : Velocity Uncertainty Age
 MET u8*1/2^2 s <=63.75 : Meteorological Data Age
 EMC u8*1/2^2 s <=63.75 : Emitter Category Age
 POS u8*1/2^2 s <=63.75 : Position Age
 GAL u8*1/2^2 s <=63.75 : Geometric Altitude Age
 PUN u8*1/2^2 s <=63.75 : Position Uncertainty Age
 MB u8*1/2^2 s <=63.75 : BDS Register Data Age
 IAR u8*1/2^2 s <=63.75 : Indicated Airspeed Data Age
 MAC u8*1/2^2 s <=63.75 : Mach Number Data Age
 BPS u8*1/2^2 s <=63.75 : Barometric Pressure Setting Data Age
300 8 : Vehicle Fleet Identification
 = 0 Unknown | 1 ATC equipment maintenance | 2 Airport maintenance | 3 Fire | 4 Bird scarer | 5 Snow plough
 = 6 Runway sweeper | 7 Emergency | 8 Police | 9 Bus | 10 Tug (push/tow) | 11 Grass cutter | 12 Fuel
 = 13 Baggage | 14 Catering | 15 Aircraft maintenance | 16 Flyco (follow me)
340 compound : Measured Information
 SID group : Sensor Identification
  SAC 8 : System Area Code
  SIC 8 : System Identification Code
 POS group : Measured Position
  RHO u16*1/2^8 NM <=256 : Measured Distance
  THETA u16*360/2^16 ° : Measured Azimuth
 HEIGHT s16*25 ft : Measured 3-D Height
 MDC group
  V 1 : Validated
   = 0 Code validated | 1 Code not validated
  G 1 : Garbled
   = 0 Default | 1 Garbled code
  LMC s14*1/2^2 FL >=-12 <=1270 : Last Measured Mode C Code
 MDA group
  V 1 : Validated
   = 0 Code validated | 1 Code not validated
  G 1 : Garbled
   = 0 Default | 1 Garbled code
  L 1
   = 0 Mode 3/A code as derived from the reply of the transponder
   = 1 Mode 3/A code as provided by a sensor local tracker
  ~1
  MODE3A octal12 : Mode-3/A Reply in Octal Representation
 TYP group
  TYP 3 : Report Type
   = 0 No detection | 1 Single PSR detection | 2 Single SSR detection | 3 SSR + PSR detection
   = 4 Single ModeS All-Call | 5 Single ModeS Roll-Call | 6 ModeS All-Call + PSR | 7 ModeS Roll-Call + PSR
  SIM 1
   = 0 Actual target report | 1 Simulated target report
  RAB 1
   = 0 Report from target transponder | 1 Report from field monitor (item transponder)
  TST 1
   = 0 Real target report | 1 Test target report
  ~2
380 compound : Aircraft Derived Data
 ADR 24 : Target Address
 ID icao48 : Target Identification
 MHG u16*360/2^16 ° : Magnetic Heading
 IAS group : Indicated Airspeed/Mach No
  IM 1
   = 0 Air Speed = IAS, LSB (Bit-1) = 2^-14 NM/s | 1 Air Speed = Mach, LSB (Bit-1) = 0.001
  IAS by 380/IAS/IM
   ? 0 u15*1/2^14 NM/s
   ? 1 u15*1/1000 Mach
   ? else 15
 TAS u16*1 kt >=0 <=2046 : True Airspeed
 SAL group : Selected Altitude
  SAS 1
   = 0 No source information provided | 1 Source information provided
  SRC 2
   = 0 Unknown | 1 Aircraft altitude | 2 FCU/MCP selected altitude | 3 FMS selected altitude
  ALT s13*25 ft >=-1300 <=100000 : Altitude in Two's Complement Form
 FSS group : Final State Selected Altitude
  MV 1 : Manage Vertical Mode
   = 0 Not active | 1 Active
  AH 1 : Altitude Hold
   = 0 Not active | 1 Active
  AM 1 : Approach Mode
   = 0 Not active | 1 Active
  ALT s13*25 ft >=-1300 <=100000 : Altitude in Two's Complement Form
 TIS ext : Trajectory Intent Status
  NAV 1 : TID Available
   = 0 Trajectory intent data is available for this aircraft
   = 1 Trajectory intent data is not available for this aircraft
  NVB 1 : TID Valid
   = 0 Trajectory intent data is valid | 1 Trajectory intent data is not valid
  ~5
  /
 TID rep1 group : Trajectory Intent Data
  TCA 1 : TCP Number Availability
   = 0 TCP number available | 1 TCP number not available
  NC 1 : TCP Compliance
   = 0 TCP compliance | 1 TCP non-compliance
  TCPN 6 : Trajectory Change Point Number
  ALT s16*10 ft >=-1500 <=150000 : Altitude in Two's Complement Form
  LAT s24*180/2^23 ° >=-90 <=90 : Latitude in WGS.84 in Two's Complement
  LON s24*180/2^23 ° >=-180 <180 : Longitude in WGS.84 in Two's Complement
  PT 4 : Point Type
   = 0 Unknown | 1 Fly by waypoint (LT) | 2 Fly over waypoint (LT) | 3 Hold pattern (LT)
   = 4 Procedure hold (LT) | 5 Procedure turn (LT) | 6 RF leg (LT) | 7 Top of climb (VT)
   = 8 Top of descent (VT) | 9 Start of level (VT) | 10 Cross-over altitude (VT)
   = 11 Transition altitude (VT)
  TD 2 : Turn Direction
   = 0 N/A | 1 Turn right | 2 Turn left | 3 No turn
  TRA 1 : Turn Radius Availability
   = 0 TTR not available | 1 TTR available
  TOA 1 : TOV Available
   = 0 TOV available | 1 TOV not available
  TOV u24*1 s : Time Over Point
  TTR u16*1/100 NM >=0 <=655.35 : TCP Turn Radius
 COM group : Communications/ACAS Capability and Flight Status
  COM 3 : Communications Capability of the Transponder
   = 0 No communications capability (surveillance only) | 1 Comm. A and Comm. B capability
   = 2 Comm. A, Comm. B and Uplink ELM | 3 Comm. A, Comm. B, Uplink ELM and Downlink ELM
   = 4 Level 5 Transponder capability | 5 Not assigned | 6 Not assigned | 7 Not assigned
  STAT 3 : Flight Status
   = 0 No alert, no SPI, aircraft airborne | 1 No alert, no SPI, aircraft on ground
   = 2 Alert, no SPI, aircraft airborne | 3 Alert, no SPI, aircraft on ground
   = 4 Alert, SPI, aircraft airborne or on ground | 5 No alert, SPI, aircraft airborne or on ground
   = 6 Not defined | 7 Unknown or not yet extracted
  ~2
  SSC 1 : Specific Service Capability
   = 0 No | 1 Yes
  ARC 1 : Altitude Reporting Capability
   = 0 100 ft resolution | 1 25 ft resolution
  AIC 1 : Aircraft Identification Capability
   = 0 No | 1 Yes
  B1A 1 : BDS 1,0 Bit 16
  B1B 4 : BDS BDS 1,0 Bits 37/40
 SAB group : Status Reported by ADS-B
  AC 2 : ACAS Status
   = 0 Unknown | 1 ACAS not operational | 2 ACAS operational | 3 Invalid
  MN 2 : Multiple Navigational Aids Status
   = 0 Unknown | 1 Multiple navigational aids not operating | 2 Multiple navigational aids operating
   = 3 Invalid
  DC 2 : Differential Correction Status
   = 0 Unknown | 1 Differential correction | 2 No differential correction | 3 Invalid
  GBS 1 : Ground Bit Set
   = 0 Transponder ground bit not set or unknown | 1 Transponder Ground Bit set
  ~6
  STAT 3 : Flight Status
   = 0 No emergency | 1 General emergency | 2 Lifeguard / medical | 3 Minimum fuel | 4 No communications
   = 5 Unlawful interference | 6 Downed Aircraft | 7 Unknown
 ACS bds56@30 : ACAS Resolution Advisory Report
 BVR s16*25/2^2 ft/min : Barometric Vertical Rate
 GVR s16*25/2^2 ft/min : Geometric Vertical Rate
 RAN s16*1/100 ° >=-180 <=180 : Roll Angle
 TAR group : Track Angle Rate
  TI 2 : Turn Indicator
   = 0 Not available | 1 Left | 2 Right | 3 Straight
  ~6
  ROT s7*1/2^2 °/s >=-15 <=15 : Rate of Turn in Two's Complement Form
  ~1
 TAN u16*360/2^16 ° : Track Angle
 GS s16*1/2^14 NM/s >=-2 <2 : Ground Speed
 VUN 8 : Velocity Uncertainty
 MET group : Meteorological Data
  WS 1 : Wind Speed Valid Flag
   = 0 Not valid Wind Speed | 1 Valid Wind Speed
  WD 1 : Wind Direction Valid Flag
   = 0 Not valid Wind Direction | 1 Valid Wind Direction
  TMP 1 : Temperature Valid Flag
   = 0 Not valid Temperature | 1 Valid Temperature
  TRB 1 : Turbulence Valid Flag
   = 0 Not valid Turbulence | 1 Valid Turbulence
  ~4
  WSD u16*1 kt >=0 <=300 : Wind Speed
  WDD u16*1 ° >=1 <=360 : Wind Direction
  TMPD s16*1/2^2 °C >=-100 <=100 : Temperature in Degrees Celsius
  TRBD u8 >=0 <=15 : Turbulence
 EMC 8 : Emitter Category
  = 1 Light aircraft =< 7000 kg | 2 Reserved | 3 7000 kg < medium aircraft < 136000 kg | 4 Reserved
  = 5 136000 kg <= heavy aircraft
  = 6 Highly manoeuvrable (5g acceleration capability) and high speed (>400 knots cruise) | 7 Reserved
  = 8 Reserved | 9 Reserved | 10 Rotocraft | 11 Glider / sailplane | 12 Lighter-than-air
  = 13 Unmanned aerial vehicle | 14 Space / transatmospheric vehicle
  = 15 Ultralight / handglider / paraglider | 16 Parachutist / skydiver | 17 Reserved | 18 Reserved
  = 19 Reserved | 20 Surface emergency vehicle | 21 Surface service vehicle
  = 22 Fixed ground or tethered obstruction | 23 Reserved | 24 Reserved
 POS group : Position
  LAT s24*180/2^23 ° >=-90 <=90 : Latitude in WGS.84 in Two's Complement Form
  LON s24*180/2^23 ° >=-180 <180 : Longitude in WGS.84 in Two's Complement Form
 GAL s16*25/2^2 ft >=-1500 <=150000 : Geometric Altitude
 PUN group : Position Uncertainty
  ~4
  PUN 4 : Position Uncertainty
 BDSDATA rep1 bds64 : BDS Register DATA
 IAR u16*1 kt >=0 <=1100 : Indicated Airspeed
 MAC u16*1/125 Mach >=0 <=4.096 : Mach Number
 BPS group : Barometric Pressure Setting
  ~4
  BPS u12*1/10 mb >=0 <=409.5
390 compound : Flight Plan Related Data
 TAG group : FPPS Identification Tag
  SAC 8 : System Area Code
  SIC 8 : System Identification Code
 CS ascii56 : Callsign
 IFI group : IFPS_FLIGHT_ID
  TYP 2
   = 0 Plan Number | 1 Unit 1 internal flight number | 2 Unit 2 internal flight number
   = 3 Unit 3 internal flight number
  ~3
  NBR u27 >=0 <=99999999 : Number from 0 to 99 999 999
 FCT group : Flight Category
  GATOAT 2
   = 0 Unknown | 1 General Air Traffic | 2 Operational Air Traffic | 3 Not applicable
  FR1FR2 2
   = 0 Instrument Flight Rules | 1 Visual Flight Rules | 2 Not applicable | 3 Controlled Visual Flight Rules
  RVSM 2
   = 0 Unknown | 1 Approved | 2 Exempt | 3 Not Approved
  HPR 1
   = 0 Normal Priority Flight | 1 High Priority Flight
  ~1
 TAC ascii32 : Type of Aircraft
 WTC ascii8 : Wake Turbulence Category
 DEP ascii32 : Departure Airport
 DST ascii32 : Destination Airport
 RDS group : Runway Designation
  NU1 ascii8 : First Number
  NU2 ascii8 : Second Number
  LTR ascii8 : Letter
 CFL u16*1/2^2 FL <1500 : Current Cleared Flight Level
 CTL group : Current Control Position
  CENTRE 8 : 8-bit Group Identification Code
  POSITION 8 : 8-bit Control Position Identification Code
 TOD rep1 group : Time of Departure / Arrival
  TYP 5
   = 0 Scheduled off-block time | 1 Estimated off-block time | 2 Estimated take-off time
   = 3 Actual off-block time | 4 Predicted time at runway hold | 5 Actual time at runway hold
   = 6 Actual line-up time | 7 Actual take-off time | 8 Estimated time of arrival | 9 Predicted landing time
   = 10 Actual landing time | 11 Actual time off runway | 12 Predicted time to gate
   = 13 Actual on-block time
  DAY 2
   = 0 Today | 1 Yesterday | 2 Tomorrow | 3 Invalid
  ~4
  HOR u5 >=0 <=23 : Hours
  ~2
  MIN u6 >=0 <=59 : Minutes
  AVS 1 : Seconds Available Flag
   = 0 Seconds available | 1 Seconds not available
  ~1
  SEC u6 >=0 <=59 : Seconds
 AST ascii48 : Aircraft Stand
 STS group : Stand Status
  EMP 2
   = 0 Empty | 1 Occupied | 2 Unknown | 3 Invalid
  AVL 2
   = 0 Available | 1 Not available | 2 Unknown | 3 Invalid
  ~4
 STD ascii56 : Standard Instrument Departure
 STA ascii56 : Standard Instrument Arrival
 PEM group : Pre-Emergency Mode 3/A
  ~3
  VA 1
   = 0 No valid Mode 3/A available | 1 Valid Mode 3/A available
  MODE3A octal12 : Mode-3/A Reply in Octal Representation
 PEC ascii56 : Pre-Emergency Callsign
500 compound : Estimated Accuracies
 APC group : Estimated Accuracy Of Track Position (Cartesian)
  X u16*1/2 m : APC (X-Component)
  Y u16*1/2 m : APC (Y-Component)
 COV s16*1/2 m : XY Covariance Component
 APW group : Estimated Accuracy Of Track Position (WGS-84)
  LAT u16*180/2^25 ° : APW (Latitude Component)
  LON u16*180/2^25 ° : APW (Longitude Component)
 AGA u8*25/2^2 ft : Estimated Accuracy Of Calculated Track Geometric Altitude
 ABA u8*1/2^2 FL : Estimated Accuracy Of Calculated Track Barometric Altitude
 ATV group : Estimated Accuracy Of Track Velocity (Cartesian)
  X u8*1/2^2 m/s : ATV (X-Component)
  Y u8*1/2^2 m/s : ATV (Y-Component)
 AA group : Estimated Accuracy Of Acceleration (Cartesian)
  X u8*1/2^2 m/s² : AA (X-Component)
  Y u8*1/2^2 m/s² : AA (Y-Component)
 ARC u8*25/2^2 ft/min : Estimated Accuracy Of Rate Of Climb/Descent
510 repfx group : Composed Track Number
 IDENT 8 : System Unit Identification
 TRACK 15 : System Track Number
RE re : Reserved Expansion Field
SP sp : Special Purpose Field

edition 1.20 2023-02-13 differs from 1.21
080 ext : Track Status
 ^ MON SPI MRH SRC CNF / SIM TSE TSB FPC AFF STP KOS / AMA MD4 ME MI MD5 / CST PSR SSR MDS ADS SUC
 ^ AAC / SDS EMS PFT FPLT / DUPT DUPF DUPM SFC IDD IEC MLAT /
295 compound : Track Data Ages
 ^ MFL MD1 MD2 MDA MD4 MD5 MHG IAS TAS SAL FSS TID COM SAB ACS BVR GVR RAN TAR TAN GSP VUN MET EMC
 ^ POS GAL PUN
 MB u8*1/2^2 s <=63.75 : Mode S MB Data Age
 ^ IAR MAC BPS

edition 1.19 2020-11-04 differs from 1.20
080 ext : Track Status
 ^ MON SPI MRH SRC CNF / SIM TSE TSB FPC AFF STP KOS / AMA MD4 ME MI MD5 / CST PSR SSR MDS ADS SUC
 ^ AAC / SDS EMS PFT FPLT / DUPT DUPF DUPM SFC IDD IEC ~1 /
380 compound : Aircraft Derived Data
 ^ ADR ID MHG IAS TAS SAL FSS TIS TID COM SAB ACS BVR GVR RAN TAR TAN GS VUN MET EMC POS GAL PUN
 MB rep1 bds64 : MODE S MB DATA
 ^ IAR MAC BPS

edition 1.18 2018-08-13 differs from 1.19
340 compound : Measured Information
 ^ SID POS
 HEIGHT u16*25 ft : Measured 3-D Height
 ^ MDC MDA TYP
380 compound : Aircraft Derived Data
 ^ ADR ID MHG IAS TAS SAL FSS TIS TID COM SAB ACS BVR GVR RAN TAR TAN GS VUN MET EMC POS GAL PUN MB
 ^ IAR MAC
 BPS group : Barometric Pressure Setting (derived from Mode S BDS 4,0)
  ~4
  ^ BPS
390 compound : Flight Plan Related Data
 ^ TAG CS IFI FCT TAC WTC DEP DST RDS
 CFL u16*1/2^2 FL : Current Cleared Flight Level
 ^ CTL TOD AST STS STD STA PEM PEC

edition 1.17 2014-12-01 differs from 1.18
080 ext : Track Status
 ^ MON SPI MRH SRC CNF / SIM TSE TSB FPC AFF STP KOS / AMA MD4 ME MI MD5 / CST PSR SSR MDS ADS SUC
 ^ AAC / SDS EMS PFT FPLT / DUPT DUPF DUPM ~4 /
380 compound : Aircraft Derived Data
 ^ ADR ID MHG IAS TAS SAL FSS TIS TID
 COM group : Communications/ACAS Capability and Flight Status
  ^ COM
  STAT 3 : Flight Status
   = ^ | -6 | -7
  ~2
  ^ SSC ARC AIC B1A B1B
 ^ SAB ACS BVR GVR RAN TAR TAN GS VUN MET EMC POS GAL PUN MB IAR MAC BPS

edition 1.16 2012-03-01 differs from 1.17
060 group : Track Mode 3/A Code
 ~2
 ^ CH ~1 MODE3A

expansion 1.3 2023-02-13 : Coding rules for Reserved Expansion Field
RE compound1
 CST rep1 group : Contributing Sensors With Local Tracknumbers
  SAC 8 : System Area Code
  SIC 8 : System Identification Code
  ~4
  TYP 4
   = 0 No detection | 1 Single PSR detection | 2 Single SSR detection | 3 SSR+PSR detection
   = 4 Single Mode S All-Call | 5 Single Mode S Roll-Call | 6 Mode S All-Call + PSR
   = 7 Mode S Roll-Call + PSR | 8 ADS-B | 9 WAM
  LTN 16 : Local Track Number
 CSN rep1 group : Contributing Sensors No Local Tracknumbers
  SAC 8 : System Area Code
  SIC 8 : System Identification Code
  ~4
  TYP 4
   = 0 No detection | 1 Single PSR detection | 2 Single SSR detection | 3 SSR+PSR detection
   = 4 Single Mode S All-Call | 5 Single Mode S Roll-Call | 6 Mode S All-Call + PSR
   = 7 Mode S Roll-Call + PSR | 8 ADS-B | 9 WAM
 TVS group : Calculated Track Velocity Relative to System Reference Point
  VX s16*1/2^2 m/s >=-8192 <=8191.75
  VY s16*1/2^2 m/s >=-8192 <=8191.75
 STS ext : Supplementary Track Status
  FDR 1 : Flight Data Retained
   = 0 Flight plan data from active FDPS | 1 Flight plan data retained from no longer active FDPS
  LNAV group : Lateral Navigation Mode
   EP 1 : LNAV Element Populated
    = 0 LNAV not populated | 1 LNAV populated
   VAL 1 : LNAV Mode
    = 0 LNAV Mode Engaged | 1 LNAV Mode not Engaged
  ~4
  /
 V3 compound : ADS-B Version 3 Data
  PS3 group : Priority Status for Version 3 ADS-B Systems
   EP 1 : Priority Status for Version 3 ADS-B Systems Populated
    = 0 PS3 Element not populated | 1 PS3 Element populated
   VAL 3 : Priority Status for Version 3 ADS-B Systems
    = 0 No emergency / not reported | 1 General emergency | 2 UAS/RPAS - Lost link | 3 Minimum fuel
    = 4 No communications | 5 Unlawful interference | 6 Aircraft in Distress Automatic Activation
    = 7 Aircraft in Distress Manual Activation
   ~4
  AS group : Aircraft Status
   RCE group : Reduced Capability Equipment
    EP 1 : Element Populated Bit
     = 0 Element not populated | 1 Element populated
    VAL 2 : Value
     = 0 Not RCE | 1 TABS | 2 Reserved for future use | 3 Other RCE
   RRL group : Reply Rate Limiting
    EP 1 : Element Populated Bit
     = 0 Element not populated | 1 Element populated
    VAL 1 : Value
     = 0 Reply Rate Limiting is not active | 1 Reply Rate Limiting is active
   TPW group : Transmit Power
    EP 1 : Element Populated Bit
     = 0 Element not populated | 1 Element populated
    VAL 2 : Value
     = 0 Unavailable, Unknown, or less than 70 W | 1 70 W | 2 125 W | 3 200 W
   TSI group : Transponder Side Indication
    EP 1 : Element Populated Bit
     = 0 Element not populated | 1 Element populated
    VAL 2 : Value
     = 0 Unknown | 1 Transponder #1 (left/pilot side or single) | 2 Transponder #2 (right/co-pilot side)
     = 3 Transponder #3 (auxiliary or Back-up)
   TAO group : Transponder Antenna Offset
    EP 1 : Element Populated Bit
     = 0 Element not populated | 1 Element populated
    RE 1 : Range Exceeded
     = 0 Value in defined range | 1 Value exceeds defined range
    VAL 6 : Value
   ~5
  UAS group : UAS/RPAS Status
   MUO group : Manned / Unmanned Operation
    EP 1 : Element Populated Bit
     = 0 Element not populated | 1 Element populated
    VAL 1 : Value
     = 0 Manned Operation | 1 Unmanned Operation
   DAA group : Detect and Avoid Capabilities
    EP 1 : Element Populated Bit
     = 0 Element not populated | 1 Element populated
    VAL 2 : Value
     = 0 No RWC Capability | 1 RWC/RA/OCM Capability | 2 RWC/OCM Capability | 3 Invalid ASTERIX Value
   RWC group : Remain Well Clear
    EP 1 : Element Populated Bit
     = 0 Element not populated | 1 Element populated
    VAL 1 : Value
     = 0 RWC Corrective Alert not active | 1 RWC Corrective Alert active
   ~1
  CASS group : Collision Avoidance System Status
   SVH group : Sense Vertical & Horizontal
    EP 1 : Element Populated Bit
     = 0 Element not populated | 1 Element populated
    VAL 2 : Value
     = 0 Vertical Only | 1 Horizontal Only | 2 Blended | 3 Vertical Only or Horizontal Only per intruder
   CATC group : CAS Type & Capability
    EP 1 : Element Populated Bit
     = 0 Element not populated | 1 Element populated
    VAL 3 : Value
     = 0 Active CAS (TCAS II) or no CAS | 1 Active CAS (not TCAS II)
     = 2 Active CAS (not TCAS II) with OCM transmit capability | 3 Active CAS of Junior Status
     = 4 Passive CAS with 1030 TCAS Resolution Message receive capability
     = 5 Passive CAS with only OCM receive capability | 6 Reserved for future use
     = 7 Reserved for future use
   ~1

expansion 1.2 2011-06-01 differs from 1.3
RE compound1
 ^ CST CSN TVS
 STS ext : Supplementary Track Status
  ^ FDR ~6 /
`;
