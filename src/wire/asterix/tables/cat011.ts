// CAT011, Transmission of A-SMGCS Data. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT011 = `
category 11

edition 1.3 2020-05-11 : Transmission of A-SMGCS Data
uap 010 000 015 140 041 042 202 210 060 245 380 161 170 290 430 090 093 092 215 270 390 300 310 500
 + 600 605 610 SP RE
000 8 : Message Type
 = 1 Target reports, flight plan data and basic alerts | 2 Manual attachment of flight plan to track
 = 3 Manual detachment of flight plan to track | 4 Insertion of flight plan data
 = 5 Suppression of flight plan data | 6 Modification of flight plan data | 7 Holdbar status
010 group : Data Source Identifier
 SAC 8 : System Area Code Fixed to Zero
 SIC 8 : System Identification Code
015 8 : Service Identification
041 group : Position in WGS-84 Coordinates
 LAT s32*180/2^31 ° >=-90 <=90 : Latitude in WGS-84 in Two's Complement
 LON s32*180/2^31 ° >=-180 <180 : Longitude in WGS-84 in Two's Complement
042 group : Calculated Position in Cartesian Co-ordinates
 X s16*1 m >=-32768 <=32768 : X-Component
 Y s16*1 m >=-32768 <=32768 : Y-Component
060 group : Mode-3/A Code in Octal Representation
 ~4
 MOD3A octal12 : Mode-3/A Reply in Octal Representation
090 s16*1/2^2 FL >=-12 <=1500 : Measured Flight Level
092 s16*25/2^2 ft >=-1500 <=150000 : Calculated Track Geometric Altitude
093 group : Calculated Track Barometric Altitude
 QNH 1 : QNH Correction Applied
  = 0 No QNH Correction Applied | 1 QNH Correction Applied
 CTBA s15*1/2^2 FL >=-15 <=1500 : Calculated Track Barometric Altitude
140 u24*1/2^7 s : Time of Track Information
161 group : Track Number
 ~1
 FTN 15 : Fusion Track Number
170 ext : Track Status
 MON 1
  = 0 Multisensor Track | 1 Monosensor Track
 GBS 1
  = 0 Transponder Ground bit not set or unknown | 1 Transponder Ground bit set
 MRH 1
  = 0 Barometric altitude (Mode C) more reliable | 1 Geometric altitude more reliable
 SRC 3
  = 0 No source | 1 GPS | 2 3d radar | 3 Triangulation | 4 Height from coverage | 5 Speed look-up table
  = 6 Default height | 7 Multilateration
 CNF 1
  = 0 Confirmed track | 1 Tentative track
 /
 SIM 1
  = 0 Actual Track | 1 Simulated track
 TSE 1
  = 0 Default value | 1 Track service end (i.e. last message transmitted to the user for the track)
 TSB 1
  = 0 Default value | 1 Track service begin (i.e. first message transmitted to the user for the track)
 FRIFOE 2
  = 0 No Mode 4 interrogationt | 1 Friendly target | 2 Unknown target | 3 No reply
 ME 1
  = 0 Default value
  = 1 Military Emergency present in the last report received from a sensor capable of decoding this data
 MI 1
  = 0 End of Data Item
  = 1 Military Identification present in the last report received from a sensor capable of decoding this data
 /
 AMA 1
  = 0 Track not resulting from amalgamation process | 1 Track resulting from amalgamation process
 SPI 1
  = 0 Default value | 1 SPI present in the last report received from a sensor capable of decoding this data
 CST 1
  = 0 Default value
  = 1 Age of the last received track update is higher than system dependent threshold (coasting)
 FPC 1
  = 0 Not flight-plan correlated | 1 Flight plan correlated
 AFF 1
  = 0 Default value | 1 ADS-B data inconsistent with other surveillance information
 ~2
 /
 ~1
 PSR 1
  = 0 Default value | 1 Age of the last received PSR track update is higher than system dependent threshold
 SSR 1
  = 0 Default value | 1 Age of the last received SSR track update is higher than system dependent threshold
 MDS 1
  = 0 Default value
  = 1 Age of the last received Mode S track update is higher than system dependent threshold
 ADS 1
  = 0 Default value | 1 Age of the last received ADS track update is higher than system dependent threshold
 SUC 1
  = 0 Default value
  = 1 Special Used Code (Mode A codes to be defined in the system to mark a track with special interest)
 AAC 1
  = 0 Default value
  = 1 Assigned Mode A Code Conflict (same individual Mode A Code assigned to another track)
 /
202 group : Calculated Track Velocity in Cartesian Coordinates
 VX s16*1/2^2 m/s >=-8192 <=8192 : Vx
 VY s16*1/2^2 m/s >=-8192 <=8192 : Vy
210 group : Calculated Acceleration
 AX s8*1/2^2 m/s² >=-31 <=31 : Ax
 AY s8*1/2^2 m/s² >=-31 <=31 : Ay
215 s16*25/2^2 ft/min >=-204800 <=204800 : Calculated Rate Of Climb/Descent
245 group : Target Identification
 STI 2
  = 0 Callsign or registration downlinked from transponder | 1 Callsign not downlinked from transponder
  = 2 Registration not downlinked from transponder
 ~6
 TID icao48 : Target Identification
270 ext : Target Size and Orientation
 LENGTH u7*1 m : Length
 /
 ORIENTATION u7*360/2^7 ° : Orientation
 /
 WIDTH u7*1 m : Width
 /
290 compound : System Track Update Ages
 PSR u8*1/2^2 s : Age of the Last Primary Report Used to Update the Track
 SSR u8*1/2^2 s : Age of the Last Secondary Report Used to Update the Track
 MDA u8*1/2^2 s : Age of the Last Valid Mode A Report Used to Update the Track
 MFL u8*1/2^2 s : Age of the Last Valid and Credible Mode C Used to Update the Track
 MDS u8*1/2^2 s : Age of the Last Mode S Report Used to Update the Track
 ADS u16*1/2^2 s : Age of the Last ADS Report Used to Update the Track
 ADB u8*1/2^2 s : Age of the Last ADS-B Report Used to Update the Track
 MD1 u8*1/2^2 s : Age of the Last Valid Mode 1 Used to Update the Track
 MD2 u8*1/2^2 s : Age of the Last Valid Mode 2 Used to Update the Track
 LOP u8*1/2^2 s : Age of the Last Magentic Loop Detection
 TRK u8*1/2^2 s : Actual Track Age Since First Occurrence
 MUL u8*1/2^2 s : Age of the Last Multilateration Detection
300 8 : Vehicle Fleet Identification
 = 0 Flyco (follow me) | 1 ATC equipment maintenance | 2 Airport maintenance | 3 Fire | 4 Bird scarer
 = 5 Snow plough | 6 Runway sweeper | 7 Emergency | 8 Police | 9 Bus | 10 Tug (push/tow) | 11 Grass cutter
 = 12 Fuel | 13 Baggage | 14 Catering | 15 Aircraft maintenance | 16 Unknown
310 group : Pre-programmed Message
 TRB 1 : In Trouble
  = 0 Default | 1 In Trouble
 MSG 7 : Message
  = 1 Towing aircraft | 2 FOLLOW-ME operation | 3 Runway check | 4 Emergency operation (fire, medical...)
  = 5 Work in progress (maintenance, birds scarer, sweepers...)
380 compound : Mode-S / ADS-B Related Data
 MB rep1 bds64 : BDS
 ADR 24 : 24 Bits Aircraft Address
 -
 COMACAS group : Communications/ACAS Capability and Flight Status
  COM 3 : Communications Capability of the Transponder
   = 0 No communications capability (surveillance only) | 1 Comm. A and Comm. B capability
   = 2 Comm. A, Comm. B and Uplink ELM | 3 Comm. A, Comm. B, Uplink ELM and Downlink ELM
   = 4 Level 5 Transponder capability | 5 Not assigned | 6 Not assigned | 7 Not assigned
  STAT 4 : Flight Status
   = 0 No alert, no SPI, aircraft airborne | 1 No alert, no SPI, aircraft on ground
   = 2 Alert, no SPI, aircraft airborne | 3 Alert, no SPI, aircraft on ground
   = 4 Alert, SPI, aircraft airborne or on ground | 5 No alert, SPI, aircraft airborne or on ground
   = 6 General Emergency | 7 Lifeguard / medical | 8 Minimum fuel | 9 No communications
   = 10 Unlawful interference
  ~1
  SSC 1 : Specific Service Capability
   = 0 No | 1 Yes
  ARC 1 : Altitude Reporting Capability
   = 0 100 ft resolution | 1 25 ft resolution
  AIC 1 : Aircraft Identification Capability
   = 0 No | 1 Yes
  B1A 1 : BDS 1,0 Bit 16
  B1B 4 : BDS 1,0 Bit 37/40
  AC 1 : ACAS Operational
   = 0 No | 1 Yes
  MN 1 : Multiple Navigational Aids Operating
   = 0 No | 1 Yes
  DC 1 : Differential Correction
   = 0 Yes | 1 No
  ~5
 -
 -
 -
 ACT ascii32 : Aircraft Derived Aircraft Type
 ECAT 8 : Emitter Category
  = 1 Light aircraft <= 7000 kg | 2 Reserved | 3 7000 kg < medium aircraft < 136000 kg | 4 Reserved
  = 5 136000 kg <= heavy aircraft
  = 6 Highly manoeuvrable (5g acceleration capability) and high speed (>400 knots cruise) | 7 Reserved
  = 8 Reserved | 9 Reserved | 10 Rotocraft | 11 Glider / sailplane | 12 Lighter-than-air
  = 13 Unmanned aerial vehicle | 14 Space / transatmospheric vehicle
  = 15 Ultralight / handglider / paraglider | 16 Parachutist / skydiver | 17 Reserved | 18 Reserved
  = 19 Reserved | 20 Surface emergency vehicle | 21 Surface service vehicle
  = 22 Fixed ground or tethered obstruction | 23 Reserved | 24 Reserved
 -
 AVTECH group : Available Technologies
  VDL 1 : VDL Mode 4
   = 0 VDL Mode 4 available | 1 VDL Mode 4 not available
  MDS 1 : Mode S
   = 0 Mode S available | 1 Mode S not available
  UAT 1 : UAT
   = 0 UAT available | 1 UAT not available
  ~5
390 compound : Flight Plan Related Data
 FPPSID group : FPPS Identification Tag
  SAC 8 : System Area Code
  SIC 8 : System Identity Code
 CSN ascii56 : Callsign
 IFPSFLIGHTID group : IFPS_FLIGHT_ID
  TYP 2 : IFPS Flight ID Type
   = 0 Plan number | 1 Unit 1 internal flight number | 2 Unit 2 internal flight number
   = 3 Unit 3 internal flight number
  ~3
  NBR 27 : IFPS Flight ID Number
 FLIGHTCAT group : Flight Category
  GATOAT 2 : Flight Type
   = 0 Unknown | 1 General Air Traffic | 2 Operational Air Traffic | 3 Not applicable
  FR1FR2 2 : Flight Rules
   = 0 Instrument Flight Rules | 1 Visual Flight Rules | 2 Not applicable | 3 Controlled Visual Flight Rules
  RVSM 2 : RVSM
   = 0 Unknown | 1 Approved | 2 Exempt | 3 Not Approved
  HPR 1 : Flight Priority
   = 0 Normal Priority Flight | 1 High Priority Flight
  ~1
 TOA ascii32 : Type of Aircraft
 WTC 8 : Wake Turbulence Category
  = 72 Heavy | 74 Super | 76 Light | 77 Medium
 ADEP ascii32 : Departure Airport
 ADES ascii32 : Destination Airport
 RWY ascii24 : Runway Designation
 CFL u16*1/2^2 FL : Current Cleared Flight Level
 CCP group : Current Control Position
  CENTRE 8 : 8-bit Group Identification Code
  POSITION 8 : 8-bit Control Position Identification Code
 TOD rep1 group : Time of Departure
  TYP 5 : Time Type
   = 0 Scheduled off-block time | 1 Estimated off-block time | 2 Estimated take-off time
   = 3 Actual off-block time | 4 Predicted time at runway hold | 5 Actual time at runway hold
   = 6 Actual line-up time | 7 Actual take-off time | 8 Estimated time of arrival | 9 Predicted landing time
   = 10 Actual landing time | 11 Actual time off runway | 12 Predicted time to gate
   = 13 Actual on-block time
  DAY 2 : Day
   = 0 Today | 1 Yesterday | 2 Tomorrow
  ~4
  HOR u5 >=0 <=23 : Hours, from 0 to 23
  ~2
  MIN u6 >=0 <=59 : Minutes, from 0 to 59
  AVS 1 : Seconds Available
   = 0 Seconds available | 1 Seconds not available
  ~1
  SEC u6 >=0 <=59 : Seconds, from 0 to 59
 AST ascii48 : Aircraft Stand
 STS group : Stand Status
  EMP 2 : Stand Empty
   = 0 Empty | 1 Occupied | 2 Unknown
  AVL 2 : Stand Available
   = 0 Available | 1 Not available | 2 Unknown
  ~4
430 8 : Phase of Flight
 = 0 Unknown | 1 On stand | 2 Taxiing for departure | 3 Taxiing for arrival | 4 Runway for departure
 = 5 Runway for arrival | 6 Hold for departure | 7 Hold for arrival | 8 Push back | 9 On finals
500 compound : Estimated Accuracies
 APC group : Estimated Accuracy Of Track Position (Cartesian)
  X u8*1/2^2 m : Estimated Accuracy of the Calculated Position of X Component
  Y u8*1/2^2 m : Estimated Accuracy of the Calculated Position of Y Component
 APW group : Estimated Accuracy Of Track Position (WGS84)
  LAT s16*180/2^31 ° : APW Latitude Component Accuracy
  LON s16*180/2^31 ° : APW Longitude Component Accuracy
 ATH s16*1/2 m : Estimated Accuracy Of Track Height
 AVC group : Estimated Accuracy Of Track Velocity (Cartesian)
  X u8*1/10 m/s : Estimated Accuracy of the Calculated Velocity of X Component
  Y u8*1/10 m/s : Estimated Accuracy of the Calculated Velocity of Y Component
 ARC s16*1/10 m/s : Estimated Accuracy Of Rate Of Climb / Descent
 AAC group : Estimated Accuracy Of Acceleration (Cartesian)
  X u8*1/100 m/s² : Estimated Accuracy Of Acceleration of X Component
  Y u8*1/100 m/s² : Estimated Accuracy Of Acceleration of Y Component
600 group : Alert Messages
 ACK 1 : Alert Acknowleged
  = 0 Alert acknowledged | 1 Alert not acknowledged
 SVR 2 : Alert Severity
  = 0 End fo alert | 1 Pre-alarm | 2 Severe alert
 ~5
 AT 8 : Alert Type
 AN 8 : Alert Number
605 rep1 group : Tracks in Alert
 ~4
 FTN 12 : Fusion Track Number
610 rep1 group : Holdbar Status
 BKN 4 : Bank Number
 I1 1 : Indicator 1
  = 0 Indicator on | 1 Indicator off
 I2 1 : Indicator 2
  = 0 Indicator on | 1 Indicator off
 I3 1 : Indicator 3
  = 0 Indicator on | 1 Indicator off
 I4 1 : Indicator 4
  = 0 Indicator on | 1 Indicator off
 I5 1 : Indicator 5
  = 0 Indicator on | 1 Indicator off
 I6 1 : Indicator 6
  = 0 Indicator on | 1 Indicator off
 I7 1 : Indicator 7
  = 0 Indicator on | 1 Indicator off
 I8 1 : Indicator 8
  = 0 Indicator on | 1 Indicator off
 I9 1 : Indicator 9
  = 0 Indicator on | 1 Indicator off
 I10 1 : Indicator 10
  = 0 Indicator on | 1 Indicator off
 I11 1 : Indicator 11
  = 0 Indicator on | 1 Indicator off
 I12 1 : Indicator 12
  = 0 Indicator on | 1 Indicator off
SP sp : Special Purpose Field
RE re : Reserved Expansion Field

edition 1.2 2008-05-01 differs from 1.3
093 group : Calculated Track Barometric Altitude
 QNH 1 : QNH Correction Applied
  = 0 No QNH correction applied | 1 QNH correction applied
 ^ CTBA
170 ext : Track Status
 ^ MON GBS MRH SRC CNF / SIM TSE TSB FRIFOE ME MI / AMA SPI CST FPC AFF ~2 /
290 compound : System Track Update Ages
 PSR u8*1/2^2 s : Age of The Last Primary Detection Used to Update the Track
 SSR u8*1/2^2 s : Age of the Last Secondary Detection Used to Update the Track
 MDA u8*1/2^2 s : Age of the Last Mode A Detection Used to Update the Track
 MFL u8*1/2^2 s : Age of the Last Mode C Detection Used to Update the Track
 MDS u8*1/2^2 s : Age of the Last Mode S Detection Used to Update the Track
 ^ ADS ADB MD1
 MD2 u8*1/2^2 s : Age of the Last Mode 2 Used to Update the Track
 ^ LOP TRK MUL
380 compound : Mode-S / ADS-B Related Data
 ^ MB ADR -
 COMACAS group : Communications/ACAS Capability and Flight Status
  ^ COM
  STAT 4 : Flight Status
   = ^ | 10 Unlawful
  ~1
  ^ SSC ARC AIC B1A B1B AC MN DC ~5
 -
 -
 -
 ^ ACT ECAT - AVTECH
390 compound : Flight Plan Related Data
 ^ FPPSID CSN IFPSFLIGHTID
 FLIGHTCAT group : Flight Category
  ^ GATOAT
  FR1FR2 2 : Flight Rules
   = ^ | 1 Visual Flight rules
  ^ RVSM HPR ~1
 ^ TOA WTC ADEP ADES RWY CFL CCP TOD AST STS
`;
