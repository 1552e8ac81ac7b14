import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Configuration, dumpJson } from '../../src/config/index.js'
import type { Diagnostic } from '../../src/diagnostics/index.js'
import { lint } from '../../src/lint/index.js'
import { applyEdits, Source, sortEdits, type TextEdit } from '../../src/syntax/index.js'
import { corpusFiles } from '../tools/corpus.js'
import { loadFiles } from '../tools/load-files.js'

const test = suite('safe fixes')

const MAIN = '/c/eccluster.conf'

const files = corpusFiles('valid').filter(({ bytes }) => !/include/i.test(String(bytes)))

test('there are files to mend', () => assert.ok(files.length > 40))

for (const file of files) {
  test(`${file.name}: the meaning stays, and nothing is left to mend`, async () => {
    let { text } = Source.fromBytes(file.bytes)
    const before = await loadFiles({ [MAIN]: file.bytes })
    for (let pass = 0; ; pass++) {
      const configuration = await loadFiles({ [MAIN]: new Source(text).bytes })
      const edits = safeEdits(lint(configuration))
      if (edits.length === 0) break
      assert.ok(pass < 4, 'every pass leaves less to mend')
      text = applyEdits(text, edits)
    }
    const after = await loadFiles({ [MAIN]: new Source(text).bytes })
    assert.equal(after.main.document.diagnostics, [])
    assert.equal(meaning(after), meaning(before))
  })
}

function meaning(configuration: Configuration): unknown {
  return dumpJson(configuration, { maskSecrets: false })
}

/** The edits of the safe fixes that do not touch each other. */
function safeEdits(findings: readonly Diagnostic[]): TextEdit[] {
  const taken: TextEdit[] = []
  for (const { fixes } of findings) {
    const safe = fixes?.find(({ safety }) => safety === 'safe')
    const edits = safe?.edits.flatMap(({ edits }) => edits) ?? []
    const isFree = edits.every((edit) =>
      taken.every(({ start, end }) => edit.end < start || edit.start > end),
    )
    if (isFree) taken.push(...edits)
  }
  return sortEdits(taken)
}

test.run()
