// CAT247, Version Number Exchange. Notation: ../notation.ts; source of the facts: NOTICE.
export const CAT247 = `
category 247

edition 1.3 2021-08-31 : Version Number Exchange
uap 010 015 140 550 - SP RE
010 group : Data Source Identifier
 SAC 8 : System Area Code
 SIC 8 : System Identification Code
015 8 : Service Identification
140 u24*1/2^7 s : Time of Day
550 rep1 group : Category Version Number Report
 CAT u8 : Category
 MAIN u8 : Main Version Number
 SUB u8 : Sub Version Number
RE re : Reserved Expansion Field
SP sp : Special Purpose Field

edition 1.2 2008-02-01 differs from 1.3
`;
