/** What people are told, one a language. */
export interface WarningText {
  /** RFC 3066 */
  readonly language: string;
  readonly event: string;
  readonly headline: string;
  readonly description: string;
  readonly instruction: string;
  readonly allClear: string;
}

/** After the pattern of RO-ALERT: short, calm, what to do; for a person to change before it is released. */
export const WARNING_TEXTS: readonly WarningText[] = [
  {
    language: 'ro-RO',
    event: 'Obiecte în spațiul aerian',
    headline: 'Posibilă cădere de obiecte din spațiul aerian',
    description:
      'Este posibil ca obiecte să cadă din spațiul aerian în zona indicată în următoarele 90 de minute.',
    instruction:
      'Păstrați-vă calmul. Adăpostiți-vă în beciuri sau adăposturi de protecție civilă. Dacă nu aveți acces, rămâneți în locuință, departe de ferestre și de pereții exteriori.',
    allClear: 'Alerta a încetat.',
  },
  {
    language: 'en-GB',
    event: 'Objects in the airspace',
    headline: 'Objects may fall from the airspace',
    description: 'Objects may fall from the airspace in the area shown during the next 90 minutes.',
    instruction:
      'Stay calm. Shelter in a basement or a civil-defence shelter. If there is none, stay inside, away from windows and outer walls.',
    allClear: 'The alert is over.',
  },
];
