import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Change, Configuration } from '../../../src/config/index.js'
import {
  bindPlan,
  type ChangeSet,
  change,
  resultTexts,
  type SavedPlan,
  savedPlan,
} from '../../../src/edit/index.js'
import { applyEdits, Source } from '../../../src/syntax/index.js'
import { depth } from '../../tools/depth.js'
import { loadFiles } from '../../tools/load-files.js'
import {
  changeFor,
  configurationFiles,
  sorted,
  valuesBut,
  wishes,
} from '../../tools/random-changes.js'
import { optionValue } from '../../tools/random-configuration.js'

const test = suite('properties of plans')
const RUNS = { numRuns: depth(200, 600) }
/** Random names and values are nothing that the product knows. */
const FORCED = { force: true }

const someWishes = fc.array(wishes(optionValue), { minLength: 1, maxLength: 4 })

type Texts = Readonly<Record<string, string>>

/** @param folder in place of `/c` */
function load(texts: Texts, folder = '/c'): Promise<Configuration> {
  const files = Object.entries(texts).map(
    ([file, text]) => [file.replace('/c', folder), new Source(text).bytes] as const,
  )
  const main = `${folder}/eccluster.conf`
  return loadFiles(Object.fromEntries(files), { workingDirectory: folder }, {}, main)
}

/** As it would be on a disk. */
function stored(plan: SavedPlan): SavedPlan {
  return JSON.parse(JSON.stringify(plan)) as SavedPlan
}

interface Planned {
  readonly configuration: Configuration
  readonly changes: readonly Change[]
  readonly changeSet: ChangeSet
  readonly plan: SavedPlan
  /** The texts afterwards. */
  readonly texts: Texts
}

/** Undefined when anything is refused. */
async function plan(
  texts: Texts,
  wished: Parameters<typeof changeFor>[1][],
): Promise<Planned | undefined> {
  const configuration = await load(texts)
  const changes = wished.map((each) => changeFor(configuration, each))
  const changeSet = await change(configuration, changes, { ...FORCED, message: 'why' })
  if (changeSet.refusals.length > 0) return undefined
  const now = { ...texts }
  for (const [path, { after }] of resultTexts(changeSet, configuration)) {
    now[path] = Source.fromBytes(after).text
  }
  const made = stored(await savedPlan(changeSet, configuration))
  return { configuration, changes, changeSet, plan: made, texts: now }
}

test('a plan that is kept and read again is the change set that it was', async () => {
  let edited = 0
  await fc.assert(
    fc.asyncProperty(configurationFiles, someWishes, async (texts, wished) => {
      const planned = await plan(texts, wished)
      if (planned === undefined) return
      const bound = await bindPlan(planned.plan, await load(texts), FORCED)
      assert.equal(bound, { kind: 'fits', changeSet: planned.changeSet })
      if (planned.changeSet.edits.length > 0) edited++
    }),
    RUNS,
  )
  assert.ok(edited > depth(25, 50), `only ${edited} had edits`)
})

test('it fits the same files in another folder, and does the same there', async () => {
  await fc.assert(
    fc.asyncProperty(configurationFiles, someWishes, async (texts, wished) => {
      const planned = await plan(texts, wished)
      if (planned === undefined) return
      const bound = await bindPlan(planned.plan, await load(texts, '/elsewhere/conf'), FORCED)
      assert.is(bound.kind, 'fits')
      if (bound.kind !== 'fits') return
      for (const { path, edits } of bound.changeSet.edits) {
        const here = path.replace('/elsewhere/conf', '/c')
        assert.is(applyEdits(texts[here] ?? '', edits), planned.texts[here])
      }
      assert.is(bound.changeSet.edits.length, planned.changeSet.edits.length)
    }),
    RUNS,
  )
})

test('carried out: what was asked for, nothing outside of the edits, and back again', async () => {
  await fc.assert(
    fc.asyncProperty(configurationFiles, someWishes, async (texts, wished) => {
      const planned = await plan(texts, wished)
      if (planned === undefined) return
      const bound = await bindPlan(planned.plan, await load(texts), FORCED)
      if (bound.kind !== 'fits') throw new Error(bound.kind)
      for (const { path, edits, inverse } of bound.changeSet.edits) {
        const before = texts[path] ?? ''
        const after = planned.texts[path] ?? ''
        assert.is(outside(after, inverse), outside(before, edits))
        assert.is(applyEdits(after, inverse), before)
      }
      const now = await load(planned.texts)
      const asked = planned.configuration.apply(planned.changes)
      assert.equal(sorted(valuesBut(now)), sorted(valuesBut(asked)))
    }),
    RUNS,
  )
})

/** The text without what lies in the spans of the edits. */
function outside(text: string, edits: readonly { start: number; end: number }[]): string {
  let at = 0
  const kept = edits.map(({ start, end }) => {
    const piece = text.slice(at, start)
    at = end
    return piece
  })
  return [...kept, text.slice(at)].join('')
}

test('carried out already: it is found to be so', async () => {
  await fc.assert(
    fc.asyncProperty(configurationFiles, someWishes, async (texts, wished) => {
      const planned = await plan(texts, wished)
      if (planned === undefined || planned.changeSet.edits.length === 0) return
      assert.equal(await bindPlan(planned.plan, await load(planned.texts)), { kind: 'applied' })
    }),
    RUNS,
  )
})

test('any other file makes it stale, and only that one is named', async () => {
  await fc.assert(
    fc.asyncProperty(configurationFiles, someWishes, fc.nat(3), async (texts, wished, which) => {
      const planned = await plan(texts, wished)
      if (planned === undefined) return
      const { files } = planned.plan
      const { file } = files[which % files.length] as { file: string }
      const path = `/c/${file}`
      const bound = await bindPlan(
        planned.plan,
        await load({ ...texts, [path]: `${texts[path]}\n# somebody else` }),
      )
      assert.is(bound.kind, 'stale')
      if (bound.kind !== 'stale') return
      assert.equal(
        bound.files.map((each) => [each.file, each.state, each.isEdited]),
        [[file, 'changed', planned.plan.edits.some((each) => each.file === file)]],
      )
    }),
    RUNS,
  )
})

test.run()
