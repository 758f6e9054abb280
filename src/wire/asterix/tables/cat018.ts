// CAT018, Mode S Datalink Function Messages. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT018 = `
category 18

edition 1.8 2024-05-14 : Mode S Datalink Function Messages
uap 036 037 000 001 005 016 017 018 019 028 030 025 027 029 002 006 007 008 009 010 011 014 015 020
 + 021 022 023 004 031 032 033 034 035 012 013
000 8 : Message Type
 = 0 Associate_req | 1 Associate_resp | 2 Release_req | 3 Release_resp | 4 Abort_req | 5 Keep_alive
 = 16 Aircraft_report | 17 Aircraft_command | 18 II_code_change | 32 Uplink_packet | 33 Cancel_uplink_packet
 = 34 Uplink_packet_ack | 35 Downlink_packet | 38 Data_XON | 39 Data_XOFF | 48 Uplink_broadcast
 = 49 Cancel_uplink_broadcast | 50 Uplink_broadcast_ack | 52 Downlink_broadcast | 64 GICB_extraction
 = 65 Cancel_GICB_extraction | 66 GICB_extraction_ack | 67 GICB_response
001 group : Result
 CAUSE 4 : Cause
  = 0 Accepted, the request is accepted and is under processing
  = 1 Rejected, the request has not been accepted | 2 Cancelled, the request has been cancelled
  = 3 Finished, the request has been accepted and successfully processed
  = 4 Delayed, the request processing is temporarily delayed but the request is still valid
  = 5 In Progress, the request is being successfully processed
  = 6 In Progress, the request is being successfully processed
 DIAG 4 : Diagnostic
  = 0 No diagnostic available | 1 Aircraft Exit | 2 Incorrect aircraft address
  = 3 Impossibility to process the message | 4 Insufficient or change in data link capability
  = 5 Invalid LV field | 6 Duplicate request number | 7 Unknown request number | 8 Timer T3 expiry
  = 9 Expiry of I/R delivery timer | 10 Uplink flow disabled by UC
002 u24*1/2^7 s : Time of Day
004 group : II Code
 PREVIOUSII 4 : Former II Code
 CURRENTII 4 : Current II Code
005 24 : Mode S Address
006 rep1 24 : Mode S Address List
007 group : Aircraft Data Link Command
 UM 1 : Uplink Mask
  = 0 UC shall be ignored | 1 UC shall be taken into account
 DM 1 : Downlink Mask
  = 0 DC shall be ignored | 1 DC shall be taken into account
 UC 1 : Uplink Command
  = 0 the uplink flow shall be enabled | 1 the uplink flow shall be stopped
 DC 1 : Downlink Command
  = 0 the downlink flow shall be enabled | 1 the downlink flow shall be stopped
 ~4
008 ext : Aircraft Data Link Status
 UDS 1 : Uplink Default Status
  = 0 The interrogator is enabled to uplink frames | 1 The interrogator is disabled to uplink frames
 DDS 1 : Downlink Default Status
  = 0 The interrogator is enabled to extract frames | 1 The interrogator is disabled to extract frames
 UCS 1 : Uplink Current Status
  = 0 The interrogator is enabled to uplink frames | 1 The interrogator is disabled to uplink frames
 DCS 1 : Downlink Current Status
  = 0 The interrogator is enabled to extract frames | 1 The interrogator is disabled to extract frames
 ~2
 EI 1 : Exit Indication
  = 0 The aircraft is in the Datalink coverage map of the interrogator
  = 1 The aircraft is not in the Datalink coverage map of the interrogator
 /
 IC 1 : Interrogator Control
  = 0 The interrogators current ability to uplink/downlink frames (UCS/DCS) and the content of the Aircraft_report could be changed using D_Data_link_command
  = 1 The interrogators current ability to uplink/downlink frames (UCS/DCS) and the content of the Aircraft_report cannot be changed using D_Data_link_command
 ~6
 /
009 ext : Aircraft Data Link Report Request
 SR 1
  = 0 The next Aircraft_report may not include D_Data_link_status
  = 1 The next Aircraft_report shall include D_Data_link_status
 AR 1
  = 0 The next Aircraft_report may not include D_COM | 1 The next Aircraft_report shall include D_COM
 ER 1
  = 0 The next Aircraft_report may not include D_ECA | 1 The next Aircraft_report shall include D_ECA
 FR 1
  = 0 The next Aircraft_report may not include D_CQF | 1 The next Aircraft_report shall include D_CQF
 MR 1
  = 0 The next Aircraft_report may not include D_CQF_method
  = 1 The next Aircraft_report shall include D_CQF_method
 PR 1
  = 0 The next Aircraft_report may not include D_Polar_position
  = 1 The next Aircraft_report shall include D_Polar_position
 CR 1
  = 0 The next Aircraft_report may not include D_Cartesian_position
  = 1 The next Aircraft_report shall include D_Cartesian_position
 /
 ID 1
  = 0 The next Aircraft_report may not include Aircraft_ID
  = 1 The next Aircraft_report shall include Aircraft_ID
 MA 1
  = 0 The next Aircraft_report may not include Mode_A | 1 The next Aircraft_report shall include Mode_A
 SP 1
  = 0 The next Aircraft_report may not include Speed | 1 The next Aircraft_report shall include Speed
 HG 1
  = 0 The next Aircraft_report may not include Height | 1 The next Aircraft_report shall include Height
 HD 1
  = 0 The next Aircraft_report may not include Heading | 1 The next Aircraft_report shall include Heading
 ~2
 /
010 group : Transponder Communications Capability
 ~5
 COM 3 : Communications Capability of the Transponder
  = 0 No communications capability (surveillance only) | 1 Comm. A and Comm. B capability
  = 2 Comm. A, Comm. B and Uplink ELM | 3 Comm. A, Comm. B and Uplink ELM and Downlink ELM
  = 4 Level 5 Transponder capability
011 56 : Capability Report
012 group : Aircraft Coverage Quality Factor
 FS 1 : Flight Status
  = 0 Aircraft is airborne | 1 Aircraft is on the ground
 CQF 7 : Aircraft CQF
  = 0 The CQF calculation method is not supported | 1 The CQF is minimum | 126 The CQF is maximum
  = 127 The CQF is undefined according to the calculation method
013 8 : Aircraft CQF Calculation Method
014 group : Aircraft Position in Polar Co-ordinates
 RHO u16*1/2^8 NM <256
 THETA u16*360/2^16 °
015 group : Aircraft Position in Cartesian Co-ordinates
 X s16*1/2^7 NM >=-256 <=256 : X-Component
 Y s16*1/2^7 NM >=-256 <=256 : Y-Component
016 u32 : Packet Number
017 rep1 u32 : Packet Number List
018 group : Mode S Packet Properties
 ~1
 PR u5 : Mode S Packet Internal Priority
 PT 2 : Packet Type
  = 0 SVC packets | 1 MSP packets | 2 Route packets
019 explicit : Mode S Packet
020 u32 : Broadcast Number
021 group : Broadcast Properties
 PRIORITY u4 : Priority
 POWER u4 : Power
 DURATION u8*1 s : Duration
 COVERAGE 32 : Coverage
022 group : Broadcast Prefix
 ~5
 PREFIX 27 : Prefix Field
023 56 : Uplink or Downlink Broadcast
025 u32 : GICB Number
027 8 : BDS Code
028 u16*1 s : GICB Extraction Periodicity
029 bds56@? : GICB Extracted
030 group : GICB Properties
 PRIORITY u5 : GICB Priority
 ~3
 PC 1 : Periodicity Constraint
  = 0 The periodicity may not be strictly respected | 1 The periodicity shall be strictly respected
 AU 1 : Asynchronous Update
  = 0 GICB extractions should be sent only when required by the periodicity
  = 1 If a GICB extraction is done due to external conditions, an update will also be sent, even if it does not match the expected periodicity
 NE 1 : Non Extraction
  = 0 The GICB extraction is attempted according to the periodicity | 1 There will no GICB attempts
 RD 2 : Reply Destination
  = 0 The extracted GICB must be sent only on the Data Link line
  = 1 The extracted GICB must be sent only on the Surveillance line
  = 2 The extracted GICB must be sent both on the Data Link and on the Surveillance lines
 ~3
031 48 : Aircraft Identity
032 group : Aircraft Mode A
 V 1
  = 0 Code validated | 1 Code not validated
 G 1
  = 0 Default | 1 Garbled code
 L 1
  = 0 Mode-3/A code derived from the reply of the transponder
  = 1 Mode-3/A code not extracted during the last scan
 ~1
 MOD3A octal12
033 group : Aircraft Height
 V 1
  = 0 Code validated | 1 Code not validated
 G 1
  = 0 Default | 1 Garbled code
 FL s14*1/2^2 FL : Flight Level
034 u16*1/2^14 NM/s : Aircraft Speed
035 u16*360/2^16 ° : Aircraft Heading
036 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
037 group : Data Destination Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code

edition 1.7 2015-11-08 differs from 1.8
`;
