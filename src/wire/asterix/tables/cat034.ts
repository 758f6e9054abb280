// CAT034, Transmission of Monoradar Service Messages. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT034 = `
category 34

edition 1.29 2021-03-15 : Transmission of Monoradar Service Messages
uap 010 000 030 020 041 050 060 070 100 110 120 090 RE SP
000 8 : Message Type
 = 1 North marker message | 2 Sector crossing message | 3 Geographical filtering message
 = 4 Jamming strobe message | 5 Solar Storm Message | 6 SSR Jamming Strobe Message
 = 7 Mode S Jamming Strobe Message
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
020 u8*360/2^8 ° : Sector Number
030 u24*1/2^7 s : Time of Day
041 u16*1/2^7 s : Antenna Rotation Speed
050 compound : System Configuration and Status
 COM group : Common Part
  NOGO 1 : Operational Release Status of the System
   = 0 System is released for operational use
   = 1 Operational use of System is inhibited, i.e. the data shall be discarded by an operational SDPS
  RDPC 1 : Radar Data Processor Chain Selection Status
   = 0 RDPC-1 selected | 1 RDPC-2 selected
  RDPR 1 : Event to Signal a Reset/restart of the Selected Radar Data Processor Chain, I.e. Expect a New Assignment of Track Numbers
   = 0 Default situation | 1 Reset of RDPC
  OVLRDP 1 : Radar Data Processor Overload Indicator
   = 0 Default, no overload | 1 Overload in RDP
  OVLXMT 1 : Transmission Subsystem Overload Status
   = 0 Default, no overload | 1 Overload in transmission subsystem
  MSC 1 : Monitoring System Connected Status
   = 0 Monitoring system connected | 1 Monitoring system disconnected
  TSV 1 : Time Source Validity
   = 0 Valid | 1 Invalid
  ~1
 -
 -
 PSR group : Specific Status Information for a PSR Sensor
  ANT 1 : Selected Antenna
   = 0 Antenna 1 | 1 Antenna 2
  CHAB 2 : Channel A/B Selection Status
   = 0 No channel selected | 1 Channel A only selected | 2 Channel B only selected
   = 3 Diversity mode ; Channel A and B selected
  OVL 1 : Overload Condition
   = 0 No overload | 1 Overload
  MSC 1 : Monitoring System Connected Status
   = 0 Monitoring system connected | 1 Monitoring system disconnected
  ~3
 SSR group : Specific Status Information for a SSR Sensor
  ANT 1 : Selected Antenna
   = 0 Antenna 1 | 1 Antenna 2
  CHAB 2 : Channel A/B Selection Status
   = 0 No channel selected | 1 Channel A only selected | 2 Channel B only selected | 3 Invalid combination
  OVL 1 : Overload Condition
   = 0 No overload | 1 Overload
  MSC 1 : Monitoring System Connected Status:
   = 0 Monitoring system connected | 1 Monitoring system disconnected
  ~3
 MDS group : Specific Status Information for a Mode S Sensor
  ANT 1 : Selected Antenna
   = 0 Antenna 1 | 1 Antenna 2
  CHAB 2 : Channel A/B Selection Status
   = 0 No channel selected | 1 Channel A only selected | 2 Channel B only selected | 3 Illegal combination
  OVLSUR 1 : Overload Condition
   = 0 No overload | 1 Overload
  MSC 1 : Monitoring System Connected Status:
   = 0 Monitoring system connected | 1 Monitoring system disconnected
  SCF 1 : Channel A/B Selection Status for Surveillance Co-ordination Function
   = 0 Channel A in use | 1 Channel B in use
  DLF 1 : Channel A/B Selection Status for Data Link Function
   = 0 Channel A in use | 1 Channel B in use
  OVLSCF 1 : Overload in Surveillance Co-ordination Function
   = 0 No overload | 1 Overload
  OVLDLF 1 : Overload in Data Link Function
   = 0 No overload | 1 Overload
  ~7
060 compound : System Processing Mode
 COM group : Common Part
  ~1
  REDRDP 3 : Reduction Steps in Use for An Overload of the RDP
   = 0 No reduction active | 1 Reduction step 1 active | 2 Reduction step 2 active
   = 3 Reduction step 3 active | 4 Reduction step 4 active | 5 Reduction step 5 active
   = 6 Reduction step 6 active | 7 Reduction step 7 active
  REDXMT 3 : Reduction Steps in Use for An Overload of the Transmission Subsystem
   = 0 No reduction active | 1 Reduction step 1 active | 2 Reduction step 2 active
   = 3 Reduction step 3 active | 4 Reduction step 4 active | 5 Reduction step 5 active
   = 6 Reduction step 6 active | 7 Reduction step 7 active
  ~1
 -
 -
 PSR group : Specific Processing Mode Information for a PSR Sensor
  POL 1 : Polarization in Use by PSR
   = 0 Linear polarization | 1 Circular polarization
  REDRAD 3 : Reduction Steps in Use as Result of An Overload Within the PSR Subsystem
   = 0 No reduction active | 1 Reduction step 1 active | 2 Reduction step 2 active
   = 3 Reduction step 3 active | 4 Reduction step 4 active | 5 Reduction step 5 active
   = 6 Reduction step 6 active | 7 Reduction step 7 active
  STC 2 : Sensitivity Time Control Map in Use
   = 0 STC Map-1 | 1 STC Map-2 | 2 STC Map-3 | 3 STC Map-4
  ~2
 SSR group : Specific Processing Mode Information for a SSR Sensor
  REDRAD 3 : Reduction Steps in Use as Result of An Overload Within the SSR Subsystem
   = 0 No reduction active | 1 Reduction step 1 active | 2 Reduction step 2 active
   = 3 Reduction step 3 active | 4 Reduction step 4 active | 5 Reduction step 5 active
   = 6 Reduction step 6 active | 7 Reduction step 7 active
  ~5
 MDS group : Specific Processing Mode Information for a Mode S Sensor
  REDRAD 3 : Reduction Steps in Use as Result of An Overload Within the Mode S Subsystem
   = 0 No reduction active | 1 Reduction step 1 active | 2 Reduction step 2 active
   = 3 Reduction step 3 active | 4 Reduction step 4 active | 5 Reduction step 5 active
   = 6 Reduction step 6 active | 7 Reduction step 7 active
  CLU 1 : Cluster State
   = 0 Autonomous | 1 Not autonomous
  ~4
070 rep1 group : Message Count Values
 TYP 5 : Type of Message Counter
  = 0 No detection (number of misses) | 1 Single PSR target reports
  = 2 Single SSR target reports (Non-Mode S) | 3 SSR+PSR target reports (Non-Mode S)
  = 4 Single All-Call target reports (Mode S) | 5 Single Roll-Call target reports (Mode S)
  = 6 All-Call + PSR (Mode S) target reports | 7 Roll-Call + PSR (Mode S) target reports
  = 8 Filter for Weather data | 9 Filter for Jamming Strobe | 10 Filter for PSR data
  = 11 Filter for SSR/Mode S data | 12 Filter for SSR/Mode S+PSR data
  = 13 Filter for Enhanced Surveillance data | 14 Filter for PSR+Enhanced Surveillance
  = 15 Filter for PSR+Enhanced Surveillance + SSR/Mode S data not in Area of Prime Interest
  = 16 Filter for PSR+Enhanced Surveillance + all SSR/Mode S data | 17 Re-Interrogations (per sector)
  = 18 BDS Swap and wrong DF replies(per sector) | 19 Mode A/C FRUIT (per sector)
  = 20 Mode S FRUIT (per sector)
 COUNT u11 : COUNTER
090 group : Collimation Error
 RNG s8*1/2^7 NM : Range Error
 AZM s8*360/2^14 ° : Azimuth Error
100 group : Generic Polar Window
 RHOST u16*1/2^8 NM <=256 : Rho Start
 RHOEND u16*1/2^8 NM <=256 : Rho End
 THETAST u16*360/2^16 ° : Theta Start
 THETAEND u16*360/2^16 ° : Theta End
110 8 : Data Filter
 = 0 Invalid value | 1 Filter for Weather data | 2 Filter for Jamming Strobe | 3 Filter for PSR data
 = 4 Filter for SSR/Mode S data | 5 Filter for SSR/Mode S + PSR data | 6 Enhanced Surveillance data
 = 7 Filter for PSR+Enhanced Surveillance data
 = 8 Filter for PSR+Enhanced Surveillance + SSR/Mode S data not in Area of Prime Interest
 = 9 Filter for PSR+Enhanced Surveillance + all SSR/Mode S data
120 group : 3D-Position Of Data Source
 HGT s16*1 m : Height of Data Source
 LAT s24*180/2^23 ° >=-90 <=90 : Latitude
 LON s24*180/2^23 ° >=-180 <=180 : Longitude
RE re : Reserved Expansion Field
SP sp : Special Purpose Field

edition 1.28 2021-03-02 differs from 1.29
000 8 : Message Type
 = ^ | -6 | -7

edition 1.27 2007-05-01 differs from 1.28
000 8 : Message Type
 = ^ | -5
070 rep1 group : Message Count Values
 TYP 5 : Type of Message Counter
  = ^ | -17 | -18 | -19 | -20
 ^ COUNT
`;
