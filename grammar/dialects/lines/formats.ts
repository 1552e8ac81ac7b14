import { DialectNode, DialectToken } from '../kinds.js'
import { lexFields } from './fields.js'
import type { LineFormat } from './format.js'
import { GROUP_MISTAKES } from './group-mistakes.js'
import { PAIR_MISTAKES } from './pair-mistakes.js'
import { lexPairs } from './pairs.js'
import { userMistakes } from './user-mistakes.js'

const { Colon, Comma, Equals, Field, Word } = DialectToken

export const LINE_FORMATS = {
  /** `key=value` with a value of one word (language spec 10.3). */
  clusterBoot: {
    lex: lexPairs('word'),
    node: DialectNode.Assignment,
    required: [Equals, Word],
    mistakes: PAIR_MISTAKES,
  },
  /** `key = value` with a value of any number of words (language spec 10.4). */
  rotate: {
    lex: lexPairs('list'),
    node: DialectNode.Assignment,
    required: [Equals],
    optional: words,
    mistakes: PAIR_MISTAKES,
  },
  /** `user:realm:HA1` (language spec 10.5). */
  digest: {
    lex: lexFields('fields'),
    node: DialectNode.User,
    required: [Colon, Field, Colon, Field],
    mistakes: userMistakes('A line is written user:realm:HA1; ecconf passwd makes one.', [
      'realm',
      'hash',
    ]),
  },
  /** `user:password`; the password may contain colons (language spec 10.5). */
  password: {
    lex: lexFields('one field'),
    node: DialectNode.User,
    required: [Colon, Field],
    mistakes: userMistakes('A line is written user:password.', ['password']),
  },
  /** `group:users`, `group:password:users` or `group:password:number:users` (language spec 10.6). */
  groups: {
    lex: lexFields('list'),
    node: DialectNode.Group,
    required: [Colon],
    optional: unusedFieldsAndUsers,
    mistakes: GROUP_MISTAKES,
  },
} as const satisfies Record<string, LineFormat>

function words(kinds: Uint8Array, from: number): number {
  let at = from
  while (kinds[at] === Word) at++
  return at
}

/** Up to two unused fields, which may be empty, then users with or without commas between them. */
function unusedFieldsAndUsers(kinds: Uint8Array, from: number): number {
  let at = from
  for (let unused = 0; unused < 2; unused++) {
    const colon = kinds[at] === Field ? at + 1 : at
    if (kinds[colon] === Colon) at = colon + 1
  }
  while (kinds[at] === Word) at += kinds[at + 1] === Comma ? 2 : 1
  return at
}
