/**
 * The formats for programs and services, in the order in which the help lists them. Only names: the
 * command line knows them at each start and loads a renderer when it needs one.
 */
export const REPORT_FORMATS = [
  'compact',
  'json',
  'sarif',
  'github',
  'gitlab',
  'checkstyle',
  'junit',
] as const

export type ReportFormat = (typeof REPORT_FORMATS)[number]
