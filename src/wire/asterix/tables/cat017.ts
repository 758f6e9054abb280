// CAT017, Mode S Surveillance Coordination Function Messages. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT017 = `
category 17

edition 1.3 2009-01-01 : Mode S Surveillance Coordination Function Messages
uap 010 012 000 350 220 221 140 045 070 050 200 230 240 210 360 - - - - - SP
000 8 : Message Type
 = 0 Network information | 10 Track data | 20 Track data request | 21 Track data stop
 = 22 Cancel track data request | 23 Track data stop acknowledgement
 = 30 New Node / Change-over Initial or intermediate message segment
 = 31 New Node / Change-over Final or only message segment
 = 32 New Node / Change-over Initial or intermediate message segment reply
 = 33 New Node / Change-over Final or only message segment reply | 110 Move node to new cluster state;
 = 111 Move node to new cluster state acknowledgement
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
012 group : Data Destination Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
045 group : Calculated Position in WGS-84 Coordinates
 LAT s24*180/2^25 ° >=-90 <=90 : Latitude
 LON s24*180/2^25 ° >=-180 <180 : Longitude
050 group : Flight Level in Binary Representation
 V 1
  = 0 Code validated | 1 Code not validated
 G 1
  = 0 Default | 1 Garbled code / Error correction applied
 ALT u14*1/2^2 FL : Altitude
070 group : Mode 3/A Code in Octal Representation
 V 1
  = 0 Code validated | 1 Code not validated
 G 1
  = 0 Default | 1 Garbled code
 L 1
  = 0 Mode-3/A code derived from the reply of the transponder
  = 1 Smoothed Mode-3/A code not extracted during the last scan
 ~1
 MODE3A octal12 : Mode 3/A Reply in Octal Representation
140 u24*1/2^7 s <86400 : Time of Day
200 group : Track Velocity in Polar Co-ordinates
 GSP u16*1/2^14 NM/s : Calculated Groundspeed
 HDG u16*360/2^16 ° : Calculated Heading
210 rep1 24 : Mode S Address List
220 24 : Aircraft Address
221 16 : Duplicate Address Reference Number (DRN)
230 group : Transponder Capability
 CA 3 : Communications Capability of the Transponder
  = 0 No communications capability (surveillance only), no ability to set CA code 7 either airborne or on the ground
  = 1 Reserved | 2 Reserved | 3 Reserved
  = 4 At Least Comm. A and Comm. B capability and the ability to set CA code 7 and on the ground
  = 5 At Least Comm. A and Comm. B capability and the ability to set CA code 7 and airborne
  = 6 At Least Comm. A and Comm. B capability and the ability to set CA code 7 and either airborne or on the ground
  = 7 Signifies the DR field is not equal to 0 or the FS field equals 2, 3, 4 or 5 and either airborne or on the ground SI/II-capabilities of the Transponder
 SI 1 : SI/II-capabilities of the Transponder
  = 0 Transponder SI capable | 1 Transponder not SI capable
 ~4
240 group : Track Status
 CST 1 : Track Coasted
  = 0 Measured position | 1 No measured position (coasted)
 FLT 1 : Flight Level Tracking
  = 0 Last Measured Flight Level | 1 Predicted Flight Level
 ~6
350 rep1 group : Cluster Station/Node List
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
360 8 : Cluster Controller Command State
SP sp : Special Purpose Field
`;
