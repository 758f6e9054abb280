// CAT010, Transmission of Monosensor Surface Movement Data. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT010 = `
category 10

edition 1.1 2007-03-01 : Transmission of Monosensor Surface Movement Data
uap 010 000 020 140 041 040 042 200 202 161 170 060 220 245 250 300 090 091 270 550 310 500 280 131
 + 210 - SP RE
000 8 : Message Type
 = 1 Target Report | 2 Start of Update Cycle | 3 Periodic Status Message | 4 Event-triggered Status Message
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
020 ext : Target Report Descriptor
 TYP 3
  = 0 SSR multilateration | 1 Mode S multilateration | 2 ADS-B | 3 PSR | 4 Magnetic Loop System
  = 5 HF multilateration | 6 Not defined | 7 Other types
 DCR 1
  = 0 No differential correction (ADS-B) | 1 Differential correction (ADS-B)
 CHN 1
  = 0 Chain 1 | 1 Chain 2
 GBS 1
  = 0 Transponder Ground bit not set | 1 Transponder Ground bit set
 CRT 1
  = 0 No Corrupted reply in multilateration | 1 Corrupted replies in multilateration
 /
 SIM 1
  = 0 Actual target report | 1 Simulated target report
 TST 1
  = 0 Default | 1 Test Target
 RAB 1
  = 0 Report from target transponder | 1 Report from field monitor (fixed transponder)
 LOP 2
  = 0 Undetermined | 1 Loop start | 2 Loop finish
 TOT 2
  = 0 Undetermined | 1 Aircraft | 2 Ground vehicle | 3 Helicopter
 /
 SPI 1
  = 0 Absence of SPI | 1 Special Position Identification
 ~6
 /
040 group : Measured Position in Polar Co-ordinates
 RHO u16*1 m <=65536 : RHO
 TH u16*360/2^16 ° : Theta
041 group : Position in WGS-84 Co-ordinates
 LAT s32*180/2^31 ° >=-90 <=90 : Latitude
 LON s32*180/2^31 ° >=-180 <180 : Longitude
042 group : Position in Cartesian Co-ordinates
 X s16*1 m >=-32768 <=32768 : X Coordinate
 Y s16*1 m >=-32768 <=32768 : Y Coordinate
060 group : Mode-3/A Code in Octal Representation
 V 1 : Validated
  = 0 Code validated | 1 Code not validated
 G 1 : Garbled
  = 0 Default | 1 Garbled code
 L 1
  = 0 Mode-3/A code derived from the reply of the transponder
  = 1 Mode-3/A code not extracted during the last scan
 ~1
 MODE3A octal12 : Mode-3/A Reply in Octal Representation
090 group : Flight Level in Binary Representation
 V 1 : Validated
  = 0 Code validated | 1 Code not validated
 G 1 : Garbled
  = 0 Default | 1 Garbled code
 FL s14*1/2^2 FL : Flight Level
091 s16*25/2^2 ft >=-204800 <=204800 : Measured Height
131 8 : Amplitude of Primary Plot
140 u24*1/2^7 s : Time of Day
161 group : Track Number
 ~4
 TRK 12 : Track Number
170 ext : Track Status
 CNF 1
  = 0 Confirmed track | 1 Track in initialisation phase
 TRE 1
  = 0 Default | 1 Last report for a track
 CST 2
  = 0 No extrapolation | 1 Predictable extrapolation due to sensor refresh period (see NOTE)
  = 2 Predictable extrapolation in masked area | 3 Extrapolation due to unpredictable absence of detection
 MAH 1
  = 0 Default | 1 Horizontal manoeuvre
 TCC 1
  = 0 Tracking performed in 'Sensor Plane', i.e. neither slant range correction nor projection was applied
  = 1 Slant range correction and a suitable projection technique are used to track in a 2D.reference plane, tangential to the earth model at the Sensor Site co-ordinates
 STH 1
  = 0 Measured position | 1 Smoothed position
 /
 TOM 2
  = 0 Unknown type of movement | 1 Taking-off | 2 Landing | 3 Other types of movement
 DOU 3
  = 0 No doubt | 1 Doubtful correlation (undetermined reason) | 2 Doubtful correlation in clutter
  = 3 Loss of accuracy | 4 Loss of accuracy in clutter | 5 Unstable track | 6 Previously coasted
 MRS 2
  = 0 Merge or split indication undetermined | 1 Track merged by association to plot
  = 2 Track merged by non-association to plot | 3 Split track
 /
 GHO 1
  = 0 Default | 1 Ghost track
 ~6
 /
200 group : Calculated Track Velocity in Polar Co-ordinates
 GSP u16*1/2^14 NM/s <=2 : Ground Speed
 TRA u16*360/2^16 ° : Track Angle
202 group : Calculated Track Velocity in Cartesian Co-ordinates
 VX s16*1/2^2 m/s >=-8192 <=8192 : X Velocity
 VY s16*1/2^2 m/s >=-8192 <=8192 : Y Velocity
210 group : Calculated Acceleration
 AX s8*1/2^2 m/s² >=-31 <=31 : X Acceleration
 AY s8*1/2^2 m/s² >=-31 <=31 : Y Acceleration
220 24 : Target Address
245 group : Target Identification
 STI 2
  = 0 Callsign or registration downlinked from transponder | 1 Callsign not downlinked from transponder
  = 2 Registration not downlinked from transponder
 ~6
 CHR icao48 : Characters 1-8 (Coded on 6 Bits Each) Defining Target Identification
250 rep1 group : Mode S MB Data
 MBDATA 56
 BDS1 4
 BDS2 4
270 ext : Target Size and Orientation
 LENGTH u7*1 m : Length
 /
 ORIENTATION u7*360/2^7 ° : Orientation
 /
 WIDTH u7*1 m : Width
 /
280 rep1 group : Presence
 DRHO s8*1 m >=-127 <=127
 DTHETA s8*3/20 ° >=-19.05 <=19.05
300 8 : Vehicle Fleet Identification
 = 0 Unknown | 1 ATC equipment maintenance | 2 Airport maintenance | 3 Fire | 4 Bird scarer | 5 Snow plough
 = 6 Runway sweeper | 7 Emergency | 8 Police | 9 Bus | 10 Tug (push/tow) | 11 Grass cutter | 12 Fuel
 = 13 Baggage | 14 Catering | 15 Aircraft maintenance | 16 Flyco (follow me)
310 group : Pre-programmed Message
 TRB 1
  = 0 Default | 1 In Trouble
 MSG 7
  = 1 Towing aircraft | 2 “Follow me” operation | 3 Runway check | 4 Emergency operation (fire, medical...)
  = 5 Work in progress (maintenance, birds scarer, sweepers...)
500 group : Standard Deviation of Position
 DEVX u8*1/2^2 m : Standard Deviation of X Component
 DEVY u8*1/2^2 m : Standard Deviation of Y Component
 COVXY s16*1/2^2 m : Covariance in Two’s Complement Form
550 group : System Status
 NOGO 2 : Operational Release Status of the System
  = 0 Operational | 1 Degraded | 2 NOGO
 OVL 1 : Overload Indicator
  = 0 No overload | 1 Overload
 TSV 1 : Time Source Validity
  = 0 Valid | 1 Invalid
 DIV 1
  = 0 Normal Operation | 1 Diversity degraded
 TTF 1
  = 0 Test Target Operative | 1 Test Target Failure
 ~2
RE re : Reserved Expansion Field
SP sp : Special Purpose Field
`;
