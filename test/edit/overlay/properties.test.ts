import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type ChangeSet,
  editedBytes,
  overlayStatus,
  planOverlayApply,
  planOverlayRemove,
} from '../../../src/edit/index.js'
import { Source } from '../../../src/syntax/index.js'
import { MemoryEnvironment } from '../../tools/memory-environment.js'
import { configurationText } from '../../tools/random-configuration.js'

const test = suite('properties of overlays')
const RUNS = { numRuns: 300 }

/** Some texts end with blanks or a lone CR. */
const base = fc
  .tuple(
    configurationText,
    fc.constantFrom('', '', '\n', '  ', '\r', '\r\n\r\n', '\n# end', '\n\t'),
  )
  .map(([text, end]) => new Source(text + end).bytes)

function optionsFor(files: Readonly<Record<string, Uint8Array>>) {
  const environment = new MemoryEnvironment(files, { workingDirectory: '/c' })
  return { environment, force: true }
}

function after(bytes: Uint8Array, { edits, refusals }: ChangeSet): Uint8Array {
  assert.equal(refusals, [])
  return edits[0] === undefined ? bytes : editedBytes(Source.fromBytes(bytes), edits[0])
}

test('apply adds one line, applying again changes nothing, and remove gives the first bytes', async () => {
  await fc.assert(
    fc.asyncProperty(base, configurationText, async (bytes, text) => {
      const overlay = new Source(text).bytes
      const files = { '/c/base.conf': bytes, '/c/ovl.conf': overlay }
      const plan = await planOverlayApply('base.conf', 'ovl.conf', optionsFor(files))
      const applied = after(bytes, plan)
      assert.is(applied.length > bytes.length, true)
      assert.equal(applied.slice(0, bytes.length), bytes)

      const now = optionsFor({ ...files, '/c/base.conf': applied })
      const again = await planOverlayApply('base.conf', 'ovl.conf', now)
      assert.equal(after(applied, again), applied)
      const status = await overlayStatus('base.conf', 'ovl.conf', now)
      assert.is(status.state, 'in effect')
      assert.is(status.isLast, true)

      const back = await planOverlayRemove('base.conf', 'ovl.conf', now)
      assert.equal(after(applied, back), bytes)
    }),
    RUNS,
  )
})

test.run()
