// CAT065, SDPS Service Status Reports. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT065 = `
category 65

edition 1.6 2023-03-21 : SDPS Service Status Reports
uap 010 000 015 030 020 040 050 - - - - - RE SP
000 8 : Message Type
 = 1 SDPS Status | 2 End of Batch | 3 Service Status Report
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
015 8 : Service Identification
020 u8 : Batch Number
030 u24*1/2^7 s : Time of Message
040 group : SDPS Configuration and Status
 NOGO 2
  = 0 Operational | 1 Degraded | 2 Not currently connected | 3 Unknown
 OVL 1
  = 0 Default | 1 Overload
 TSV 1
  = 0 Default | 1 Invalid Time Source
 PSS 2 : Processing System Status
  = 0 Not applicable | 1 SDPS-1 selected | 2 SDPS-2 selected | 3 SDPS-3 selected
 STTN 1 : Track Re-numbering Indication
 ~1
050 8 : Service Status Report
 = 1 Service degradation | 2 Service degradation ended | 3 Main radar out of service
 = 4 Service interrupted by the operator | 5 Service interrupted due to contingency
 = 6 Ready for service restart after contingency | 7 Service ended by the operator
 = 8 Failure of user main radar | 9 Service restarted by the operator | 10 Main radar becoming operational
 = 11 Main radar becoming degraded
 = 12 Service continuity interrupted due to disconnection with adjacent unit
 = 13 Service continuity restarted | 14 Service synchronised on backup radar
 = 15 Service synchronised on main radar | 16 Main and backup radar, if any, failed
RE re : Reserved Expansion Field
SP sp : Special Purpose Field

edition 1.5 2020-06-18 differs from 1.6

edition 1.4 2014-08-07 differs from 1.5
`;
