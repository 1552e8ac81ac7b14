/**
 * The formats for programs and services, in the order of the help. Only their names, because every
 * start needs these, but only some runs need a renderer.
 */
export const REPORT_FORMATS = [
  'compact',
  'json',
  'sarif',
  'github',
  'gitlab',
  'checkstyle',
  'junit',
  'rdjson',
] as const

export type ReportFormat = (typeof REPORT_FORMATS)[number]
