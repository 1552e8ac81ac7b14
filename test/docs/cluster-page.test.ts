import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { freePort } from '../tools/free-port.js'
import { withNats } from '../tools/nats-server.js'
import { ROOT } from '../tools/program.js'
import { until } from '../tools/running-manager.js'
import { scratch } from '../tools/scratch.js'
import { blocksOf, readerEnvironment } from './page-commands.js'

/** What `docs/cluster.md` shows at its beginning, run as a reader would. */
const test = suite('docs/cluster.md')
const onNats = withNats(test)

const page = readFileSync(join(ROOT, 'docs/cluster.md'), 'utf8')
const home = scratch()
const cwd = scratch()
const env = readerEnvironment(home)
const socket = join(home, '2025')

let shell: ChildProcess | undefined

test.after(() => {
  // What it has started in the background is of its group.
  if (shell?.pid !== undefined) process.kill(-shell.pid, 'SIGKILL')
})

/** Runs a command of the page beside what runs already. */
function run(command: string) {
  const line = command.replaceAll('/tmp/2025', socket)
  return spawnSync('sh', ['-ec', line], { cwd, env, encoding: 'utf8' })
}

onNats('five commands lead from nothing to a manager and three nodes', async () => {
  const port = await freePort()
  const [begin = '', ask = ''] = blocksOf(page, 'sh')
  const count = (text: string) => text.split('\n').filter((line) => /^\w/.test(line)).length
  // The loop over the files ends in a line of its own.
  assert.is(count(begin) - 1 + count(ask), 5)
  const own = begin
    .replace('4222"', `${port}"`)
    .replace(') }', `) } Control_Listener { Listen "${socket}" {} }`)
    .replace('-a 127.0.0.1', `-a 127.0.0.1 -p ${port}`)
  shell = spawn('sh', ['-c', `${own}wait`], {
    ...{ cwd, env, detached: true },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  shell.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  let answer = ''
  await until(() => {
    answer = run(ask).stdout
    return answer.includes('3 of 3')
  })
  const [shown = ''] = blocksOf(page, 'text')
  const plain = (text: string) =>
    text.replace(/^mta\d {2}ok +[\d.]+ s {2}/gm, 'NODE  ok  ').replace(/\n$/, '')
  assert.is(plain(answer), plain(shown))
  assert.match(said, /^\[.*\] Security\.User: there is no user "ecuser"|^$/)
})

onNats('drift and a commit on all nodes work there too', async () => {
  const [, drift = ''] = /`(ecconf drift -c mgr[^`]+)`/.exec(page) ?? []
  assert.is(run(drift).stdout, '3 of 3 nodes run what the files say.\n')
  const lines = ['config begin', 'config set Message_Expiration 7200', 'cluster-commit confirmed 5']
  // It waits until somebody decides.
  const commit = spawn('ec_console', [socket], { cwd, env, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => commit.once('exit', resolve))
  let told = ''
  commit.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text
  })
  commit.stdin.end(`${lines.join('\n')}\n`)
  await until(() => told.includes('keeps it') || commit.exitCode !== null)
  const [, txid] = /"cluster-commit confirm (\w+)" keeps it/.exec(told) ?? []
  assert.is.not(txid, undefined, told)
  const { status, stdout } = run(`ec_console /tmp/2025 cluster-commit confirm ${txid}`)
  assert.is(status, 0, stdout)
  assert.is(await ended, 0, told)
  for (const node of ['mta1', 'mta2', 'mta3']) {
    assert.match(
      readFileSync(join(cwd, node, 'ecelerity.conf'), 'utf8'),
      'Message_Expiration = 7200',
    )
  }
})

test.run()
