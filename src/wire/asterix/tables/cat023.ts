// CAT023, CNS/ATM Ground Station and Service Status Reports. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT023 = `
category 23

edition 1.3 2021-09-27 : CNS/ATM Ground Station and Service Status Reports
uap 010 000 015 070 100 101 200 110 120 - - - RE SP
000 8 : Report Type
 = 1 Ground station status report | 2 Service status report | 3 Service statistics report
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
015 group : Service Type and Identification
 SID 4 : Service Identification
 STYP 4 : Type of Service
  = 1 ADS-B VDL4 | 2 ADS-B Ext Squitter | 3 ADS-B UAT | 4 TIS-B VDL4 | 5 TIS-B Ext Squitter | 6 TIS-B UAT
  = 7 FIS-B VDL4 | 8 GRAS VDL4 | 9 MLT
070 u24*1/2^7 s : Time of Day
100 ext : Ground Station Status
 NOGO 1 : Operational Release Status of the Data
  = 0 Data is released for operational use | 1 Data must not be used operationally
 ODP 1 : Data Processor Overload Indicator
  = 0 Default, no overload | 1 Overload in DP
 OXT 1 : Ground Interface Data Communications Overload
  = 0 Default, no overload | 1 Overload in transmission subsystem
 MSC 1 : Monitoring System Connected Status
  = 0 Monitoring system not connected or unknown | 1 Monitoring system connected
 TSV 1 : Time Source Validity
  = 0 Valid | 1 Invalid
 SPO 1 : Indication of Spoofing Attack
  = 0 No spoofing detected | 1 Potential spoofing attack
 RN 1 : Renumbering Indication for Track ID
  = 0 Default | 1 Track numbering has restarted
 /
 GSSP u7*1 s >=1 <=127 : Ground Station Status Reporting Period
 /
101 ext : Service Configuration
 RP u8*1/2 s : Report Period for Category 021 Reports
 SC 3 : Service Class
  = 0 No information | 1 NRA class | 2 Reserved for future use | 3 Reserved for future use
  = 4 Reserved for future use | 5 Reserved for future use | 6 Reserved for future use
  = 7 Reserved for future use
 ~4
 /
 SSRP u7*1 s >=1 <=127 : Service Status Reporting Period
 /
110 ext : Service Status
 ~4
 STAT 3 : Status of the Service
  = 0 Unknown | 1 Failed | 2 Disabled | 3 Degraded | 4 Normal | 5 Initialisation
 /
120 rep1 group : Service Statistics
 TYPE 8 : Type of Report Counter
  = 0 Number of unknown messages received | 1 Number of too old messages received
  = 2 Number of failed message conversions | 3 Total Number of messages received
  = 4 Total Number of messages transmitted | 20 Number of TIS-B management messages received
  = 21 Number of Basic messages received | 22 Number of High Dynamic messages received
  = 23 Number of Full Position messages received | 24 Number of Basic Ground  messages received
  = 25 Number of TCP messages received | 26 Number of UTC time  messages received
  = 27 Number of Data messages received | 28 Number of High Resolution messages received
  = 29 Number of Aircraft Target Airborne messages received
  = 30 Number of Aircraft Target Ground messages received
  = 31 Number of Ground Vehicle Target messages received | 32 Number of 2 slots TCP messages received
 REF 1 : Reference from which the Messages Are Countered
  = 0 From midnight | 1 From the last report
 ~7
 CV 32 : 32-bit Counter Value
200 u8*1 NM : Operational Range
RE re : Reserved Expansion Field
SP sp : Special Purpose Field

edition 1.2 2009-03-01 differs from 1.3
`;
