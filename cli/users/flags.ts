import type { Flag, Positional } from '../arguments/command.js'

/** Whom the commands that make users mean. */
export const USER: readonly Positional[] = [
  { name: 'user', describe: 'The user; asked for at a terminal', count: 'many' },
]

/** Where a user of a digest file is written, and in which realm. */
export const DIGEST_USER = {
  file: {
    type: 'string',
    alias: 'f',
    completes: 'files',
    describe: 'The file to write; without it the line for one is printed',
  },
  realm: {
    type: 'string',
    alias: 'r',
    describe: 'The realm; by default EC_DIGEST_REALM, or else Momentum Console',
  },
} as const satisfies Record<string, Flag>
