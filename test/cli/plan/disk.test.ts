import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readPlan } from '../../../cli/plan/read-plan.js'
import { writePlan } from '../../../cli/plan/write-plan.js'
import { type Change, type Configuration, load as loadFrom } from '../../../src/config/index.js'
import { bindPlan, type ChangeSet, change, savedPlan } from '../../../src/edit/index.js'
import { install, nodeEnvironment } from '../../../src/node/index.js'
import { applyEdits, Source } from '../../../src/syntax/index.js'
import { depth } from '../../tools/depth.js'
import {
  changeFor,
  configurationFiles,
  sorted,
  valuesBut,
  wishes,
} from '../../tools/random-changes.js'
import { optionValue } from '../../tools/random-configuration.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('plans on a disk')
const RUNS = { numRuns: depth(60, 240) }
/** Random names and values are nothing that the product knows. */
const FORCED = { force: true }

const root = scratch()
let folders = 0
let plans = 0

/** A new folder with the files that `/c` stands for. */
function onDisk(texts: Readonly<Record<string, string>>): string {
  const folder = join(root, String(folders++))
  mkdirSync(folder)
  for (const [path, text] of Object.entries(texts)) {
    writeFileSync(path.replace('/c', folder), new Source(text).bytes)
  }
  return folder
}

function load(folder: string): Promise<Configuration> {
  return loadFrom(join(folder, 'eccluster.conf'), { environment: nodeEnvironment() })
}

/** Makes a plan, keeps it, and reads it again. */
async function planned(
  configuration: Configuration,
  changes: readonly Change[],
): Promise<ReturnType<typeof readPlan> | undefined> {
  const changeSet = await change(configuration, changes, { ...FORCED, message: 'why' })
  if (changeSet.refusals.length > 0) return undefined
  const plan = await savedPlan(changeSet, configuration)
  // What a process has read as a plan it does not write again.
  const file = join(root, `${plans++}.plan`)
  writePlan(file, plan)
  assert.is(statSync(file).mode & 0o777, 0o600)
  const again = readPlan(file)
  assert.equal(again, plan)
  return again
}

async function apply(plan: ReturnType<typeof readPlan>, folder: string): Promise<ChangeSet> {
  const bound = await bindPlan(plan, await load(folder), FORCED)
  if (bound.kind !== 'fits') throw new Error(bound.kind)
  install(bound.changeSet, { folder, command: 'apply' })
  return bound.changeSet
}

const contents = (path: string): Source => Source.fromBytes(readFileSync(path))

test('made, kept, moved with its files, carried out, and undone', async () => {
  let written = 0
  const someWishes = fc.array(wishes(optionValue), { minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(configurationFiles, someWishes, async (texts, wished) => {
      const first = onDisk(texts)
      const configuration = await load(first)
      const changes = wished.map((each) => changeFor(configuration, each))
      const plan = await planned(configuration, changes)
      if (plan === undefined) return rmSync(first, { recursive: true })
      const folder = join(root, 'moved')
      renameSync(first, folder)
      const { edits } = await apply(plan, folder)
      written += edits.length
      assert.equal(
        sorted(valuesBut(await load(folder))),
        sorted(valuesBut(configuration.apply(changes))),
      )
      for (const { path, create, inverse } of edits) {
        const back = new Source(applyEdits(contents(path).text, inverse))
        const before = create ? '' : texts[path.replace(folder, '/c')]
        assert.equal([...back.bytes], [...new Source(before ?? '').bytes])
      }
      rmSync(folder, { recursive: true })
    }),
    RUNS,
  )
  assert.ok(written > depth(5, 20), `only ${written} files were written`)
})

test('one plan sets values, another sets them back: the first bytes, but for quotes', async () => {
  let replaced = 0
  const replacing = wishes(optionValue).map((wish) => ({
    ...wish,
    kind: 'set' as const,
    isNew: false,
  }))
  await fc.assert(
    fc.asyncProperty(configurationFiles, replacing, async (texts, wished) => {
      const folder = onDisk(texts)
      const configuration = await load(folder)
      const there = changeFor(configuration, wished)
      const value = configuration.get(there.path, there.option ?? '')?.value.text
      const plan = value === undefined ? undefined : await planned(configuration, [there])
      if (plan?.placements.every(({ action }) => action === 'replace')) {
        await apply(plan, folder)
        const back = await planned(await load(folder), [{ ...there, value } as Change])
        if (back === undefined) throw new Error('it cannot be set back')
        await apply(back, folder)
        replaced++
        for (const [path, text] of Object.entries(texts)) {
          // A value keeps the quotes of the one that it replaces.
          const now = contents(path.replace('/c', folder)).text.replaceAll('"', '')
          assert.is(now, text.replaceAll('"', ''))
        }
      }
      rmSync(folder, { recursive: true })
    }),
    RUNS,
  )
  assert.ok(replaced > depth(5, 10), `only ${replaced} values were replaced`)
})

test.run()
