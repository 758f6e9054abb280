// CAT021, ADS-B Target Reports. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT021 = `
category 21

edition 2.7 2025-07-02 : ADS-B Target Reports
uap 010 040 161 015 071 130 131 072 150 151 080 073 074 075 076 140 090 210 070 230 145 152 200 155
 + 157 160 165 077 170 020 220 146 148 110 016 008 271 132 250 260 400 295 - - - - - RE SP
008 group : Aircraft Operational Status
 RA 1 : TCAS Resolution Advisory Active
  = 0 TCAS II or ACAS RA not active | 1 TCAS RA active
 TC 2 : Target Trajectory Change Report Capability
  = 0 No capability for Trajectory Change Reports | 1 Support for TC+0 reports only
  = 2 Support for multiple TC reports | 3 Reserved
 TS 1 : Target State Report Capability
  = 0 No capability to support Target State Reports | 1 Capable of supporting target State Reports
 ARV 1 : Air-Referenced Velocity Report Capability
  = 0 No capability to generate ARV-reports | 1 Capable of generate ARV-reports
 CDTIA 1 : Cockpit Display of Traffic Information Airborne
  = 0 CDTI not operational | 1 CDTI operational
 NOTTCAS 1 : TCAS System Status
  = 0 TCAS operational | 1 TCAS not operational
 SA 1 : Single Antenna
  = 0 Antenna Diversity | 1 Single Antenna only
010 group : Data Source Identification
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
015 8 : Service Identification
016 u8*1/2 s : Service Management
020 8 : Emitter Category
 = 0 No ADS-B Emitter Category Information | 1 Light aircraft <= 15500 lbs
 = 2 15500 lbs < small aircraft <75000 lbs | 3 75000 lbs < medium a/c < 300000 lbs | 4 High Vortex Large
 = 5 300000 lbs <= heavy aircraft
 = 6 Highly manoeuvrable (5g acceleration capability) and high speed (>400 knots cruise) | 7 Reserved
 = 8 Reserved | 9 Reserved | 10 Rotocraft | 11 Glider / sailplane | 12 Lighter-than-air
 = 13 Unmanned aerial vehicle | 14 Space / transatmospheric vehicle
 = 15 Ultralight / handglider / paraglider | 16 Parachutist / skydiver | 17 Reserved | 18 Reserved
 = 19 Reserved | 20 Surface emergency vehicle | 21 Surface service vehicle
 = 22 Fixed ground or tethered obstruction | 23 Cluster obstacle | 24 Line obstacle
040 ext : Target Report Descriptor
 ATP 3 : Address Type
  = 0 24-Bit ICAO address | 1 Duplicate address | 2 Surface vehicle address | 3 Anonymous address
  = 4 Reserved for future use | 5 Reserved for future use | 6 Reserved for future use
  = 7 Reserved for future use
 ARC 2 : Altitude Reporting Capability
  = 0 25 ft | 1 100 ft | 2 Unknown | 3 Invalid
 RC 1 : Range Check
  = 0 Default | 1 Range Check passed, CPR Validation pending
 RAB 1 : Report Type
  = 0 Report from target transponder | 1 Report from field monitor (fixed transponder)
 /
 DCR 1 : Differential Correction
  = 0 No differential correction (ADS-B) | 1 Differential correction (ADS-B)
 GBS 1 : Ground Bit Setting
  = 0 Ground Bit not set | 1 Ground Bit set
 SIM 1 : Simulated Target
  = 0 Actual target report | 1 Simulated target report
 TST 1 : Test Target
  = 0 Default | 1 Test Target
 SAA 1 : Selected Altitude Available
  = 0 Equipment capable to provide Selected Altitude | 1 Equipment not capable to provide Selected Altitude
 CL 2 : Confidence Level
  = 0 Report valid | 1 Report suspect | 2 No information | 3 Reserved for future use
 /
 ~1
 LLC 1 : List Lookup Check
  = 0 Default | 1 List Lookup failed (see note)
 IPC 1 : Independent Position Check
  = 0 Default (see note) | 1 Independent Position Check failed
 NOGO 1 : No-go Bit Status
  = 0 NOGO-bit not set | 1 NOGO-bit set
 CPR 1 : Compact Position Reporting
  = 0 CPR Validation correct | 1 CPR Validation failed
 LDPJ 1 : Local Decoding Position Jump
  = 0 LDPJ not detected | 1 LDPJ detected
 RCF 1 : Range Check
  = 0 Default | 1 Range Check failed
 /
 TBC group : Total Bits Corrected
  EP 1 : Element Populated Bit
   = 0 Element not populated | 1 Element populated
  VAL u6 : Value
 /
 MBC group : Maximum Bits Corrected
  EP 1 : Element Populated Bit
   = 0 Element not populated | 1 Element populated
  VAL u6 : Value
 /
070 group : Mode 3/A Code in Octal Representation
 ~4
 MODE3A octal12 : Mode-3/A Reply in Octal Representation
071 u24*1/2^7 s : Time of Applicability for Position
072 u24*1/2^7 s : Time of Applicability for Velocity
073 u24*1/2^7 s : Time of Message Reception for Position
074 group : Time of Message Reception of Position-High Precision
 FSI 2 : Full Second Indication
  = 0 TOMRp whole seconds = (I021/073) Whole seconds | 1 TOMRp whole seconds = (I021/073) Whole seconds + 1
  = 2 TOMRp whole seconds = (I021/073) Whole seconds - 1 | 3 Reserved
 TOMRP u30*1/2^30 s : Fractional Part of the Time of Message Reception for Position in the Ground Station
075 u24*1/2^7 s : Time of Message Reception for Velocity
076 group : Time of Message Reception of Velocity-High Precision
 FSI 2 : Full Second Indication
  = 0 TOMRp whole seconds = (I021/075) Whole seconds | 1 TOMRp whole seconds = (I021/075) Whole seconds + 1
  = 2 TOMRp whole seconds = (I021/075) Whole seconds - 1 | 3 Reserved
 TOMRP u30*1/2^30 s : Fractional Part of the Time of Message Reception for Position in the Ground Station
077 u24*1/2^7 s : Time of ASTERIX Report Transmission
080 24 : Target Address
090 ext : Quality Indicators
 NUCRNACV 3 : Navigation Uncertainty Category for Velocity NUCr or the Navigation Accuracy Category for Velocity NACv
 NUCPNIC 4 : Navigation Uncertainty Category for Position NUCp or Navigation Integrity Category NIC
 /
 NICBARO 1 : Navigation Integrity Category for Barometric Altitude
 SIL 2 : Surveillance (version 1) or Source (version 2) Integrity Level
 NACP 4 : Navigation Accuracy Category for Position
 /
 ~2
 SILS 1 : SIL-Supplement
  = 0 Measured per flight-hour | 1 Measured per sample
 SDA 2 : Horizontal Position System Design Assurance Level (as Defined in Version 2)
 GVA 2 : Geometric Altitude Accuracy
 /
 PIC 4 : Position Integrity Category
 SRC 1 : Source of the PIC
  = 0 PIC mapped from FTC and NIC Supplements | 1 1 PIC directly received in HVA or Phase Overlay
 ~2
 /
 ~2
 VALSTATE group : Position Validation State
  EP 1 : VAL_STATE Element Populated Bit
   = 0 Element not populated | 1 Element populated
  VAL 2 : VAL_STATE Value
   = 0 Validation not performed | 1 Validation performed without Pass/Fail (see Note)
   = 2 Validation Pass (see Note) | 3 Validation Fail (see Note)
 VD 1 : Validation Distance Availability
  = 0 Item not available | 1 Item available
 VQ 1 : Validation Distance Quality Availability
  = 0 Item not available | 1 Item available
 /
 VALDISTP1 u7*128 m >=0 <=16256 : Position Validation Distance P1
 /
 VALDISTP2 u7*1 m >=0 <=127 : Position Validation Distance P2
 /
 VALDISTQUALP1 u7*128 m >=0 <=16256 : Position Validation Distance Quality P1
 /
 VALDISTQUALP2 u7*1 m >=0 <=127 : Position Validation Distance Quality P2
 /
110 compound : Trajectory Intent
 TIS ext : Trajectory Intent Status
  NAV 1
   = 0 Trajectory Intent Data is available for this aircraft
   = 1 Trajectory Intent Data is not available for this aircraft
  NVB 1
   = 0 Trajectory Intent Data is valid | 1 Trajectory Intent Data is not valid
  ~5
  /
 TID rep1 group : Trajectory Intent Data
  TCA 1
   = 0 TCP number available | 1 TCP number not available
  NC 1
   = 0 TCP compliance | 1 TCP non-compliance
  TCPN 6
  ALT s16*10 ft >=-1500 <=150000 : Altitude in Two's Complement Form
  LAT s24*180/2^23 ° >=-90 <=90 : In WGS.84 in Two's Complement
  LON s24*180/2^23 ° >=-180 <180 : In WGS.84 in Two's Complement
  PT 4 : Point Type
   = 0 Unknown | 1 Fly by waypoint (LT) | 2 Fly over waypoint (LT) | 3 Hold pattern (LT)
   = 4 Procedure hold (LT) | 5 Procedure turn (LT) | 6 RF leg (LT) | 7 Top of climb (VT)
   = 8 Top of descent (VT) | 9 Start of level (VT) | 10 Cross-over altitude (VT)
   = 11 Transition altitude (VT)
  TD 2
   = 0 N/A | 1 Turn right | 2 Turn left | 3 No turn
  TRA 1
   = 0 TTR not available | 1 TTR available
  TOA 1
   = 0 TOV available | 1 TOV not available
  TOV u24*1 s : Time Over Point
  TTR u16*1/100 NM >=0 <=655.35 : TCP Turn Radius
130 group : Position in WGS-84 Co-ordinates
 LAT s24*180/2^23 ° >=-90 <=90 : Latitude
 LON s24*180/2^23 ° >=-180 <180 : Longitude
131 group : High-Resolution Position in WGS-84 Co-ordinates
 LAT s32*180/2^30 ° >=-90 <=90 : Latitude
 LON s32*180/2^30 ° >=-180 <180 : Longitude
132 s8*1 dBm : Message Amplitude
140 s16*25/2^2 ft >=-1500 <150000 : Geometric Height
145 s16*1/2^2 FL >=-15 <1500 : Flight Level
146 group : Selected Altitude
 SAS 1 : Source Availability
  = 0 No source information provided | 1 Source Information provided
 S 2 : Source
  = 0 Unknown | 1 Aircraft Altitude (Holding Altitude) | 2 MCP/FCU Selected Altitude
  = 3 FMS Selected Altitude
 ALT s13*25 ft >=-1300 <100000 : Altitude
148 group : Final State Selected Altitude
 MV 1 : Manage Vertical Mode
  = 0 Not active or unknown | 1 Active
 AH 1 : Altitude Hold Mode
  = 0 Not active or unknown | 1 Active
 AM 1 : Approach Mode
  = 0 Not active or unknown | 1 Active
 ALT s13*25 ft >=-1300 <100000 : Altitude
150 group : Air Speed
 IM 1
  = 0 Air Speed = IAS, LSB (Bit-1) = 2 -14 NM/s | 1 Air Speed = Mach, LSB (Bit-1) = 0.001
 AS by 150/IM : Air Speed (IAS or Mach)
  ? 0 u15*1/2^14 NM/s
  ? 1 u15*1/1000 Mach
  ? else 15
151 group : True Airspeed
 RE 1 : Range Exceeded Indicator
  = 0 Value in defined range | 1 Value exceeds defined range
 TAS u15*1 kt : True Air Speed
152 u16*360/2^16 ° : Magnetic Heading
155 group : Barometric Vertical Rate
 RE 1 : Range Exceeded Indicator
  = 0 Value in defined range | 1 Value exceeds defined range
 BVR s15*25/2^2 ft/min : Barometric Vertical Rate
157 group : Geometric Vertical Rate
 RE 1 : Range Exceeded Indicator
  = 0 Value in defined range | 1 Value exceeds defined range
 GVR s15*25/2^2 ft/min : Geometric Vertical Rate
160 group : Airborne Ground Vector
 RE 1 : Range Exceeded Indicator
  = 0 Value in defined range | 1 Value exceeds defined range
 GS u15*1/2^14 NM/s >=0 <2 : Ground Speed Referenced to WGS-84
 TA u16*360/2^16 ° : Track Angle Clockwise Reference to True North
161 group : Track Number
 ~4
 TRNUM 12 : Track Number
165 group : Track Angle Rate
 ~6
 TAR s10*1/2^5 °/s >=-16 <=16 : Track Angle Rate
170 icao48 : Target Identification
200 group : Target Status
 ICF 1 : Intent Change Flag (see Note)
  = 0 No intent change active | 1 Intent change flag raised
 LNAV 1 : LNAV Mode
  = 0 LNAV Mode engaged | 1 LNAV Mode not engaged
 ME 1 : Military Emergency
  = 0 No military emergency | 1 Military emergency
 PS 3 : Priority Status
  = 0 No emergency / not reported | 1 General emergency | 2 Lifeguard / medical emergency | 3 Minimum fuel
  = 4 No communications | 5 Unlawful interference | 6 DOWNED Aircraft
 SS 2 : Surveillance Status
  = 0 No condition reported | 1 Permanent Alert (Emergency condition)
  = 2 Temporary Alert (change in Mode 3/A Code other than emergency) | 3 SPI set
210 group : MOPS Version
 ~1
 VNS 1 : Version Not Supported
  = 0 The MOPS Version is supported by the GS | 1 The MOPS Version is not supported by the GS
 VN 3 : Version Number
  = 0 ED102/DO-260 [Ref. 7] | 1 DO-260A [Ref. 8] | 2 ED102A/DO-260B [Ref. 10] | 3 ED-102B/DO-260C [Ref. 11]
 LTT 3 : Link Technology Type
  = 0 Other | 1 UAT | 2 1090 ES | 3 VDL 4 | 4 Not assigned | 5 Not assigned | 6 Not assigned
  = 7 Not assigned
220 compound : Met Information
 WS u16*1 kt >=0 <=300 : Wind Speed
 WD u16*1 ° >=1 <=360 : Wind Direction
 TMP s16*1/2^2 °C >=-100 <=100 : Temperature
 TRB u8 >=0 <=15 : Turbulence
230 s16*1/100 ° >=-180 <=180 : Roll Angle
250 rep1 bds64 : Mode S MB Data
260 group : ACAS Resolution Advisory Report
 TYP 5 : Message Type (= 28 for 1090 ES, Version 2)
 STYP 3 : Message Sub-type (= 2 for 1090 ES, Version 2)
 ARA 14 : Active Resolution Advisories
 RAC 4 : RAC (RA Complement) Record
 RAT 1 : RA Terminated
 MTE 1 : Multiple Threat Encounter
 TTI 2 : Threat Type Indicator
 TID 26 : Threat Identity Data
271 ext : Surface Capabilities and Characteristics
 ~2
 POA 1 : Position Offset Applied
  = 0 Position transmitted is not ADS-B position reference point
  = 1 Position transmitted is the ADS-B position reference point
 CDTIS 1 : Cockpit Display of Traffic Information Surface
  = 0 CDTI not operational | 1 CDTI operational
 B2LOW 1 : Class B2 Transmit Power Less Than 70 Watts
  = 0 >= 70 Watts | 1 < 70 Watts
 RAS 1 : Receiving ATC Services
  = 0 Aircraft not receiving ATC-services | 1 Aircraft receiving ATC services
 IDENT 1 : Setting of IDENT Switch
  = 0 IDENT switch not active | 1 IDENT switch active
 /
 LW 4 : Length and Width of the Aircraft
 ~3
 /
295 compound : Data Ages
 AOS u8*1/10 s <=25.5 : Aircraft Operational Status Age
 TRD u8*1/10 s <=25.5 : Target Report Descriptor Age
 M3A u8*1/10 s <=25.5 : Mode 3/A Age
 QI u8*1/10 s <=25.5 : Quality Indicators Age
 TI1 u8*1/10 s <=25.5 : Trajectory Intent Age
 MAM u8*1/10 s <=25.5 : Message Amplitude Age
 GH u8*1/10 s <=25.5 : Geometric Height Age
 FL u8*1/10 s <=25.5 : Flight Level Age
 SAL u8*1/10 s <=25.5 : Selected Altitude Age
 FSA u8*1/10 s <=25.5 : Final State Selected Altitude Age
 AS u8*1/10 s <=25.5 : Air Speed Age
 TAS u8*1/10 s <=25.5 : True Air Speed Age
 MH u8*1/10 s <=25.5 : Magnetic Heading Age
 BVR u8*1/10 s <=25.5 : Barometric Vertical Rate Age
 GVR u8*1/10 s <=25.5 : Geometric Vertical Rate Age
 GV u8*1/10 s <=25.5 : Ground Vector Age
 TAR u8*1/10 s <=25.5 : Track Angle Rate Age
 TI2 u8*1/10 s <=25.5 : Target Identification Age
 TS u8*1/10 s <=25.5 : Target Status Age
 MET u8*1/10 s <=25.5 : Met Information Age
 ROA u8*1/10 s <=25.5 : Roll Angle Age
 ARA u8*1/10 s <=25.5 : ACAS Resolution Advisory Age
 SCC u8*1/10 s <=25.5 : Surface Capabilities and Characteristics Age
400 8 : Receiver ID
RE re : Reserved Expansion Field
SP sp : Special Purpose Field

edition 2.6 2021-12-21 differs from 2.7
090 ext : Quality Indicators
 ^ NUCRNACV NUCPNIC / NICBARO SIL NACP / ~2 SILS SDA GVA / PIC ~3 /

edition 2.5 2021-02-18 differs from 2.6
040 ext : Target Report Descriptor
 ^ ATP ARC RC RAB / DCR GBS SIM TST SAA CL / ~1 LLC IPC NOGO CPR LDPJ RCF /
295 compound : Data Ages
 ^ AOS TRD M3A QI TI1 MAM GH FL
 ISA u8*1/10 s <=25.5 : Intermediate State Selected Altitude Age
 ^ FSA AS TAS MH BVR GVR GV TAR TI2 TS MET ROA ARA SCC

edition 2.4 2015-06-15 differs from 2.5
210 group : MOPS Version
 ~1
 ^ VNS
 VN 3 : Version Number
  = 0 ED102/DO-260 [Ref. 8] | 1 DO-260A [Ref. 9] | 2 ED102A/DO-260B [Ref. 11]
 ^ LTT

edition 2.3 2015-01-06 differs from 2.4

edition 2.2 2014-08-07 differs from 2.3
040 ext : Target Report Descriptor
 ^ ATP ARC RC RAB / DCR GBS SIM TST SAA CL / ~2 IPC NOGO CPR LDPJ RCF /

edition 2.1 2011-05-01 differs from 2.2
200 group : Target Status
 ^ ICF LNAV ~1 PS SS
271 ext : Surface Capabilities and Characteristics
 ~2
 ^ POA CDTIS B2LOW RAS IDENT / ~4 LW

edition 0.26 2005-06-27 : ADS-B Target Reports
uap 010 040 030 130 080 140 090 210 230 145 150 151 152 155 157 160 165 170 095 032 200 020 220 146
 + 148 110 070 131 - - - - - RE SP
010 group : Data Source Identification
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
020 8 : Emitter Category
 = 1 Light aircraft <= 7000 kg | 2 Reserved | 3 7000 kg < Medium aircraft < 136000 kg | 4 Reserved
 = 5 136000 kg <= Heavy aircraft
 = 6 Highly manoeuvrable (5g acceleration capability) and high speed (>400 knots cruise) | 7 Reserved
 = 8 Reserved | 9 Reserved | 10 Rotocraft | 11 Glider / sailplane | 12 Lighter-than-air
 = 13 Unmanned aerial vehicle | 14 Space / transatmospheric vehicle
 = 15 Ultralight / handglider / paraglider | 16 Parachutist / skydiver | 17 Reserved | 18 Reserved
 = 19 Reserved | 20 Surface emergency vehicle | 21 Surface service vehicle
 = 22 Fixed ground or tethered obstruction | 23 Reserved | 24 Reserved
030 u24*1/2^7 s : Time of Day
032 u8*1/2^8 s : Time of Day Accuracy
040 group : Target Report Descriptor
 DCR 1 : Differential Correction
  = 0 No differential correction (ADS-B) | 1 Differential correction (ADS-B)
 GBS 1 : Ground Bit Setting
  = 0 Ground Bit not set | 1 Ground Bit set
 SIM 1 : Simulated Target
  = 0 Actual target report | 1 Simulated target report
 TST 1 : Test Target
  = 0 Default | 1 Test Target
 RAB 1 : Report Type
  = 0 Report from target transponder | 1 Report from field monitor (fixed transponder)
 SAA 1 : Selected Altitude Available
  = 0 Equipment capable to provide Selected Altitude | 1 Equipment not capable to provide Selected Altitude
 SPI 1 : Special Position Identification
  = 0 Absence of SPI | 1 Special Position Identification
 ~1
 ATP 3 : Address Type
  = 0 Non unique address | 1 24-Bit ICAO address | 2 Surface vehicle address | 3 Anonymous address
  = 4 Reserved for future use | 5 Reserved for future use | 6 Reserved for future use
  = 7 Reserved for future use
 ARC 2 : Altitude Reporting Capability
  = 0 Unknown | 1 25 ft | 2 100 ft
 ~3
070 group : Mode 3/A Code in Octal Representation
 V 1
  = 0 Code validated | 1 Code not validated
 G 1
  = 0 Default | 1 Garbled code
 L 1
  = 0 Mode-3/A code derived during last update | 1 Mode-3/A code not extracted during the last update
 ~1
 MODE3A octal12 : Mode-3/A Reply in Octal Representation
080 24 : Target Address
090 group : Figure of Merit
 AC 2 : ACAS Capabilities
  = 0 Unknown | 1 ACAS not operational | 2 ACAS operartional | 3 Invalid
 MN 2 : Multiple Navigation Aids
  = 0 Unknown | 1 Multiple Navigation not operational | 2 Multiple Navigation operartional | 3 Invalid
 DC 2 : Differential Correction
  = 0 Unknown | 1 Differential Correction | 2 NO Differential Correction | 3 Invalid
 ~6
 PA s4*1 : Position Accuracy
095 8 : Velocity Accuracy
110 compound : Trajectory Intent
 TIS ext : Trajectory Intent Status
  NAV 1
   = 0 Trajectory Intent Data is available for this aircraft
   = 1 Trajectory Intent Data is not available for this aircraft
  NVB 1
   = 0 Trajectory Intent Data is valid | 1 Trajectory Intent Data is not valid
  ~5
  /
 TID rep1 group : Trajectory Intent Data
  TCA 1
   = 0 TCP number available | 1 TCP number not available
  NC 1
   = 0 TCP compliance | 1 TCP non-compliance
  TCPN 6
  ALT s16*10 ft >=-1500 <=150000 : Altitude in Two's Complement Form
  LAT s24*180/2^23 ° >=-90 <=90 : In WGS.84 in Two's Complement
  LON s24*180/2^23 ° >=-180 <180 : In WGS.84 in Two's Complement
  PT 4 : Point Type
   = 0 Unknown | 1 Fly by waypoint (LT) | 2 Fly over waypoint (LT) | 3 Hold pattern (LT)
   = 4 Procedure hold (LT) | 5 Procedure turn (LT) | 6 RF leg (LT) | 7 Top of climb (VT)
   = 8 Top of descent (VT) | 9 Start of level (VT) | 10 Cross-over altitude (VT)
   = 11 Transition altitude (VT)
  TD 2
   = 0 N/A | 1 Turn right | 2 Turn left | 3 No turn
  TRA 1
   = 0 TTR not available | 1 TTR available
  TOA 1
   = 0 TOV available | 1 TOV not available
  TOV u24*1 s : Time Over Point
  TTR u16*1/100 NM >=0 <=655.35 : TCP Turn Radius
130 group : Position in WGS-84 Co-ordinates
 LAT s32*180/2^25 ° >=-90 <=90 : Latitude
 LON s32*180/2^25 ° >=-180 <180 : Longitude
131 8 : Signal Amplitude
140 s16*25/2^2 ft >=-1500 <150000 : Geometric Altitude
145 s16*1/2^2 FL >=-15 <1500 : Flight Level
146 group : Intermediate State Selected Altitude
 SAS 1 : Source Availability
  = 0 No source information provided | 1 Source Information provided
 SRC 2 : Source
  = 0 Unknown | 1 Aircraft Altitude (Holding Altitude) | 2 MCP/FCU Selected Altitude
  = 3 FMS Selected Altitude
 ALT s13*25 ft >=-1300 <100000 : Altitude
148 group : Final State Selected Altitude
 MV 1 : Manage Vertical Mode
  = 0 Not active | 1 Active
 AH 1 : Altitude Hold Mode
  = 0 Not active | 1 Active
 AM 1 : Approach Mode
  = 0 Not active | 1 Active
 ALT s13*25 ft >=-1300 <100000 : Altitude
150 group : Air Speed
 IM 1
  = 0 Air Speed = IAS, LSB (Bit-1) = 2 -14 NM/s | 1 Air Speed = Mach, LSB (Bit-1) = 0.001
 AS by 150/IM : Air Speed (IAS or Mach)
  ? 0 u15*1/2^14 NM/s
  ? 1 u15*1/1000 Mach
  ? else 15
151 u16*1 kt : True Airspeed
152 u16*360/2^16 ° : Magnetic Heading
155 s16*25/2^2 ft/min : Barometric Vertical Rate
157 s16*25/2^2 ft/min : Geometric Vertical Rate
160 group : Ground Vector
 GS s16*1/2^14 NM/s >=0 <2 : Ground Speed in Two's Complement Form Referenced to WGS84
 TA u16*360/2^16 ° : Track Angle
165 ext : Rate Of Turn
 TI 2 : Turn Indicator
  = 0 Not available | 1 Left | 2 Right | 3 Straight
 ~5
 /
 ROT s7*1/2^2 °/s <=15 : Rate of Turn
 /
170 icao48 : Target Identification
200 8 : Target Status
 = 0 No emergency / not reported | 1 General emergency | 2 Lifeguard / medical | 3 Minimum fuel
 = 4 No communications | 5 Unlawful interference
210 group : Link Technology Indicator
 ~3
 DTI 1 : Cockpit Display of Traffic Information
  = 0 Unknown | 1 Aircraft equiped with CDTI
 MDS 1 : Mode-S Extended Squitter
  = 0 Not used | 1 Used
 UAT 1 : UAT
  = 0 Not used | 1 Used
 VDL 1 : VDL Mode 4
  = 0 Not used | 1 Used
 OTR 1 : Other Technology
  = 0 Not used | 1 Used
220 compound : Met Information
 WS u16*1 kt >=0 <=300 : Wind Speed
 WD u16*1 ° >=1 <=360 : Wind Direction
 TMP s16*1/2^2 °C >=-100 <=100 : Temperature
 TRB u8 >=0 <=15 : Turbulence
230 s16*1/100 ° >=-180 <=180 : Roll Angle
RE re : Reserved Expansion Field
SP sp : Special Purpose Field

edition 0.25 2005-03-01 differs from 0.26
uap 010 040 030 130 080 140 090 210 230 145 150 151 152 155 157 160 165 170 095 032 200 020 220 146
 + 148 110 - - - - - - - RE SP
drop 070 131

edition 0.24 2004-10-01 differs from 0.25

edition 0.23 2003-11-01 differs from 0.24
130 group : Position in WGS-84 Co-ordinates
 LAT s24*180/2^23 ° >=-90 <=90 : Latitude
 LON s24*180/2^23 ° >=-180 <180 : Longitude

expansion 1.5 2021-12-22 : ADS-B Target Reports Expansion
RE compound1
 BPS group : Barometric Pressure Setting
  ~4
  BPS u12*1/10 hPa >=0 <=409.5 : Barometric Pressure Setting
 SH group : Selected Heading
  ~4
  HDR 1 : Horizontal Reference Direction
   = 0 True North | 1 Magnetic North
  STAT 1 : Selected Heading Status
   = 0 Data is either unavailable or invalid | 1 Data is available and valid
  SH u10*45/2^6 ° : Selected Heading
 NAV group : Navigation Mode
  AP 1 : Autopilot
   = 0 Autopilot not engaged | 1 Autopilot engaged
  VN 1 : Vertical Navigation
   = 0 Vertical Navigation not active | 1 Vertical Navigation active
  AH 1 : Altitude Hold
   = 0 Altitude Hold not engaged | 1 Altitude Hold engaged
  AM 1 : Approach Mode
   = 0 Approach Mode not active | 1 Approach Mode active
  MFM group : Status of MCP/FCU Mode Bits
   EP 1 : Element Populated Bit
    = 0 Element not populated | 1 Element populated
   VAL 1 : Value
    = 0 MCP/FCU Mode Bits not populated | 1 MCP/FCU Mode Bits populated
  ~2
 GAO 8 : GPS Antenna Offset
 SGV ext : Surface Ground Vector
  STP 1
   = 0 Aircraft has not stopped | 1 Aircraft has stopped
  HTS 1
   = 0 Heading/Ground Track data is not valid | 1 Heading/Ground Track data is valid
  HTT 1
   = 0 Heading data provided | 1 Ground Track provided
  HRD 1
   = 0 True North | 1 Magnetic North
  GSS u11*1/2^3 kt : Ground Speed
  /
  HGT u7*45/2^4 ° : Heading/Ground Track Information
  /
 STA ext : Aircraft Status
  ES 1 : ES IN Capability
   = 0 Target is not 1090 ES IN capable | 1 Target is 1090 ES IN capable
  UAT 1 : UAT IN Capability
   = 0 Target is not UAT IN capable | 1 Target is UAT IN capable
  RCE group : Reduced Capability Equipment
   EP 1 : Element Populated Bit
    = 0 Element not populated | 1 Element populated
   VAL 2 : Value
    = 0 Not RCE | 1 TABS (see Note 2) | 2 Reserved for future use | 3 Other RCE
  RRL group : Reply Rate Limiting
   EP 1 : Element Populated Bit
    = 0 Element not populated | 1 Element populated
   VAL 1 : Value
    = 0 Reply Rate Limiting is not active | 1 Reply Rate Limiting is active
  /
  PS3 group : Priority Status for Version 3 ADS-B Systems
   EP 1 : Element Populated Bit
    = 0 Element not populated | 1 Element populated
   VAL 3 : Value
    = 0 No emergency / not reported | 1 General emergency | 2 UAS/RPAS - Lost link | 3 Minimum fuel
    = 4 No communications | 5 Unlawful interference | 6 Aircraft in Distress
    = 7 Aircraft in Distress Manual Activation
  TPW group : Transmit Power
   EP 1 : Element Populated Bit
    = 0 Element not populated | 1 Element populated
   VAL 2 : Value
    = 0 Unavailable, Unknown, or less than 70 W | 1 70 W | 2 125 W | 3 200 W
  /
  TSI group : Transponder Side Indication
   EP 1 : Element Populated Bit
    = 0 Element not populated | 1 Element populated
   VAL 2 : Value
    = 0 Unknown | 1 Transponder #1 (left/pilot side or single) | 2 Transponder #2 (right/co-pilot side)
    = 3 Transponder #3 (auxiliary or Backup)
  MUO group : Manned / Unmanned Operation
   EP 1 : Element Populated Bit
    = 0 Element not populated | 1 Element populated
   VAL 1 : Value
    = 0 Manned Operation | 1 Unmanned Operation
  RWC group : Remain Well Clear Corrective Alert
   EP 1 : Element Populated Bit
    = 0 Element not populated | 1 Element populated
   VAL 1 : Value
    = 0 RWC Corrective Alert not active | 1 RWC Corrective Alert active
  /
  DAA group : Detectand Avoid Capabilities
   EP 1 : Element Populated Bit
    = 0 Element not populated | 1 Element populated
   VAL 2 : Value
    = 0 No RWC Capability | 1 RWC/RA/OCM Capability | 2 RWC/OCM Capability | 3 Invalid ASTERIX Value
  DF17CA group : Transponder Capability
   EP 1 : Element Populated Bit
    = 0 Element not populated | 1 Element populated
   VAL 3 : Value
  /
  SVH group : Sense Vertical & Horizontal
   EP 1 : Element Populated Bit
    = 0 Element not populated | 1 Element populated
   VAL 2 : Value
    = 0 Vertical Only | 1 Horizontal Only | 2 Blended | 3 Vertical Only or Horizontal Only per intruder
  CATC group : CAS Type & Capability
   EP 1 : Element Population Bit
    = 0 Element not populated | 1 Element populated
   VAL 3 : Value
    = 0 Active CAS (TCAS II) or no CAS | 1 Active CAS (not TCAS II)
    = 2 Active CAS (not TCAS II) with OCM transmit capability | 3 Active CAS of Junior Status
    = 4 Passive CAS with 1030TCAS Resolution Message receive capability
    = 5 Passive CAS with only OCM receive capability | 6 Reserved for future use | 7 Reserved for future use
  /
  TAO group : Transponder Antenna Offset
   EP 1 : Element Populated Bit
    = 0 Element Not Populated | 1 Element Populated
   VAL 5 : Value
    = 0 No data | 1 0 ≤ TAO ≤ 1 | 2 1 < TAO ≤ 2 | 3 2 < TAO ≤ 4 | 4 4 < TAO ≤ 6 | 5 6 < TAO ≤ 8
    = 6 8 < TAO ≤ 10 | 7 10 < TAO ≤ 12 | 8 12 < TAO ≤ 14 | 9 14 < TAO ≤ 16 | 10 16 < TAO ≤ 18
    = 11 18 < TAO ≤ 20 | 12 20 < TAO ≤ 22 | 13 22 < TAO ≤ 24 | 14 24 < TAO ≤ 26 | 15 26 < TAO ≤ 28
    = 16 28 < TAO ≤ 30 | 17 30 < TAO ≤ 32 | 18 32 < TAO ≤ 34 | 19 34 < TAO ≤ 36 | 20 36 < TAO ≤ 38
    = 21 38 < TAO ≤ 40 | 22 40 < TAO ≤ 42 | 23 42 < TAO ≤ 44 | 24 44 < TAO ≤ 46 | 25 46 < TAO ≤ 48
    = 26 48 < TAO ≤ 50 | 27 50 < TAO ≤ 52 | 28 52 < TAO ≤ 54 | 29 54 < TAO ≤ 56 | 30 56 < TAO ≤ 58
    = 31 TAO > 58
   ~1
  /
 TNH u16*360/2^16 ° : True North Heading
 MES compound : Military Extended Squitter
  SUM group : Mode 5 Summary
   M5 1
    = 0 No Mode 5 interrogation | 1 Mode 5 interrogation
   ID 1
    = 0 No authenticated Mode 5 ID reply/report | 1 Authenticated Mode 5 ID reply/report
   DA 1
    = 0 No authenticated Mode 5 Data reply or Report
    = 1 Authenticated Mode 5 Data reply or Report (i.e any valid Mode 5 reply type other than ID)
   M1 1
    = 0 Mode 1 code not present or not from Mode 5 reply/report | 1 Mode 1 code from Mode 5 reply/report
   M2 1
    = 0 Mode 2 code not present or not from Mode 5 reply/report | 1 Mode 2 code from Mode 5 reply/report
   M3 1
    = 0 Mode 3 code not present or not from Mode 5 reply/report | 1 Mode 3 code from Mode 5 reply/report
   MC 1
    = 0 Flightlevel not present or not from Mode 5 reply/report | 1 Flightlevel from Mode 5 reply/report
   PO 1
    = 0 Position not from Mode 5 report (ADS-B report) | 1 Position from Mode 5 report
  PNO group : Mode 5 PIN / National Origin
   ~2
   PIN 14 : PIN Code
   ~5
   NO 11 : National Origin Code
  EM1 group : Extended Mode 1 Code in Octal Representation
   V 1
    = 0 Code validated | 1 Code not validated
   ~1
   L 1
    = 0 Mode 1 code as derived from the report of the transponder
    = 1 Smoothed Mode 1 code as provided by a local tracker
   ~1
   EM1 octal12 : Extended Mode 1 Code in Octal Representation
  XP group : X Pulse Presence
   ~2
   XP 1 : X-pulse from Mode 5 PIN Reply/report
    = 0 X-Pulse not present | 1 X-pulse present
   X5 1 : X-pulse from Mode 5 Data Reply or Report
    = 0 X-pulse set to zero or no authenticated Data reply or Report received
    = 1 X-pulse set to one (present)
   XC 1 : X-pulse from Mode C Reply
    = 0 X-pulse set to zero or no Mode C reply | 1 X-pulse set to one (present)
   X3 1 : X-pulse from Mode 3/A Reply
    = 0 X-pulse set to zero or no Mode 3/A reply | 1 X-pulse set to one (present)
   X2 1 : X-pulse from Mode 2 Reply
    = 0 0 X-pulse set to zero or no Mode 2 reply | 1 X-pulse set to one (present)
   X1 1 : X-pulse from Mode 1 Reply
    = 0 X-pulse set to zero or no Mode 1 reply | 1 X-pulse set to one (present)
  FOM group : Figure of Merit
   ~3
   FOM 5 : Figure of Merit
  M2 group : Mode 2 Code in Octal Representation
   V 1
    = 0 Code validated | 1 Code not validated
   ~1
   L 1
    = 0 Mode-2 code as derived from the reply of the transponder
    = 1 Smoothed Mode-2 code as provided by a local tracker
   ~1
   MODE2 octal12 : Mode 2 Code in Octal Representation

expansion 1.4 2018-03-08 differs from 1.5
RE compound1
 ^ BPS SH
 NAV group : Navigation Mode
  ^ AP VN AH AM ~4
 ^ GAO SGV
 STA ext : Aircraft Status
  ES 1
   = ^
  UAT 1
   = ^
  ~5
  /
 ^ TNH MES
`;
