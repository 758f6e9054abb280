// CAT150, MADAP Plan Server - Flight Data Message. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT150 = `
category 150

edition 3.0 2004-08-20 : MADAP Plan Server - Flight Data Message
uap 010 020 030 040 050 060 070 080 090 100 110 120 130 140 150 160 170 180 190 200 210 220 230 240
 + 250 251 171 151
010 group : Destination ID
 CEN 8 : Centre Identifier
 POS 8 : Workstation Identifier
020 group : Source ID
 CEN 8 : Centre Identifier
 POS 8 : Workstation Identifier
030 8 : Message Type
 = 1 Flight plan creation | 2 Flight plan modification | 3 Flight plan repetition
 = 4 Manual flight plan deletion | 5 Automatic flight plan deletion
 = 6 Flight is beyond extraction area boundary | 251 Short term conflict alert | 252 Correlations
 = 253 Decorrelations | 254 Start of background loop | 255 End of background loop
040 16 : Plan Reference Number
050 ascii56 : Callsign
060 ascii32 : Present Mode 3A
070 ascii32 : Next Mode 3A
080 ascii32 : Departure Aerodrome
090 ascii32 : Destination Aerodrome
100 group : Type Flags
 GAT 1 : General Air Traffic
 OAT 1 : Operational Air Traffic
 ~3
 CPL 1 : Complete Flight Plan
 SPN 1 : Short Flight Plan
 ~1
110 group : Status Flags
 ~1
 HLD 1 : Aircraft is in Hold State
 RVQ 1 : Aircraft is RVSM Equipped
 RVC 1 : Aircraft is RVSM Capable
 RVX 1 : Aircraft is RVSM Exempted
 ~3
120 group : Aircraft Type
 NOA ascii16 : Number of Aircraft
 TOA ascii32 : Type of Aircraft
 WT ascii8 : Wake Turbulence
130 ascii24 : Cleared Flight Level
140 rep1 group : Route Points, Description
 T 8 : Route Point Type
  = 1 P, point | 2 B, point with bearing and distance | 3 LS, latitude/longitude position short format
  = 4 LL, latitude/longitude position long format | 5 X, x/y co-ordinate position
  = 6 G, georeference position | 14 E, airport
 E ascii88 : Route Point Description Element
150 rep1 group : Route Points, Coordinates
 X s16*1/2^6 NM : X Co-ordinate
 Y s16*1/2^6 NM : Y Co-ordinate
151 rep1 group : Route Points, Geographic Position
 LAT s24*180/2^23 ° >=-90 <=90 : Latitude in WGS.84 in Two's Complement Form
 LON s24*180/2^23 ° >=-180 <180 : Longitude in WGS.84 in Two's Complement Form
160 rep1 group : Route Points, Time
 HH ascii16 : Hours
 MM ascii16 : Minutes
170 rep1 ascii24 : Route Points, Flight Level
171 rep1 ascii24 : Route Points, Requested Flight Level
180 rep1 ascii32 : Route Points, Speed
190 ascii16 : Controller ID
200 rep1 ascii8 : Field 18
210 16 : Correlated Track Number
220 u16 : Maximum Plan Count
230 u16 : Number of Plans
240 rep1 group : Newly Correlated Plans
 PLAN 16 : Plan Number
 TRACK 16 : Track Number
250 rep1 16 : Newly De-correlated Plans
251 rep1 group : Tracks in Conflict
 TRACK1 16 : Track Number 1
 TRACK2 16 : Track Number 2
`;
