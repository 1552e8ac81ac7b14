import { readFileSync } from 'node:fs'
import { editsBetween } from '../../../src/edit/index.js'
import { hashOf, install } from '../../../src/node/index.js'
import { invertEdits, Source } from '../../../src/syntax/index.js'
import type { Site } from './site.js'

/**
 * Writes a text as a change that waits for a confirmation, without a process that waits.
 * @param seconds from now; may be over already
 */
export function arm(
  { root, main }: Site,
  text: string,
  { seconds }: { readonly seconds: number },
): void {
  const source = Source.fromBytes(readFileSync(main))
  const edits = editsBetween(source.text, text)
  const file = { name: 'ecelerity.conf', path: main, create: false, edits }
  install(
    {
      changes: [],
      base: [{ name: 'ecelerity.conf', path: main, hash: hashOf(source.bytes) }],
      placements: [],
      edits: [{ ...file, inverse: invertEdits(source.text, edits) }],
      diagnostics: [],
      refusals: [],
      notes: [],
    },
    { folder: root, command: 'set', confirmBy: new Date(Date.now() + seconds * 1000) },
  )
}
