import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { hashOf } from '../../../src/edit/change/hash.js'
import {
  type BoundPlan,
  bindPlan,
  change,
  type SavedPlan,
  savedPlan,
  untrueClaims,
} from '../../../src/edit/index.js'
import { applyEdits, Source } from '../../../src/syntax/index.js'
import { set, unset } from '../../tools/changes.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('plans that say something else than they do')

const MAIN = 'Max_Retries = 3\nHostname = "a"\ninclude "more"\n'
const FILES = { '/c/eccluster.conf': MAIN, '/c/more': 'Domain "x" {\n}\n' }
const CHANGES = [set('Max_Retries', '4'), set('Domain=x', 'Gateway', '"g"')]

async function planned(changes = CHANGES): Promise<SavedPlan> {
  const configuration = await loadFiles(FILES)
  return savedPlan(await change(configuration, changes), configuration)
}

/** The plan with other edits, and the hash that goes with them. */
async function withEdits(
  plan: SavedPlan,
  file: string,
  edits: SavedPlan['edits'][number]['edits'],
): Promise<SavedPlan> {
  const text = FILES[`/c/${file}` as keyof typeof FILES] ?? ''
  const sha256 = await hashOf(new Source(applyEdits(text, edits)).bytes)
  const create = !(`/c/${file}` in FILES)
  const others = plan.edits.filter((each) => each.file !== file)
  return { ...plan, edits: [...others, { file, create, edits, sha256 }] }
}

const bound = async (plan: SavedPlan): Promise<BoundPlan> => bindPlan(plan, await loadFiles(FILES))

test('edits are those of the changes, whatever their hash says', async () => {
  const plan = await planned()
  assert.is((await bound(plan)).kind, 'fits')
  const unlike = (file: string, how: string) => ({ kind: 'unlike', file, how })
  const longer = [{ start: 0, end: 15, text: 'Max_Retries = 4' }]
  assert.equal(
    await bound(await withEdits(plan, 'eccluster.conf', longer)),
    unlike('eccluster.conf', 'other'),
  )
  for (const file of ['new.conf', '../new.conf', '/etc/new.conf', './eccluster.conf']) {
    const { kind } = await bound(await withEdits(plan, file, [{ start: 0, end: 0, text: 'x' }]))
    assert.is(kind, 'unlike', file)
  }
  assert.equal(await bound({ ...plan, edits: [] }), unlike('eccluster.conf', 'missing'))
  assert.equal(await bound({ ...plan, changes: [] }), unlike('eccluster.conf', 'unasked'))
  assert.equal(await bound({ ...plan, edits: plan.edits.slice(0, 1) }), unlike('more', 'missing'))
})

test('the change set holds nothing of what the plan tells', async () => {
  const plan = await planned()
  const lie: SavedPlan = { ...plan, placements: [], effects: [], notes: ['fine'] }
  assert.equal(await bound(lie), await bound(plan))
  assert.equal(untrueClaims(lie, plan), ['placements', 'effects', 'notes'])
  assert.equal(untrueClaims(JSON.parse(JSON.stringify(plan)) as SavedPlan, plan), [])
})

test('changes that cannot be made are refused with the reason', async () => {
  const plan = { ...(await planned()), changes: [unset('Blackhole')] }
  const refused = await bound(plan)
  assert.is(refused.kind, 'refused')
  if (refused.kind !== 'refused') return
  assert.equal(
    refused.changeSet.refusals.map(({ code }) => code),
    ['not-set'],
  )
})

test('applied is what is in effect: a plan cannot claim it of other files', async () => {
  const plan = await planned([set('Max_Retries', '4')])
  const files = plan.files.map((each) => ({ ...each, sha256: '0'.repeat(64) }))
  const edits = await Promise.all(
    plan.files.map(async ({ file }) => ({
      file,
      create: false,
      edits: [],
      sha256: await hashOf(new Source(FILES[`/c/${file}` as keyof typeof FILES]).bytes),
    })),
  )
  assert.is((await bound({ ...plan, files, edits })).kind, 'stale')
  const done = { ...plan, changes: [set('Max_Retries', '3')], files, edits }
  assert.is((await bound(done)).kind, 'applied')
})

test('any other edits of a file are found out', async () => {
  const plan = await planned()
  const right = plan.edits[0] as SavedPlan['edits'][number]
  const edit = fc
    .record({ at: fc.nat(MAIN.length), length: fc.nat(9), text: fc.string({ maxLength: 9 }) })
    .map(({ at, length, text }) => ({
      start: at,
      end: Math.min(at + length, MAIN.length),
      text,
    }))
  await fc.assert(
    fc.asyncProperty(edit, async (each) => {
      const forged = await withEdits(plan, 'eccluster.conf', [each])
      const isRight = JSON.stringify([each]) === JSON.stringify(right.edits)
      assert.is((await bound(forged)).kind, isRight ? 'fits' : 'unlike')
    }),
  )
})

test.run()
