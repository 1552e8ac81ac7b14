import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { load } from '../../../src/config/index.js'
import { accountLine } from '../../../src/manager/records/acctlog.js'
import { verifyAudit } from '../../../src/manager/records/audit-chain.js'
import { AuditLog } from '../../../src/manager/records/audit-log.js'
import { LogFile } from '../../../src/manager/records/log-file.js'
import { isWanted, panicLine, type Report } from '../../../src/manager/records/paniclog.js'
import { timeStamp } from '../../../src/manager/records/time-stamp.js'
import { nodeEnvironment } from '../../../src/node/index.js'
import { RunningManager, stopAll } from '../../tools/running-manager.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('the logs of the manager')

test.after(stopAll)

const TIME = new Date(1_160_503_808_000)
const UNIX = { listener: '/tmp/2025', peer: '', user: 'ec-user' }
const TCP = { listener: '*:2025', peer: '10.80.116.126:37162', user: 'ec-user' }

async function configuration(text: string) {
  const path = join(scratch(), 'eccluster.conf')
  writeFileSync(path, text)
  return load(path, { environment: nodeEnvironment(), role: 'manager' })
}

test('acctlog: the samples of the manual', () => {
  assert.is(
    accountLine({ kind: 'authentication', ...UNIX, isIn: true }, TIME),
    '1160503808@N@/tmp/2025@@ec-user@1\n',
  )
  const asked = { kind: 'authorization', command: 'summary', role: 'users' } as const
  assert.is(
    accountLine({ ...asked, ...UNIX, result: 'allowed' }, TIME),
    '1160503808@Z@/tmp/2025@@ec-user@1@summary@users\n',
  )
  assert.is(
    accountLine({ ...asked, ...TCP, command: 'shutdown', result: 'denied' }, TIME),
    '1160503808@Z@*:2025@10.80.116.126:37162@ec-user@0@shutdown\n',
  )
  assert.is(
    accountLine({ ...asked, ...TCP, result: 'error' }, TIME),
    '1160503808@Z@*:2025@10.80.116.126:37162@ec-user@-1@summary\n',
  )
  assert.is(
    accountLine({ kind: 'time-out', ...TCP, user: '' }, TIME),
    '1160503808@T@*:2025@10.80.116.126:37162@@0\n',
  )
})

test('acctlog: no command and no user can forge a record', () => {
  const forged = accountLine(
    {
      kind: 'authorization',
      ...UNIX,
      user: 'a@b\\',
      command: 'x\n1@N@y\r\tz\u0001',
      result: 'denied',
    },
    TIME,
  )
  assert.is(forged, '1160503808@Z@/tmp/2025@@a\\@b\\\\@0@x\\n1\\@N\\@y\\r\\tz\\\u0001\n')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (user, command) => {
      const record = { kind: 'authorization', ...UNIX, user, command, result: 'denied' } as const
      const line = accountLine(record, TIME)
      assert.is(line.indexOf('\n'), line.length - 1)
      const fields = line.slice(0, -1).match(/(?:^|@)(?:[^@\\]|\\.)*/gsu) ?? []
      assert.is(fields.join(''), line.slice(0, -1))
      assert.is(fields.length, 7)
    }),
  )
})

test('paniclog: its line, and what Debug_Flags asks for', async () => {
  const report: Report = {
    level: 'error',
    part: 'DB',
    source: 'datasource',
    text: 'failed to prepare',
  }
  const usual = await configuration('')
  assert.is(
    panicLine(usual, report, new Date(1_251_382_104_000)),
    '1251382104:datasource: failed to prepare\n',
  )
  assert.is(
    panicLine(usual, { ...report, text: 'a\nb\\' }, TIME),
    '1160503808:datasource: a\\nb\\\\\n',
  )
  const hires = await configuration('log_hires_timestamp = true\n')
  assert.is(panicLine(hires, report, TIME), '1160503808000000:datasource: failed to prepare\n')
  const levels = ['critical', 'error', 'warning', 'notice', 'info', 'debug'] as const
  const wanted = (text: string) =>
    configuration(text).then((it) => levels.filter((level) => isWanted(it, { ...report, level })))
  assert.equal(await wanted(''), ['critical', 'error'])
  assert.equal(await wanted('Debug_Flags { INFO = (NET DB) }\n'), ['critical', 'error', 'info'])
  assert.equal(await wanted('Debug_Flags { ERROR = (NET) DEBUG = (ALL) }\n'), ['critical', 'debug'])
  assert.equal(await wanted('Debug_Flags { ERROR = () CRITICAL = () }\n'), [])
})

test('the time before a line on standard error', () => {
  const time = new Date(2011, 9, 8, 3, 1, 50)
  assert.is(timeStamp('[%a %d %b %Y %H:%M:%S] ', time), '[Sat 08 Oct 2011 03:01:50] ')
  assert.is(timeStamp('%F %T %e %I%p %% %q', time), '2011-10-08 03:01:50  8 03AM % %q')
})

test('a log that was moved away is made anew when it is reopened', async () => {
  const path = join(scratch(), 'log')
  const troubles: string[] = []
  const file = new LogFile(path, 0o640, (text) => troubles.push(text))
  await file.open()
  for (let line = 0; line < 1000; line++) file.append(`${line}\n`)
  await file.flush()
  const { renameSync, statSync } = await import('node:fs')
  renameSync(path, `${path}.1`)
  file.append('old\n')
  await file.reopen()
  file.append('new\n')
  await file.close()
  const old = readFileSync(`${path}.1`, 'utf8').split('\n')
  assert.equal([old.length, old.at(-2)], [1002, 'old'])
  assert.is(readFileSync(path, 'utf8'), 'new\n')
  assert.is(statSync(path).mode & 0o777, 0o640)
  assert.equal(troubles, [])
})

test('reopen logs makes the files of all loggers anew, those of one only its own', async () => {
  const manager = await RunningManager.start(
    'ec_logger "a" { paniclog = "/log/a" }\nec_logger "b" { paniclog = "/log/b" }',
  )
  const { existsSync, mkdirSync, rmSync } = await import('node:fs')
  const client = await manager.connect()
  const path = (name: string) => join(manager.root, 'log', name)
  await manager.manager.flush()
  for (const name of ['a', 'b']) rmSync(path(name))
  assert.is(await client.ok('ec_logger:b reopen logs'), 'OK\n')
  assert.equal(['a', 'b'].map(path).map(existsSync), [false, true])
  assert.is(await client.ok('reopen logs'), 'OK\n')
  assert.ok(existsSync(path('a')))
  rmSync(path('b'))
  mkdirSync(path('b'))
  const { text, status } = await client.run('reopen logs')
  assert.is(status, 'failed')
  assert.is(text, `${path('b')} cannot be written: is a directory\n`)
})

test('the command paniclog has what went into the log, ten of each level', async () => {
  const manager = await RunningManager.start('ec_logger "l" { paniclog = "/log/paniclog.ec" }')
  const client = await manager.connect()
  const texts = async () => (await client.ok('paniclog')).replace(/^\[[^\]]*\] /gm, '')
  const lines = (await manager.log('paniclog.ec')).trimEnd().split('\n')
  assert.is(
    await texts(),
    lines.map((line) => `[notice] ${line.replace(/^\d+:\w+: /, '')}\n`).join(''),
  )
  for (let line = 0; line < 12; line++) manager.manager.warn(`line ${line}`)
  assert.is(
    await texts(),
    Array.from({ length: 10 }, (_, index) => `[notice] line ${index + 2}\n`).join(''),
  )
})

test('the chain of commits: who, from where, what, without secrets; the head is in the paniclog', async () => {
  const manager = await RunningManager.start(
    'ec_logger "l" { paniclog = "/log/paniclog.ec" acctlog = "/log/acctlog.ec" }',
  )
  const client = await manager.connect()
  await client.ok('config set Blackhole true')
  await client.ok('config begin')
  await client.ok('config set Datasource x uri ( "pgsql:host=h;password=hidden" )')
  await client.ok('config set Blackhole false')
  await client.ok('config commit')
  const text = await manager.log('auditlog.ec')
  const records = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).record)
    .map(({ time: _, ...record }) => record)
  const from = { by: 'root', session: 1, listener: '/tmp/2025', peer: '' }
  assert.equal(records, [
    { cause: 'line', ...from, changes: ['config set Blackhole true'] },
    {
      cause: 'commit',
      ...from,
      changes: [
        '# config set Datasource x uri ( "pgsql:host=h;password=****" )',
        'config set Blackhole false',
      ],
    },
  ])
  const verdict = verifyAudit(text)
  assert.is(verdict.kind, 'whole')
  const { records: count, hash } = verdict.head
  assert.match(await manager.log('paniclog.ec'), `:audit: audit record ${count}, SHA-256 ${hash}\n`)
})

test('logs that are rotated: each chain is whole, and the next one says where the last one ended', async () => {
  const manager = await RunningManager.start(
    'ec_logger "l" { paniclog = "/log/paniclog.ec" acctlog = "/log/acctlog.ec" }',
  )
  const client = await manager.connect()
  await client.ok('config set Blackhole true')
  await client.ok('config set Blackhole false')
  const { renameSync } = await import('node:fs')
  const path = join(manager.root, 'log/auditlog.ec')
  const old = await manager.log('auditlog.ec')
  renameSync(path, `${path}.1`)
  assert.is(await client.ok('reopen logs'), 'OK\n')
  await client.ok('config set Blackhole true')
  // What is not moved away goes on.
  assert.is(await client.ok('reopen logs'), 'OK\n')
  await client.ok('config set Blackhole false')
  const text = await manager.log('auditlog.ec')
  const [before, now] = [verifyAudit(old), verifyAudit(text)]
  assert.equal([before.kind, before.head.records], ['whole', 2])
  assert.equal([now.kind, now.head.records], ['whole', 3])
  assert.is(readFileSync(`${path}.1`, 'utf8'), old)
  const { time: _, ...first } = JSON.parse(text.split('\n')[0] ?? '').record
  assert.equal(first, {
    cause: 'log begun anew',
    before: { records: 2, sha256: before.head.hash },
  })
  const heads = (await manager.log('paniclog.ec')).match(/audit record \d+/g)
  assert.equal(
    heads,
    [1, 2, 1, 2, 3].map((record) => `audit record ${record}`),
  )
})

test('the chain goes on after a start; a broken one is put aside whole', async () => {
  const path = join(scratch(), 'auditlog.ec')
  const open = async () => AuditLog.open(path, TIME, (text) => assert.unreachable(text))
  const first = (await open()).log
  first.add({ cause: 'one' })
  await first.close()
  const second = await open()
  assert.is(second.broken, undefined)
  second.log.add({ cause: 'two' })
  await second.log.close()
  assert.equal(verifyAudit(readFileSync(path, 'utf8')).head.records, 2)
  const text = readFileSync(path, 'utf8').replace('one', 'eins')
  writeFileSync(path, text)
  const third = await open()
  const aside = `${path}.broken-2006-10-10T181008.000Z`
  assert.is(
    third.broken,
    `${path} was no whole chain, and is ${aside} now: Line 2 does not follow line 1: one of the two was changed.`,
  )
  await third.log.close()
  assert.is(readFileSync(aside, 'utf8'), text)
  assert.is(readFileSync(path, 'utf8'), '')
})

test.run()
