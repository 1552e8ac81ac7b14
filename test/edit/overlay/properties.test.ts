import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { load } from '../../../src/config/index.js'
import {
  type ChangeSet,
  differences,
  editedBytes,
  isEffective,
  overlayStatus,
  planOverlayApply,
  planOverlayRemove,
} from '../../../src/edit/index.js'
import { applyEdits, Source } from '../../../src/syntax/index.js'
import { decodeUtf8 } from '../../../src/syntax/utf8.js'
import { depth } from '../../tools/depth.js'
import { MemoryEnvironment } from '../../tools/memory-environment.js'
import { configurationText, optionName, optionValue } from '../../tools/random-configuration.js'

const test = suite('properties of overlays')
const RUNS = { numRuns: depth(50, 200) }

/** Some texts end with blanks or a lone CR. */
const base = fc
  .tuple(
    configurationText,
    fc.constantFrom('', '', '\n', '  ', '\r', '\r\n\r\n', '\n# end', '\n\t'),
  )
  .map(([text, end]) => new Source(text + end).bytes)

const overlay = configurationText.map((text) => new Source(text).bytes)

type Files = Readonly<Record<string, Uint8Array>>

function optionsFor(files: Files) {
  const environment = new MemoryEnvironment(files, { workingDirectory: '/c' })
  return { environment, force: true }
}

/** The base after a change, which its inverse takes back. */
function after(bytes: Uint8Array, { edits, refusals }: ChangeSet): Uint8Array {
  assert.equal(refusals, [])
  const [own, ...others] = edits
  assert.equal(others, [])
  if (own === undefined) return bytes
  const changed = editedBytes(Source.fromBytes(bytes), own)
  const back = applyEdits(Source.fromBytes(changed).text, own.inverse)
  assert.equal(new Source(back).bytes, bytes)
  return changed
}

test('apply adds one line, applying again changes nothing, and remove gives the first bytes', async () => {
  await fc.assert(
    fc.asyncProperty(base, overlay, async (bytes, text) => {
      const files = { '/c/base.conf': bytes, '/c/ovl.conf': text }
      const plan = await planOverlayApply('base.conf', ['ovl.conf'], optionsFor(files))
      const applied = after(bytes, plan)
      assert.is(applied.length > bytes.length, true)
      assert.equal(applied.slice(0, bytes.length), bytes)

      const now = optionsFor({ ...files, '/c/base.conf': applied })
      const again = await planOverlayApply('base.conf', ['ovl.conf'], now)
      assert.equal(after(applied, again), applied)
      const status = await overlayStatus('base.conf', ['ovl.conf'], now)
      assert.is(status.state, 'in effect')
      assert.is(status.overlays[0]?.isLast, true)

      const back = await planOverlayRemove('base.conf', ['ovl.conf'], now)
      assert.equal(after(applied, back), bytes)
    }),
    RUNS,
  )
})

test('several overlays, some of them there already: a line each, in order, and back again', async () => {
  const present = fc.subarray([0, 1, 2])
  await fc.assert(
    fc.asyncProperty(
      base,
      fc.tuple(overlay, overlay, overlay),
      present,
      async (first, texts, there) => {
        const names = ['a.conf', 'b.conf', 'd/']
        const [a, b, d] = texts
        const others = { '/c/a.conf': a, '/c/b.conf': b, '/c/d/d.conf': d }
        const plan = (bytes: Uint8Array, overlays: readonly string[]) =>
          planOverlayApply('base.conf', overlays, optionsFor({ ...others, '/c/base.conf': bytes }))
        const some = there.map((index) => names[index] as string)
        const bytes = after(first, await plan(first, some))

        const applied = after(bytes, await plan(bytes, names))
        const now = optionsFor({ ...others, '/c/base.conf': applied })
        const status = await overlayStatus('base.conf', names, now)
        assert.is(status.state, 'in effect')
        assert.equal(
          status.overlays.map(({ isLast }) => isLast),
          [true, true, true],
        )
        assert.equal(after(applied, await plan(applied, names)), applied)
        const missing = names.filter((name) => !some.includes(name))
        assert.equal(after(applied, await planOverlayRemove('base.conf', missing, now)), bytes)
        assert.equal(after(applied, await planOverlayRemove('base.conf', names, now)), first)
      },
    ),
    RUNS,
  )
})

/** Statements that somebody puts behind an overlay's line. */
const added = fc
  .tuple(optionName, optionValue)
  .map(([name, value]) => new Source(`\n${name} = ${value}\n`).bytes)

test('fix-order makes an overlay win that something was written behind', async () => {
  await fc.assert(
    fc.asyncProperty(base, overlay, added, async (bytes, text, behind) => {
      const files = { '/c/base.conf': bytes, '/c/ovl.conf': text }
      const plan = await planOverlayApply('base.conf', ['ovl.conf'], optionsFor(files))
      const applied = after(bytes, plan)
      const edited = Uint8Array.from([...applied, ...behind])
      const options = { ...optionsFor({ ...files, '/c/base.conf': edited }), fixOrder: true }
      const fixed = after(edited, await planOverlayApply('base.conf', ['ovl.conf'], options))
      const now = optionsFor({ ...files, '/c/base.conf': fixed })
      const status = await overlayStatus('base.conf', ['ovl.conf'], now)
      assert.is(status.state, 'in effect')
      assert.is(status.overlays[0]?.isLast, true)
      const lines = (each: Uint8Array) => decodeUtf8(each).split(/\s+/).filter(Boolean).sort()
      assert.equal(lines(fixed), lines(edited))
    }),
    RUNS,
  )
})

/** Scopes whose order counts. */
const ordered = fc
  .array(
    fc
      .tuple(
        fc.constantFrom('Domain "/x/"', 'Domain "/y/"', 'Domain "z"', 'auth_ds', 'Binding "b"'),
        fc.constantFrom(
          '',
          'Max_Retries = 5',
          'Domain "/v/" { Max_Retries = 6 }',
          'Retry_Interval = 7',
        ),
      )
      .map(([head, body]) => `${head} { ${body} }\n`),
    { maxLength: 4 },
  )
  .map((stanzas) => stanzas.join(''))

test('written inline an overlay does what its line would, and again nothing', async () => {
  const withOrder = fc
    .tuple(configurationText, ordered)
    .map(([text, stanzas]) => new Source(`${text}\n${stanzas}`).bytes)
  let refused = 0
  await fc.assert(
    fc.asyncProperty(withOrder, withOrder, async (bytes, text) => {
      const files = { '/c/base.conf': bytes, '/c/ovl.conf': text }
      const inline = { inline: true, ...optionsFor(files) }
      const plan = await planOverlayApply('base.conf', ['ovl.conf'], inline)
      const line = await planOverlayApply('base.conf', ['ovl.conf'], optionsFor(files))
      const withLine = optionsFor({ ...files, '/c/base.conf': after(bytes, line) })
      const wanted = await load('base.conf', withLine)
      // A scope whose order counts can have its place in the overlay only.
      if (plan.refusals[0]?.code === 'unsupported') {
        refused++
        return
      }
      const written = after(bytes, plan)
      const now = optionsFor({ ...files, '/c/base.conf': written })
      const result = await load('base.conf', now)
      assert.equal(differences(wanted, result).filter(isEffective), [])
      assert.is(result.files.length, 1)
      const again = await planOverlayApply('base.conf', ['ovl.conf'], { inline: true, ...now })
      assert.equal(after(written, again), written)
    }),
    RUNS,
  )
  assert.ok(refused < 20, `${refused} of 200 were refused`)
})

test.run()
