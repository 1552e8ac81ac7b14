import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf, ecconfOnTerminal } from '../tools/program.js'
import { type Cluster, cluster, MAIN, OVERLAY } from './cluster.js'

const test = suite('ecconf set and unset')

const run = ({ root, flags }: Cluster, ...words: string[]) =>
  ecconf([...words, ...flags], { cwd: root })

test('set --dry-run: the place, the reason, a diff of one line; nothing is written', () => {
  const files = cluster()
  const before = readFileSync(files.main)
  const { status, stdout } = run(files, 'set', 'logs', 'file_mode', '0600', '--dry-run')
  assert.is(status, 0)
  const line = before.toString().split('\n').indexOf('  File_Mode = 0640') + 1
  assert.match(stdout, `  where   ${MAIN}:${line}:15\n`)
  assert.match(stdout, '  why     the only place that sets it\n')
  assert.match(stdout, `--- ${MAIN}\n+++ ${MAIN}\n@@ `)
  assert.equal(stdout.match(/^[-+] .*/gm), ['-  File_Mode = 0640', '+  File_Mode = 0600'])
  assert.is(Buffer.compare(readFileSync(files.main), before), 0)
})

test('set without a terminal is a dry run, and says how to write', () => {
  const files = cluster()
  const before = readFileSync(files.main)
  const { status, stderr } = run(files, 'set', 'logs', 'file_mode', '0600')
  assert.equal([status, stderr], [0, 'Nothing was written: --write writes.\n'])
  assert.is(Buffer.compare(readFileSync(files.main), before), 0)
})

test('set --write changes exactly that line; mode and owner stay', () => {
  const files = cluster()
  chmodSync(files.main, 0o604)
  const before = readFileSync(files.main, 'utf8')
  const { uid, gid } = statSync(files.main)
  const { status, stderr } = run(files, 'set', 'logs', 'file_mode', '0600', '--write')
  assert.equal([status, stderr], [0, `Written: ${MAIN}\n`])
  assert.is(
    readFileSync(files.main, 'utf8'),
    before.replace('File_Mode = 0640', 'File_Mode = 0600'),
  )
  const after = statSync(files.main)
  assert.equal([after.mode & 0o7777, after.uid, after.gid], [0o604, uid, gid])
})

test('set on a terminal asks: yes writes, anything else does not', async () => {
  const files = cluster()
  const before = readFileSync(files.main, 'utf8')
  const words = ['set', 'logs', 'file_mode', '0600', ...files.flags]
  const no = await ecconfOnTerminal(words, [{ when: /Write it\?/, type: '\r' }], {
    cwd: files.root,
  })
  assert.is(no.status, 0)
  assert.is(readFileSync(files.main, 'utf8'), before)
  const yes = await ecconfOnTerminal(words, [{ when: /Write it\?/, type: 'y\r' }], {
    cwd: files.root,
  })
  assert.is(yes.status, 0)
  assert.is(readFileSync(files.main, 'utf8'), before.replace('0640', '0600'))
})

test('a file changed by someone else meanwhile is refused', async () => {
  const files = cluster()
  const words = ['set', 'logs', 'file_mode', '0600', ...files.flags]
  const changed = `${readFileSync(files.main, 'utf8')}# somebody else\n`
  const reply = {
    when: /Write it\?/,
    type: 'y\r',
    before: () => writeFileSync(files.main, changed),
  }
  const { status, screen } = await ecconfOnTerminal(words, [reply], { cwd: files.root })
  assert.is(status, 1)
  assert.match(screen, `${MAIN}: was changed by someone else meanwhile; nothing was written`)
  assert.is(readFileSync(files.main, 'utf8'), changed)
})

test('a value whose last definition is read-only is refused, with what would work', () => {
  const files = cluster()
  const { status, stdout, stderr } = run(
    files,
    'set',
    'datasource',
    'ecdb',
    'uri',
    '( "pgsql:host=x" )',
  )
  assert.equal([status, stdout], [1, ''])
  const lines = readFileSync(files.main, 'utf8').split('\n')
  const include = lines.findIndex((line) => line.startsWith('readonly_include')) + 1
  const [first = '', second = ''] = stderr.split('\n')
  assert.match(first, `Datasource "ecdb" uri is last set in ${OVERLAY}:`)
  assert.match(first, `which is read-only (readonly_include in ${MAIN}:${include})`)
  assert.match(second, `Change ${OVERLAY} where it is made`)
})

test('a wrong value is refused', () => {
  const { status, stderr } = run(cluster(), 'set', 'logs', 'file_mode', '06x')
  assert.equal(
    [status, stderr],
    [1, "Invalid value '06x' for option 'File_Mode': expected an octal mode such as 0640\n"],
  )
})

test('a new option goes into the stanza that is there, in its style', () => {
  const files = cluster()
  const before = readFileSync(files.main, 'utf8')
  assert.is(run(files, 'set', 'logs', 'max_open', '200', '--write').status, 0)
  const line = '  dir_mode  = "0755"\n'
  assert.is(readFileSync(files.main, 'utf8'), before.replace(line, `${line}  max_open = 200\n`))
})

test('a global option goes before the overlay, which stays the last line', () => {
  const files = cluster()
  assert.is(run(files, 'set', 'hostname', 'mgr1.example.net', '--write').status, 0)
  const lines = readFileSync(files.main, 'utf8').trimEnd().split('\n')
  assert.is(lines.at(-1), `readonly_include "/${OVERLAY}"`)
  assert.is(run(files, 'get', '--raw', 'hostname').stdout, 'mgr1.example.net\n')
})

test('unset takes the line out; what is not set is refused', () => {
  const files = cluster()
  const before = readFileSync(files.main, 'utf8')
  assert.is(run(files, 'unset', 'logs', 'file_mode', '--write').status, 0)
  assert.is(readFileSync(files.main, 'utf8'), before.replace('  File_Mode = 0640\n', ''))
  const again = run(files, 'unset', 'logs', 'file_mode')
  assert.equal(
    [again.status, again.stderr],
    [1, "Option 'File_Mode' is not set in scope 'Logs::'.\n"],
  )
})

test('a file with a syntax error is not edited', () => {
  const files = cluster()
  writeFileSync(files.main, `x =\n${readFileSync(files.main, 'utf8')}`)
  const { status, stderr } = run(files, 'set', 'logs', 'file_mode', '0600', '--write')
  assert.is(status, 1)
  assert.match(stderr, `${MAIN}:1:3: The value of "x" is missing`)
})

test('a secret is masked in the preview and written as it is', () => {
  const files = cluster()
  writeFileSync(files.overlay, '')
  const { stdout } = run(
    files,
    'set',
    'datasource',
    'ecdb',
    'uri',
    '( "pgsql:password=hunter2" )',
    '--write',
  )
  assert.not.match(stdout, 'hunter2')
  assert.match(readFileSync(files.webui, 'utf8'), 'uri = ( "pgsql:password=hunter2" )')
})

test.run()
