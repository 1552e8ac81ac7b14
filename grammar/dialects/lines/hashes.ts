import { type Diagnostic, diagnostic } from '../../../src/diagnostics/index.js'
import { userName } from './user-name.js'
import type { DigestFileView, DigestUserView } from './users-view.js'

/** Reports invalid hashes in a digest file, without showing them. */
export function checkDigestFile(root: DigestFileView): readonly Diagnostic[] {
  return root.users.flatMap(checkHash)
}

function checkHash(line: DigestUserView): Diagnostic[] {
  const token = line.hashToken
  if (line.broken || token === undefined || /^[\da-f]{32}$/.test(token.text)) return []
  const upper = /^[\da-f]{32}$/i.test(token.text)
  const user = userName(line.user ?? '')
  const place = { file: line.tree.source.name, start: token.start, end: token.end }
  return [
    diagnostic(
      'syntax/invalid-hash',
      place,
      upper
        ? `The hash of ${user} has upper-case letters`
        : `The hash of ${user} is not 32 hexadecimal digits`,
      {
        detail: upper
          ? 'Write it in lower case: it is compared as it stands.'
          : 'It is the MD5 sum of user:realm:password; ecconf passwd makes the line.',
      },
    ),
  ]
}
