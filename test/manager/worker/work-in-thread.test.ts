import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { load } from '../../../src/config/index.js'
import { WorkHere } from '../../../src/manager/live/index.js'
import { WorkInThread } from '../../../src/manager/worker/work-in-thread.js'
import { nodeEnvironment, recover } from '../../../src/node/index.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('the thread of the manager')

const THREAD = fileURLToPath(new URL('../../../dist/bin/manager-thread.cjs', import.meta.url))

const TEXT = 'Blackhole = true\ninclude "more.conf"\n'

const opened: WorkInThread[] = []
test.after(async () => {
  for (const work of opened) await work.close()
})

/**
 * @param before runs in the thread before its own code, with `job` for each job's name and with
 *   `once(name)`, true the first time only
 */
async function thread(before = '') {
  const root = scratch()
  const path = (name: string) => join(root, name)
  const main = path('eccluster.conf')
  writeFileSync(main, TEXT)
  writeFileSync(path('more.conf'), 'Max_Outbound_Connections = 5\n')
  const options = { environment: nodeEnvironment(), role: 'manager' } as const
  const files = await load(main, options)
  const file = path('thread.cjs')
  const mark = JSON.stringify(path('mark'))
  writeFileSync(
    file,
    `const fs = require('node:fs')
    const once = () => !fs.existsSync(${mark}) && (fs.writeFileSync(${mark}, ''), true)
    require('node:worker_threads').parentPort.on('message', ({ name: job }) => { ${before} })
    require(${JSON.stringify(THREAD)})`,
  )
  const troubles: string[] = []
  const onTrouble = (text: string) => troubles.push(text.split('\n')[0] ?? '')
  const work = new WorkInThread(files, { main, load: options, file, onTrouble })
  opened.push(work)
  return { work, files, main, path, options, troubles }
}

const SET = {
  change: {
    kind: 'set',
    path: [],
    option: 'Blackhole',
    value: 'false',
    words: ['Blackhole', 'false'],
  },
  place: 'console, session 1, line 1',
} as const
const NOTHING = { isFromScratch: false, changes: [] }

async function why(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'it was done',
    (error: Error) => error.message,
  )
}

const ENDED =
  'The thread that loads and writes files has ended, and is started again; the paniclog has more. What runs is as before; each file is as it was, or whole as it was to be.'

test('every job gives what it gives on the thread that asks', async () => {
  const { work, main, options, path, troubles } = await thread()
  const here = new WorkHere({ main, load: options })
  await here.load()
  writeFileSync(path('more.conf'), 'Max_Outbound_Connections = 6\n')
  await here.load()
  const { configuration } = await work.load()
  assert.is(configuration?.get([], 'max_outbound_connections')?.value.text, '6')
  const wrong = { ...SET, change: { ...SET.change, option: 'Blackhol' } }
  const state = { isFromScratch: false, changes: [wrong] }
  const findings = await work.check(state, NOTHING)
  assert.is(findings.length, 1)
  assert.equal(findings, await here.check(state, NOTHING))
  assert.equal(await work.plan([SET.change]), await here.plan([SET.change]))
  const plan = await work.plan([SET.change])
  const text = 'Blackhole = false\ninclude "more.conf"\n'
  assert.is(Buffer.from(await work.mainText(plan)).toString(), text)
  assert.is((await work.scratch()).root.options.size, 0)
  assert.equal(await work.writeFile(path('new.conf'), Buffer.from('x = 1\n')), { notes: [] })
  const written = await work.install(plan, { message: 'by the test' })
  assert.equal(written.failed ?? written.files, [main])
  assert.is(written.configuration?.get([], 'blackhole')?.value.text, 'false')
  assert.is(readFileSync(main, 'utf8'), text)
  assert.equal(troubles, [])
  assert.is(work.counts.jobs, 8)
})

test('files that are refused leave those that were loaded', async () => {
  const { work, main } = await thread()
  writeFileSync(main, `${TEXT}no_such_option = 1\n`)
  const { refused = [] } = await work.load()
  assert.is(refused.length, 1)
  assert.match(refused[0] ?? '', 'eccluster.conf:3:1: ')
  assert.is((await work.plan([SET.change])).edits.length, 1)
})

test('it dies in a job: who has asked is told, and the next job is done', async () => {
  const { work, troubles } = await thread(`if (job === 'plan' && once()) process.exit(3)`)
  assert.is(await why(work.plan([SET.change])), ENDED)
  assert.equal(troubles, [
    'the thread of the manager has ended in plan: it ended by itself, with 3',
  ])
  assert.is((await work.plan([SET.change])).edits.length, 1)
})

test('what is thrown in it outside of any job is told too', async () => {
  const { work, troubles } = await thread(`if (job === 'check' && once()) throw new Error('so')`)
  assert.is(await why(work.check(NOTHING, NOTHING)), ENDED)
  assert.equal(troubles, ['the thread of the manager has ended in check: so'])
  assert.equal(await work.check(NOTHING, NOTHING), [])
})

test('it cannot be started: every job says so', async () => {
  const { work, troubles } = await thread('}) ; throw new Error("no start") ; (() => {')
  assert.is(await why(work.load()), ENDED)
  assert.is(await why(work.load()), ENDED)
  const said = 'the thread of the manager has ended in load: no start'
  assert.equal(troubles, [said, said])
})

test('an error of ours in a job ends nothing', async () => {
  const { work, troubles } = await thread()
  const failed = await why(work.plan(undefined as never))
  assert.is(
    failed,
    'The manager has made a mistake; the paniclog has more. What runs is as before.',
  )
  assert.match(troubles[0] ?? '', /^internal error in plan: TypeError: /)
  assert.is((await work.plan([SET.change])).edits.length, 1)
  assert.is(work.counts.threads, 1)
})

test('it dies in the middle of a write: the next one ends that, and its locks hold nobody up', async () => {
  const { work, main, path, troubles } = await thread(`if (job === 'install' && once()) {
    const { renameSync } = fs
    fs.renameSync = (from, to) => {
      if (to.endsWith('/eccluster.conf')) process.exit(9)
      renameSync(from, to)
    }
  }`)
  const plan = await work.plan([SET.change])
  assert.is(await why(work.install(plan, { message: 'by the test' })), ENDED)
  assert.match(troubles[0] ?? '', 'has ended in install')
  assert.is(readFileSync(main, 'utf8'), TEXT)
  assert.ok(existsSync(path('.eccluster.conf.lock')) || existsSync(path('.ecconf')))
  const again = await work.install(await work.plan([SET.change]), { message: 'by the test' })
  assert.is(again.failed, undefined)
  assert.is(readFileSync(main, 'utf8'), TEXT.replace('true', 'false'))
  assert.equal(recover(path('')), [])
})

test('a write that waits for its confirmation is taken back by the next thread too', async () => {
  const { work, main } = await thread(
    `if (job === 'plan' && fs.existsSync(__dirname + '/die') && once()) process.exit(1)`,
  )
  const { path } = { path: (name: string) => join(main, '..', name) }
  const confirmBy = new Date(Date.now() + 60_000)
  const plan = await work.plan([SET.change])
  const written = await work.install(plan, { message: 'by the test', confirmBy })
  assert.is(written.failed, undefined)
  writeFileSync(path('die'), '')
  assert.is(await why(work.plan([])), ENDED)
  const { configuration } = await work.restore()
  assert.is(configuration?.get([], 'blackhole')?.value.text, 'true')
  assert.is(readFileSync(main, 'utf8'), TEXT)
})

test('when it is closed, what is being done is done first', async () => {
  const { work, main } = await thread()
  const plan = await work.plan([SET.change])
  const installing = work.install(plan, { message: 'by the test' })
  const closing = work.close()
  assert.is((await installing).failed, undefined)
  await closing
  assert.is(readFileSync(main, 'utf8'), TEXT.replace('true', 'false'))
  assert.is(await why(work.load()), 'The manager stops.')
})

test.run()
