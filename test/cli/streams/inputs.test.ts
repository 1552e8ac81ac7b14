import { linkSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../../tools/program.js'
import { folderWith } from '../folders.js'
import { shell } from '../shell.js'

const test = suite('files that are read are written by a change only')

const FILES = {
  'ecelerity.conf':
    'Max_Retries = 3\ninclude "part.conf"\ninclude "none.conf"\ninclude "conf.d"\nLocal_Changes_File = "local.conf"\n',
  'part.conf': 'Blackhole = true\n',
  'conf.d/a.conf': 'Message_Expiration = 86400\n',
  'schema.json': '{}\n',
  'ecconf.json': '{ "schemas": ["schema.json"] }\n',
  lines: 'config set max_retries 4\n',
}

function folder(): string {
  const cwd = folderWith(FILES)
  symlinkSync('part.conf', join(cwd, 'soft'))
  linkSync(join(cwd, 'part.conf'), join(cwd, 'hard'))
  symlinkSync('none.conf', join(cwd, 'dangling'))
  symlinkSync('.', join(cwd, 'here'))
  return cwd
}

const READ = ' is a file of the configuration, and no place for '

const TAKEN: readonly (readonly [name: string, use: string])[] = [
  ['ecelerity.conf', READ],
  ['./part.conf', READ],
  ['here/part.conf', READ],
  ['soft', READ],
  ['hard', READ],
  ['conf.d/a.conf', READ],
  // Not there yet: the configuration would take it in.
  ['none.conf', READ],
  ['here/none.conf', READ],
  ['dangling', READ],
  ['local.conf', READ],
  ['conf.d/new.conf', READ],
  ['here/conf.d/new', READ],
  ['schema.json', ' holds a schema, and is no place for '],
  ['ecconf.json', ' holds the settings, and is no place for '],
]

function contents(cwd: string): string {
  return Object.keys(FILES)
    .map((name) => readFileSync(join(cwd, name), 'utf8'))
    .join('\f')
}

test('a report, a baseline and a plan', () => {
  const cwd = folder()
  const before = contents(cwd)
  const input = FILES.lines
  for (const [name, use] of TAKEN) {
    for (const [flags, what] of [
      [['lint', 'ecelerity.conf', '-o', name], 'a report'],
      [['lint', 'ecelerity.conf', '--format', 'json', '-o', name], 'a report'],
      [['lint', 'ecelerity.conf', '--write-baseline', name], 'a baseline'],
      [['plan', '-c', 'ecelerity.conf', '-o', name], 'a plan'],
    ] as const) {
      // Planning reads no schemas beyond what they declare; it knows them all the same.
      const { status, stderr } = ecconf(flags, { cwd, input })
      assert.is(status, 2, `${flags.join(' ')}: ${stderr}`)
      assert.ok(stderr.endsWith(`ecconf: ${name}:${use}${what}\n`), stderr)
    }
  }
  assert.is(contents(cwd), before)
})

test('what else is read: lines, a plan, a baseline, standard input', () => {
  const cwd = folder()
  const line = (words: string) => {
    const { status, stderr } = shell(`ecconf ${words}`, cwd)
    assert.is(status, 2, words)
    return stderr
  }
  assert.match(
    line('plan -c ecelerity.conf lines -o here/lines'),
    'here/lines: holds the lines, and is no place for the plan\n',
  )
  assert.match(
    line('plan -c ecelerity.conf -o lines < lines'),
    'lines: holds the lines, and is no place for the plan\n',
  )
  assert.match(line('lint - -o soft < part.conf'), `soft:${READ}a report\n`)
  ecconf(['lint', 'ecelerity.conf', '--write-baseline', 'base'], { cwd })
  assert.match(
    line('lint ecelerity.conf --baseline base -o base'),
    'base: is the baseline, and no place for a report\n',
  )
  const two = line('lint ecelerity.conf -o one --write-baseline ./one')
  assert.is(two, 'ecconf: one: only one thing can be written to a file\n')
})

test('the baseline that is written anew is no input', () => {
  const cwd = folder()
  for (let round = 0; round < 2; round++) {
    const flags = ['--baseline', 'base', '--write-baseline', 'base']
    const { stderr } = ecconf(['lint', 'part.conf', ...flags], { cwd })
    assert.match(stderr, 'Written: base')
  }
})

test('--check-files: nor the keys that are looked for', () => {
  const cwd = folderWith({
    'ecelerity.conf': 'ESMTP_Listener {\n  TLS_Key = "/key.pem"\n}\n',
    'key.pem': 'KEY\n',
  })
  const words = ['lint', 'ecelerity.conf', '--sysroot', '.', '--check-files', '-o', 'key.pem']
  const { status, stderr } = ecconf(words, { cwd })
  assert.equal([status, stderr], [2, `ecconf: key.pem:${READ}a report\n`])
  assert.is(readFileSync(join(cwd, 'key.pem'), 'utf8'), 'KEY\n')
})

test('ec_dump_config -f', () => {
  const cwd = folder()
  const { status, stderr } = ecconf(['ec_dump_config', '-c', 'part.conf', '-f', 'hard'], { cwd })
  assert.equal([status, stderr], [2, `ecconf: hard:${READ}what is in it\n`])
  assert.is(readFileSync(join(cwd, 'part.conf'), 'utf8'), FILES['part.conf'])
})

test('a stream into a file that is read', () => {
  const cwd = folder()
  const before = contents(cwd)
  const said = `ecconf: standard output:${READ}what is printed\n`
  for (const words of [
    'lint part.conf >> hard',
    'fmt part.conf >> soft',
    'set blackhole false -c part.conf --write >> part.conf',
  ]) {
    const { status, stderr } = shell(`ecconf ${words}`, cwd)
    assert.equal([status, stderr], [2, said], words)
  }
  assert.is(contents(cwd), before)
  mkdirSync(join(cwd, 'other'))
  assert.is(shell('ecconf lint part.conf > other/report', cwd).status, 0)
})

test.run()
