import { DIALECTS } from '../../src/project/dialects/other-languages.js'
import { REPORT_FORMATS } from '../../src/report/formats/names.js'
import type { Flag, FlagsOf, GlobalFlags, Words } from '../arguments/command.js'
import { CONFIGURATION, SCHEMA, SECRETS, TARGET, WRITING } from '../arguments/flags.js'

/** The flags of `lint`. */
export const LINT_FLAGS = {
  ...CONFIGURATION,
  ...TARGET,
  ...SECRETS,
  format: {
    type: 'string',
    choices: ['pretty', ...REPORT_FORMATS],
    default: 'pretty',
    describe: 'How findings are printed',
  },
  output: {
    type: 'string',
    alias: 'o',
    completes: 'files',
    describe: 'The file that the findings are written to',
  },
  rule: { type: 'texts', describe: 'The severity of findings: CODE=off|info|warning|error' },
  maxWarnings: { type: 'string', describe: 'How many warnings are no reason for exit status 1' },
  maxFindings: {
    type: 'string',
    describe: 'How many findings are printed, the worst first; 200 on a terminal by default',
  },
  exitZero: {
    type: 'boolean',
    default: false,
    describe: 'Findings are no reason for exit status 1',
  },
  statistics: {
    type: 'boolean',
    default: false,
    describe: 'Count the findings by rule instead of printing them',
  },
  quiet: {
    type: 'boolean',
    alias: 'q',
    default: false,
    describe: 'Print the findings and nothing else',
  },
  baseline: {
    type: 'string',
    completes: 'files',
    describe: 'A file of findings that are not to be reported',
  },
  writeBaseline: {
    type: 'string',
    completes: 'files',
    describe: 'Write the findings into such a file',
  },
  includes: {
    type: 'boolean',
    default: true,
    describe: 'Follow includes; --no-includes reads only the files that are named',
  },
  checkFiles: {
    type: 'boolean',
    default: false,
    describe: 'Keys, certificates and scripts that values name must exist',
  },
  schema: SCHEMA,
  stdinFilename: {
    type: 'string',
    completes: 'files',
    describe: 'The file that standard input (-) stands for',
  },
  dialect: {
    type: 'string',
    choices: ['conf', ...DIALECTS],
    describe: 'What the files that are named are written in, whatever their names',
  },
  fix: { type: 'boolean', default: false, describe: 'Apply the fixes that are safe' },
  unsafeFixes: {
    type: 'boolean',
    default: false,
    describe: 'Apply the others too, which may be something else than what was meant',
  },
  fixDryRun: { type: 'boolean', default: false, describe: 'Show what --fix would change' },
  ...WRITING,
} as const satisfies Record<string, Flag>

export type LintFlags = FlagsOf<typeof LINT_FLAGS> & Words & GlobalFlags
