import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconfOnTerminal } from '../tools/program.js'
import { residentEcconf as ecconf } from '../tools/resident.js'
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
    [
      1,
      "Invalid value '06x' for option 'file_mode': expected an octal mode such as 0640\n  --force goes on all the same.\n",
    ],
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
    [1, "Option 'file_mode' is not set in scope 'Logs::'.\n"],
  )
})

test('the preview says what changes in effect, and whether a restart is needed', () => {
  const { stdout } = run(cluster(), 'set', 'logs', 'file_mode', '0600')
  assert.match(stdout, /^Logs {2}file_mode {3}0640 → 0600\n\n {2}where/)
  assert.match(stdout, '  effect  Logs\n  restart no\n')
})

test('set makes the stanzas that are missing', () => {
  const files = cluster()
  const words = ['binding', 'b1', 'domain', 'x.example', 'gateway', 'y.example']
  const { stdout } = run(files, 'set', ...words, '--write')
  assert.match(stdout, '(new line after ')
  assert.match(stdout, 'in a new stanza Binding "b1" > Domain "x.example")')
  assert.match(stdout, 'Binding "b1" > Domain "x.example" is new, so it goes into the main file')
  const text = '\nBinding "b1" {\n  Domain "x.example" {\n    Gateway = "y.example"\n  }\n}\n\n'
  assert.ok(readFileSync(files.main, 'utf8').includes(text))
  assert.is(run(files, 'get', '--raw', ...words.slice(0, -1)).stdout, 'y.example\n')
})

test('set --add and --remove: elements, one or several', () => {
  const files = cluster()
  run(files, 'set', 'relay_hosts', '( "10.0.0.0/8" )', '--write')
  const add = run(files, 'set', 'relay_hosts', '--add', '127.0.0.1', '::1', '--write')
  assert.equal(add.stdout.match(/^[-+] ?Relay.*/gm), [
    '-Relay_Hosts = ( "10.0.0.0/8" )',
    '+Relay_Hosts = ( "10.0.0.0/8" "127.0.0.1" "::1" )',
  ])
  const again = run(files, 'set', '--add', 'relay_hosts', '::1', '--write')
  assert.equal([again.status, again.stdout.includes('already')], [0, true])
  assert.is(run(files, 'set', 'relay_hosts', '--remove', '10.0.0.0/8', '--write').status, 0)
  assert.match(readFileSync(files.main, 'utf8'), 'Relay_Hosts = ( "127.0.0.1" "::1" )\n')
  const gone = run(files, 'set', 'relay_hosts', '--remove', '10.0.0.0/8')
  assert.is(gone.status, 1)
  assert.match(gone.stderr, /^Relay_Hosts has no such element \(/)
  const wrong = run(files, 'set', 'relay_hosts', '--add', '10.0.0.0/99')
  assert.is(wrong.status, 1)
  assert.match(wrong.stderr, "Invalid value '10.0.0.0/99' for option 'Relay_Hosts': expected")
  const both = run(files, 'set', 'relay_hosts', '--add', '--remove', 'x')
  assert.is(both.status, 2)
  const scalar = run(files, 'set', 'logs', 'file_mode', '--add', '0600')
  assert.equal(
    [scalar.status, scalar.stderr],
    [1, "Option 'file_mode' has one value; it is no list.\n"],
  )
})

test('set --add and --remove: keys of a dictionary', () => {
  const files = cluster()
  const option = ['control_listener', 'authdigestmd5parameters']
  const run1 = run(files, 'set', ...option, '--add', 'realm=Here', '--write')
  assert.is(run1.status, 0, run1.stderr)
  assert.match(readFileSync(files.main, 'utf8'), /realm = "?Here"?\n/)
  const run2 = run(files, 'set', ...option, '--remove', 'realm', '--write')
  assert.is(run2.status, 0, run2.stderr)
  assert.not.match(readFileSync(files.main, 'utf8'), 'Here')
  const bare = run(files, 'set', ...option, '--add', 'realm')
  assert.equal(
    [bare.status, bare.stderr],
    [1, "Option 'AuthDigestMD5Parameters' has keys: say KEY=VALUE.\n"],
  )
})

test('unset takes a whole scope out', () => {
  const files = cluster()
  const { status, stdout } = run(files, 'unset', 'ec_logger', 'ec_logger', '--write')
  assert.is(status, 0)
  assert.match(stdout, /^ec_logger "ec_logger" {3}taken out\n\n {2}from/)
  assert.is(run(files, 'show', 'ec_logger', 'ec_logger').status, 1)
})

test('--side-by-side shows two columns', () => {
  const { stdout } = run(cluster(), 'set', 'logs', 'file_mode', '0600', '--side-by-side')
  assert.match(stdout, /File_Mode = 0640 +\| +\d+ +File_Mode = 0600\n/)
  assert.not.match(stdout, '@@')
})

test('--format json: places, effects and the diff as data, alone on standard output', () => {
  const files = cluster()
  const { status, stdout } = run(
    files,
    'set',
    'logs',
    'file_mode',
    '0600',
    '--format',
    'json',
    '-m',
    'why',
  )
  assert.is(status, 0)
  const json = JSON.parse(stdout)
  assert.equal(
    [json.version, json.written, json.message, json.placements.length],
    [1, false, 'why', 1],
  )
  assert.equal(json.changes, [
    { kind: 'set', path: [{ name: 'Logs' }], option: 'file_mode', value: '0600' },
  ])
  const { file, line, column, action, before, after, change } = json.placements[0]
  assert.equal(
    [file, column, action, before, after, change],
    [MAIN, 15, 'replace', '0640', '0600', 0],
  )
  assert.equal([json.effects[0].option, json.effects[0].needsRestart], ['file_mode', false])
  assert.is(json.files[0].spans[0].start.line, line)
  assert.match(json.files[0].diff, '+  File_Mode = 0600\n')
  const written = run(files, 'set', 'logs', 'file_mode', '0600', '--format', 'json', '--write')
  assert.is(JSON.parse(written.stdout).written, true)
  assert.match(readFileSync(files.main, 'utf8'), 'File_Mode = 0600\n')
})

test('whether a restart is needed is said as far as a document speaks of it', () => {
  const files = cluster()
  const restart = (...words: readonly string[]) =>
    /^ {2}restart (.*)$/m.exec(run(files, 'set', ...words).stdout)?.[1]
  assert.is(restart('msg_gen', 'gen_count', '8'), 'needed')
  assert.is(restart('fbl', 'auto_log', 'true'), 'needed')
  assert.is(restart('log_hires_timestamp', 'true'), 'needed')
  assert.is(restart('csapi', 'max_extract_time', '9'), 'unknown')
  assert.is(restart('max_retries', '9'), 'no')
  const { stdout } = run(files, 'set', 'csapi', 'max_extract_time', '9', '--format', 'json')
  assert.is(JSON.parse(stdout).effects[0].needsRestart, null)
})

test('what the page of an option has can be set', () => {
  const files = cluster()
  const preview = (...words: readonly string[]) => {
    const { status, stdout } = run(files, 'set', ...words)
    assert.is(status, 0, words.join(' '))
    return stdout
  }
  const route = '( "smtp://10.0.0.1?pref=5&port=2525" )'
  assert.match(preview('domain', 'a.com', 'routes', route), `+  Routes = ${route}\n`)
  assert.match(preview('binding', 'b', 'gateway', '"#smarthost"'), '+  Gateway = "#smarthost"\n')
  assert.match(preview('spamc', 'daemon', '"a:783"'), '+  daemon = "a:783"\n')
  assert.match(preview('msg_gen', 'scheduled_send', 'true'), '+  scheduled_send = true\n')
})

test('--format json: a refusal is data too, and exit 1', () => {
  const uri = '( "pgsql:password=hunter2" )'
  const { status, stdout } = run(
    cluster(),
    'set',
    'datasource',
    'ecdb',
    'uri',
    uri,
    '--format',
    'json',
  )
  assert.is(status, 1)
  const json = JSON.parse(stdout)
  assert.equal([json.written, json.files, json.refusals[0].code], [false, [], 'read-only'])
  assert.not.match(stdout, 'hunter2')
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
