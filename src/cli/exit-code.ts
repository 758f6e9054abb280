/** Exit codes of every command; the list stands in `tocsin --help` and docs/operating/command-line.md. */
export const EXIT = {
  ok: 0,
  /** it ran, and what it looked at is not in order (findings, failed checks) */
  findings: 1,
  /** the command line is wrong */
  usage: 2,
  /** an input file or address cannot be read */
  noInput: 66,
  /** not built, or a part it needs is missing */
  unavailable: 69,
  /** a bug in Tocsin */
  internal: 70,
  /** output cannot be written */
  cannotWrite: 73,
  /** the configuration is wrong */
  config: 78,
} as const;
