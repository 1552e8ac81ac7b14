import type { Flag, FlagsOf, Positional } from './command.js'

/** The flags that say which configuration is meant (`docs/cli.md`). */
export const CONFIGURATION = {
  config: { type: 'string', alias: 'c', completes: 'files', describe: 'The main file' },
  sysroot: {
    type: 'string',
    completes: 'folders',
    describe: 'The folder that absolute paths of the configuration lie under',
  },
  searchPath: {
    type: 'string',
    describe: 'Where files are looked for, instead of EC_CONF_SEARCH_PATH (A:B)',
  },
  node: { type: 'string', describe: 'The node name' },
  role: {
    type: 'string',
    choices: ['manager', 'node'],
    describe: 'The program that reads the configuration',
  },
  settings: {
    type: 'string',
    completes: 'files',
    describe: 'The settings file, instead of the nearest ecconf.json',
  },
} as const satisfies Record<string, Flag>

export type ConfigurationFlags = FlagsOf<typeof CONFIGURATION>

export const SCHEMA = {
  type: 'texts',
  completes: 'files',
  describe: "A JSON Schema with a site's own rules and modules",
} as const satisfies Flag

export const TARGET = {
  target: {
    type: 'string',
    describe: 'The product version to check against, such as 4.2.28; 4.2 is the last of its series',
  },
} as const satisfies Record<string, Flag>

export const SECRETS = {
  showSecrets: { type: 'boolean', default: false, describe: 'Show passwords instead of ****' },
} as const satisfies Record<string, Flag>

/** The flags of a command that writes. */
export const WRITING = {
  write: { type: 'boolean', default: false, describe: 'Write without asking' },
  dryRun: { type: 'boolean', default: false, describe: 'Never write' },
  yes: { type: 'boolean', alias: 'y', default: false, describe: 'Answer every question with yes' },
  force: {
    type: 'boolean',
    default: false,
    describe:
      'Go on where only what ecconf knows is against it, where the access list or attributes of a file cannot be kept, where more can read what comes in, or where somebody else has led to a file',
  },
} as const satisfies Record<string, Flag>

export type WritingFlags = FlagsOf<typeof WRITING>

/** Words of a scope path, as the console takes them. */
export function scopeWords(describe: string): Positional {
  return { name: 'words', describe, count: 'many' }
}

/** Prints for people, or as data. */
export function textOrJson(describe = 'How the answer is printed') {
  return {
    type: 'string',
    choices: ['text', 'json'],
    default: 'text',
    describe,
  } as const satisfies Flag
}
