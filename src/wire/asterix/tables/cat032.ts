// CAT032, Miniplan Reports to an SDPS. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT032 = `
category 32

edition 1.2 2025-06-05 : Miniplan Reports to an SDPS
uap 010 015 018 035 020 040 050 060 400 410 420 440 450 480 490 430 435 460 500 - RE
010 group : Server Identification Tag
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
015 u16 : User Number
018 group : Data Source Identification Tag
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
020 u24*1/2^7 s : Time of ASTERIX Report Generation
035 group : Type of Message
 FAMILY 4
  = 0 Invalid ASTERIX value | 1 Information sent by an FPPS | 2 SUC information sent by an FDPS
 NATURE by 035/FAMILY
  ? 1 4
   = 0 Invalid ASTERIX value | 1 Flight Plan to track initial correlation | 2 Miniplan update
   = 3 End of correlation | 4 Miniplan Cancellation | 5 Retained Miniplan
  ? 2 4
   = 0 Invalid ASTERIX value | 1 Initial SUC correlation | 2 End of SUC correlation
   = 3 Change of SUC correlation information
  ? else 4
040 u16 : Track Number
050 ext : Composed Track Number
 SUI u8 : System Unit Identification
 STN u15 : System Track Number
 /
060 group : Track Mode 3/A
 ~4
 MODE3A octal12 : (Mode 3/A Code) 4 Digits, Octal Representation
400 ascii56 : Callsign
410 u16 : Plan Number
420 group : Flight Category
 GATOAT 2
  = 0 Unknown | 1 General Air Traffic | 2 Operational Air Traffic | 3 Not applicable
 FR1FR2 2
  = 0 Instrument Flight Rules | 1 Visual Flight rules | 2 Not applicable | 3 Controlled Visual Flight Rules
 SP3 1
 SP2 1
 SP1 1
 ~1
430 ascii32 : Type of Aircraft
435 8 : Wake Turbulence Category
 = 72 Heavy | 74 Super | 76 Light | 77 Medium
440 ascii32 : Departure Aerodrome
450 ascii32 : Destination Aerodrome
460 rep1 group : Allocated SSR Codes
 ~4
 OCT1 3 : 1st Octal Digit
 OCT2 3 : 2nd Octal Digit
 OCT3 3 : 3rd Octal Digit
 OCT4 3 : 4th Octal Digit
480 u16*1/2^2 FL >=0 <=1500 : Current Cleared Flight Level
490 group : Current Control Position
 CEN 8 : Centre
 POS 8 : Position
500 compound : Supplementary Flight Data
 IFI group : IFPS FLIGHT ID
  TYP 2
   = 0 Plan Number | 1 Unit 1 internal flight number | 2 Unit 2 internal flight number
   = 3 Unit 3 internal flight number
  ~3
  NBR u27 >=0 <=99999999
 RVP group : RVSM & Flight Priority
  ~5
  RVSM 2
   = 0 Unknown | 1 Approved | 2 Exempt | 3 Not approved
  HPR 1
   = 0 Normal Priority Flight | 1 High Priority Flight
 RDS group : Runway Designation
  NU1 ascii8 : First Number
  NU2 ascii8 : Second Number
  LTR ascii8 : Letter
 TOD rep1 group : Time of Departure / Arrival
  TYP 5
   = 0 Scheduled Off-Block Time | 1 Estimated Off-Block Time | 2 Estimated Take-Off Time
   = 3 Actual Off-Block Time | 4 Predicted Time at Runway Hold | 5 Actual Time at Runway Hold
   = 6 Actual Line-Up Time | 7 Actual Take-Off Time | 8 Estimated Time of Arrival | 9 Predicted Landing Time
   = 10 Actual Landing Time | 11 Actual Time off Runway | 12 Predicted Time to Gate
   = 13 Actual On-Block Time
  DAY 2
   = 0 Today | 1 Yesterday | 2 Tomorrow | 3 Invalid
  ~4
  HOR u5 >=0 <=23
  ~2
  MIN u6 >=0 <=59
  AVS 1
   = 0 Seconds available | 1 Seconds not available
  ~1
  SEC u6 >=0 <=59
 AST ascii48 : Aircraft Stand
 STS group : Stand Status
  EMP 2
   = 0 Empty | 1 Occupied | 2 Unknown | 3 Invalid
  AVL 2
   = 0 Available | 1 Not available | 2 Unknown | 3 Invalid
  ~4
 SID ascii56 : Standard Instrument Departure
 STAR ascii56 : Standard Instrument Arrival
RE re : Reserved Expansion Field

edition 1.1 2020-12-11 differs from 1.2
035 group : Type of Message
 FAMILY 4
  = ^ | -0 | -2
 NATURE 4
  = 1 Flight Plan to track initial correlation | 2 Miniplan update | 3 End of correlation
  = 4 Miniplan Cancellation | 5 Retained Miniplan
`;
