// CAT063, Sensor Status Reports. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT063 = `
category 63

edition 1.7 2025-06-05 : Sensor Status Reports
uap 010 015 030 050 060 070 080 081 090 091 092 - RE SP
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
015 8 : Service Identification
030 u24*1/2^7 s : Time of Message
050 group : Sensor Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
060 ext : Sensor Configuration and Status
 CON 2
  = 0 Operational | 1 Degraded | 2 Initialization | 3 Not currently connected
 PSR 1
  = 0 PSR GO | 1 PSR NOGO
 SSR 1
  = 0 SSR GO | 1 SSR NOGO
 MDS 1
  = 0 MDS GO | 1 MDS NOGO
 ADS 1
  = 0 ADS GO | 1 ADS NOGO
 MLT 1
  = 0 MLT GO | 1 MLT NOGO
 /
 OPS 1 : Operational Release Status of the System
  = 0 System is released for operational use | 1 Operational use of System is inhibited
 ODP 1 : Data Processor Overload Indicator
  = 0 Default, no overload | 1 Overload in DP
 OXT 1 : Transmission Subsystem Overload Status
  = 0 Default, no overload | 1 Overload in transmission subsystem
 MSC 1 : Monitoring System Connected Status
  = 0 Monitoring system connected | 1 Monitoring system disconnected
 TSV 1 : Time Source Validity
  = 0 Valid | 1 Invalid
 NPW 1 : No Plot Warning
  = 0 Default (no meaning) | 1 No plots being received
 ~1
 /
 TTF group : Test Target Failure Status from Sensor
  EP 1 : Element Populated Bit
   = 0 Element not populated | 1 Element populated
  VAL 1 : Test Target Failure Status Values
   = 0 Test Target Operative | 1 Test Target Failure
 SPO group : Indication of Spoofing Attack from Sensor
  EP 1 : Element Populated Bit
   = 0 Element not populated | 1 Element populated
  VAL 1 : Indication of Spoofing Attack Values
   = 0 No spoofing detected | 1 Potential spoofing attack
 ~3
 /
070 s16*1 ms : Time Stamping Bias
080 group : SSR / Mode S Range Gain and Bias
 SRG s16*1/100000 : Mode S Range Gain
 SRB s16*1/2^7 NM : Mode S Range Bias
081 s16*360/2^16 ° : SSR Mode S Azimuth Bias
090 group : PSR Range Gain and Bias
 PRG s16*1/100000 : PSR Range Gain
 PRB s16*1/2^7 NM : PSR Range Bias
091 s16*360/2^16 ° : PSR Azimuth Bias
092 s16*360/2^16 ° : PSR Elevation Bias
RE re : Reserved Expansion Field
SP sp : Special Purpose Field

edition 1.6 2020-08-04 differs from 1.7
060 ext : Sensor Configuration and Status
 ^ CON PSR SSR MDS ADS MLT / OPS ODP OXT MSC TSV NPW ~1 /
`;
