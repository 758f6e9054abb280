// CAT015, Independent Non-Cooperative Surveillance System Target Reports. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT015 = `
category 15

edition 1.2 2024-05-01 : Independent Non-Cooperative Surveillance System Target Reports
uap 010 000 015 020 030 145 161 170 050 270 300 400 600 601 602 603 604 605 480 625 626 627 628 630
 + 631 SP
000 group : Message Type
 MT 7 : Message Type
  = 1 Measurement Plot | 2 Measurement Track | 3 Sensor Centric Plot | 4 Sensor Centric Track
  = 5 Track End Message
 RG 1 : Report Generation
  = 0 Periodic Report | 1 Event Driven Report
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
015 8 : Service Identification
020 ext : Target Report Descriptor
 MOMU 2 : Mono-Static Target Report or Multi-Static Target Report
  = 0 Mono-Static Sensor | 1 Multi-Static Sensor | 2 Other | 3 Unknown
 TTAX 2 : Target Taxonomy
  = 0 Actual Target Report | 1 Reference Target | 2 Synthetic Target | 3 Simulated / Replayed Target
 SCD 2 : Scanning Direction
  = 0 Unknown | 1 Forward | 2 Backward | 3 Static
 ~1
 /
030 repfx 7 : Warning/Error Conditions
050 group : Update Period
 ~2
 UPD u14*1/2^7 s <=128 : Update Period
145 u24*1/2^7 s <86400 : Time of Applicability
161 u16 <=65535 : Track/Plot Number
170 ext : Track/Plot Status
 BIZ 1
  = 0 Target not in Blind Zone | 1 Target in Blind Zone
 BAZ 1
  = 0 Target not in Blanked Zone | 1 Target in Blanked Zone
 TUR 1
  = 0 Track Alive | 1 Track Terminated by User Request
 ~1
 CSTP 1 : Coasted - Position
  = 0 Not extrapolated | 1 Extrapolated
 CSTH 1 : Coasted – Height
  = 0 Not extrapolated | 1 Extrapolated
 CNF 1 : Confirmed vs. Tentative Track
  = 0 Confirmed Track | 1 Tentative Track
 /
270 compound : Target Size & Orientation
 LEN u16*1/100 m <=655.35 : Target Length
 WDT u16*1/100 m <=655.35 : Target Width
 HGT u16*1/100 m <=655.35 : Target Height
 ORT u16*360/2^16 ° <=360 : Target Orientation
300 rep1 group : Object Classification
 CLS u9 : Classification
 PRB u7 : Probability
400 group : Measurement Identifier
 PID u16 : Pair Identifier
 ON u24 : Observation Number
480 rep1 40 : Associations
600 compound : Horizontal Position Information
 P84 group : Horizontal Position in WGS-84 Coordinates
  LATITUDE s32*180/2^31 ° >=-90 <90
  LONGITUDE s32*180/2^31 ° >=-180 <180
 HPR group : Horizontal Position Resolution
  RSHPX u16*1/2 m <=32767
  RSHPY u16*1/2 m <=32767
  CORSHPXY s8*1/2^7
 HPP group : Horizontal Position Precision
  SDHPX u16*1/2^2 m <=16383.75
  SDHPY u16*1/2^2 m <=16383.75
  COSDHPXY s8*1/2^7
601 compound : Geometric Height Information
 GH s24*1/100 m >=-83286 <=83286 : Geometric Height (WGS-84)
 RSGH u24*1/100 m <=167772.15 : Geometric Height Resolution
 SDGH u24*1/100 m <=167772.15 : Geometric Height Precision
 CI6 group : Confidence Interval for Geometric Height (67%)
  UCI6 u12*16 m <=65520
  LCI6 u12*16 m <=65520
 CI9 group : Confidence Interval for Geometric Height (95%)
  UCI9 u12*16 m <=65520
  LCI9 u12*16 m <=65520
 COGHHP group : Correlation of Geometric Height and Horizontal Position
  X s8*1/2^7
  Y s8*1/2^7
 COGHHV group : Correlation of Geometric Height and Horizontal Velocity
  X s8*1/2^7
  Y s8*1/2^7
 COGHHA group : Correlation of Geometric Height and Horizontal Acceleration
  X s8*1/2^7
  Y s8*1/2^7
602 compound : Horizontal Velocity Information
 HV group : Horizontal Velocity Vector
  X s20*1/100 m/s >=-5242.87 <=5242.87
  Y s20*1/100 m/s >=-5242.87 <=5242.87
 RSHV group : Horizontal Velocity Resolution
  X u16*1/100 m/s <=655.35
  Y u16*1/100 m/s <=655.35
  CORSHVXY s8*1/2^7
 SDHV group : Horizontal Velocity Precision
  X u16*1/100 m/s <=655.35
  Y u16*1/100 m/s <=655.35
  COHVXY s8*1/2^7
 COHVHP group : Correlation of Horizontal Velocity and Horizontal Position
  COHVXHPX s8*1/2^7
  COHVXHPY s8*1/2^7
  COHVYHPX s8*1/2^7
  COHVYHPY s8*1/2^7
603 compound : Horizontal Acceleration Information
 HA group : Horizontal Acceleration Vector
  X s12*1/2^4 m/s² >=-128 <=128
  Y s12*1/2^4 m/s² >=-128 <=128
 SDHA group : Horizontal Acceleration Precision
  X u12*1/2^4 m/s² <=255.9375
  Y u12*1/2^4 m/s² <=255.9375
  COHAXY s8*1/2^7
 COHAHP group : Correlation of Horizontal Acceleration and Horizontal Position
  COHAXHPX s8*1/2^7
  COHAXHPY s8*1/2^7
  COHAYHPX s8*1/2^7
  COAYHPY s8*1/2^7
 COHAHV group : Correlation of Horizontal Acceleration and Horizontal Velocity
  COHAXHVX s8*1/2^7
  COHAXHVY s8*1/2^7
  COHAYHVX s8*1/2^7
  COHAYHVY s8*1/2^7
604 compound : Vertical Velocity Information
 VV s24*1/100 m/s >=-83886.07 <=83886.07 : Vertical Velocity
 RSVV u16*1/100 m/s <=655.35 : Vertical Velocity Resolution
 SDVV group : Vertical Velocity Precision
  SDVV u16*1/100 m/s <=655.35
  COVVGH s8*1/2^7
 COVVHP group : Correlation of Vertical Velocity and Horizontal Position
  X s8*1/2^7
  Y s8*1/2^7
 COVVHV group : Correlation of Vertical Velocity and Horizontal Velocity
  X s8*1/2^7
  Y s8*1/2^7
 COVVHA group : Correlation of Vertical Velocity and Horizontal Acceleration
  X s8*1/2^7
  Y s8*1/2^7
605 compound : Vertical Velocity Information
 VA s16*1/100 m/s² >=-327.67 <=327.67 : Vertical Acceleration
 RSVA group : Vertical Acceleration Precision
  SDVA u16*1/100 m/s² <=167772.15
  COVAGH s8*1/2^7
  COVAVV s8*1/2^7
 COVAHP group : Correlation of Vertical Acceleration and Horizontal Position
  X s8*1/2^7
  Y s8*1/2^7
 COVAHV group : Correlation of Vertical Acceleration and Horizontal Velocity
  X s8*1/2^7
  Y s8*1/2^7
 COVAHA group : Correlation of Vertical Acceleration and Horizontal Acceleration
  X s8*1/2^7
  Y s8*1/2^7
625 compound : Range Information
 R s24*1/10 m >=-838860.7 <=838860.7 : Range
 RSR u24*1/10 m <=1677721.5 : Range Resolution
 SDR u24*1/10 m <=1677721.5 : Range Precision
 RR s24*1/10 m/s >=-838860.7 <=838860.7 : Range Rate
 RSRR u24*1/10 m/s <=1677721.5 : Range Rate Resolution
 SDRR group : Range Rate Precision
  SDRR u24*1/10 m/s <=1677721.5
  CORRR s8*1/2^7
 RA s16*1/2^6 m/s² >=-512 <=512 : Range Acceleration
 SDRA group : Range Acceleration Precision
  SDRA u16*1/2^7 m/s² <=512
  CORAR s8*1/2^7
  CORARR s8*1/2^7
626 compound : Doppler Information
 DV s24*1/100 m/s >=-83886.07 <=83886.07 : Doppler Velocity
 SDDV u16*1/2^6 m/s <=1024 : Precision of Doppler Velocity
 DA s16*1/2^6 m/s² >=-512 <=512 : Doppler Acceleration
 SDDA group : Precision of Doppler Acceleration
  SDDA u16*1/2^6 m/s² <=1024
  CODADV s8*1/2^7
 CODVR s8*1/2^7 : Correlation of Doppler Velocity and Range
 CODVRR s8*1/2^7 : Correlation of Doppler Velocity and Range Rate
 CODVRA s8*1/2^7 : Correlation of Doppler Velocity and Range Acceleration
 CODAR s8*1/2^7 : Correlation of Doppler Acceleration and Range
 CODARR s8*1/2^7 : Correlation of Doppler Acceleration and Range Rate
 CODARA s8*1/2^7 : Correlation of Doppler Acceleration and Range Acceleration
627 compound : Azimuth Information
 AZ u16*360/2^16 ° >=360 : Azimuth
 RSAZ u16*45/2^16 ° <=45 : Azimuth Resolution
 SDASZ u16*45/2^16 ° <=45 : Standard Deviation of Azimuth
 AZR s16*180/2^16 ° >=-90 <=90 : Azimuth Rate
 SDAZR group : Standard Deviation of Azimuth Rate
  SDAZR u16*45/2^16 ° <=45
  COAZRAZ s8*1/2^7
 AZEX group : Azimuth Extent
  S u16*360/2^16 ° <=360
  E u16*360/2^16 ° <=360
628 compound : Elevation Information
 EL s16*180/2^16 ° >=-90 <=90 : Elevation
 RSEL u16*45/2^16 ° <=45 : Elevation Resolution
 SDEL u16*45/2^16 ° <=45 : Standard Deviation of Elevation
 ER s16*180/2^16 °/s >=-90 <=90 : Elevation Rate
 SDER group : Standard Deviation of Elevation Rate
  SDELR u16*45/2^16 °/s
  COELREL s8*1/2^7
 ELEX group : Elevation Extent
  S s16*180/2^16 ° >=-90 <=90
  E s16*180/2^16 ° >=-90 <=90
630 compound : Path Quality
 DPP s8*1 dB >=-128 <=127 : Direct Path - Power
 DPS s8*1 dB >=-128 <=127 : Direct Path - Signal to Noise Ratio (SNR)
 RPP group : Reflected Path - Power
  ~7
  RPP s9*1 dB >=-256 <=255
 RPS s8*1 dB >=-128 <=127 : Reflected Path - Signal to Noise Ratio (SNR)
631 rep1 group : Contour (Azimuth, Elevation Angle, Range Extent)
 AZCON u16*360/2^16 ° >=360
 ELCON s16*180/2^16 ° <=-90 >=90
 RGCONSTOP u16*10000/2^16 m
 RGCONSTART u16*10000/2^16 m
SP sp : Special Purpose Field

edition 1.1 2021-03-19 differs from 1.2

edition 1.0 2019-07-15 differs from 1.1
`;
