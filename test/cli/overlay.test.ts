import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf, ecconfOnTerminal } from '../tools/program.js'
import { cluster, MAIN, OVERLAY } from './cluster.js'

const test = suite('ecconf overlay')

const LINE = `readonly_include "/${OVERLAY}"`

/** The manager's files before the installer ran. */
function bare(change: (text: string) => string = (text) => text) {
  const files = cluster()
  const text = readFileSync(files.main, 'utf8')
  writeFileSync(files.main, change(text.slice(0, text.indexOf(LINE))), 'latin1')
  const run = (action: string, ...flags: string[]) =>
    ecconf(['overlay', action, '--sysroot', '.', MAIN, OVERLAY, ...flags], { cwd: files.root })
  return { ...files, run, bytes: () => readFileSync(files.main) }
}

const bases: Record<string, (text: string) => string> = {
  'a base that ends with a newline': (text) => text,
  'a base without a final newline': (text) => text.trimEnd(),
  'a base with CRLF': (text) => text.replaceAll('\n', '\r\n'),
  'a base with CRLF and no final newline': (text) => text.trimEnd().replaceAll('\n', '\r\n'),
  'a base with a byte order mark': (text) => `\xef\xbb\xbf${text}`,
  'a base with Latin-1 bytes in a comment': (text) => `# gr\xfc\xdfe\n${text}`,
  'an empty base': () => '',
}

for (const [name, change] of Object.entries(bases)) {
  test(`${name}: apply adds one line, again nothing, remove gives the first bytes back`, () => {
    const { run, bytes } = bare(change)
    const before = bytes()
    const newline = before.includes('\r\n') ? '\r\n' : '\n'
    const applied = run('apply', '--write')
    assert.equal([applied.status, applied.stderr], [0, `Written: ${MAIN}\n`])
    const ends = before.length === 0 || before.at(-1) === 10
    const after = Buffer.from(ends ? `${LINE}${newline}` : `${newline}${LINE}`)
    assert.is(Buffer.compare(bytes(), Buffer.concat([before, after])), 0)
    const again = run('apply', '--write')
    assert.is(again.status, 0)
    assert.match(again.stdout, 'in already, as the last line')
    assert.is(Buffer.compare(bytes(), Buffer.concat([before, after])), 0)
    assert.is(run('check').status, 0)
    assert.is(run('remove', '--write').status, 0)
    assert.is(Buffer.compare(bytes(), before), 0)
  })
}

test('apply without a terminal needs a flag: exit 2 with its name', () => {
  const { run, bytes } = bare()
  const before = bytes()
  const { status, stderr } = run('apply')
  assert.is(status, 2)
  assert.match(stderr, 'say --yes or --write')
  assert.is(Buffer.compare(bytes(), before), 0)
  assert.is(run('apply', '--dry-run').status, 0)
  assert.is(Buffer.compare(bytes(), before), 0)
  assert.is(run('apply', '--yes').status, 0)
  assert.match(bytes().toString(), LINE)
})

test('apply on a terminal asks', async () => {
  const { root, bytes } = bare()
  const words = ['overlay', 'apply', '--sysroot', '.', MAIN, OVERLAY]
  const { status } = await ecconfOnTerminal(words, [{ when: /Write it\?/, type: 'y\r' }], {
    cwd: root,
  })
  assert.is(status, 0)
  assert.match(bytes().toString(), LINE)
})

test('an overlay with a syntax error is refused, and nothing is written', () => {
  const { run, bytes, overlay } = bare()
  const before = bytes()
  writeFileSync(overlay, 'Datasource "ecdb" {\n  uri = ( "x"\n}\n')
  const { status, stderr } = run('apply', '--write')
  assert.is(status, 1)
  assert.match(stderr, `${OVERLAY}:2`)
  assert.match(stderr, 'Array is not closed')
  assert.is(Buffer.compare(bytes(), before), 0)
})

test('an overlay that is not there: exit 2', () => {
  const { root } = bare()
  const { status, stderr } = ecconf(['overlay', 'apply', MAIN, 'none.conf', '--write'], {
    cwd: root,
  })
  assert.equal([status, stderr], [2, 'ecconf: none.conf: no such file or directory\n'])
})

test('check: absent, in effect, and lost to what is read later', () => {
  const { run, main } = bare()
  const absent = run('check')
  assert.equal([absent.status, absent.stderr], [1, `${MAIN} does not take ${OVERLAY} in.\n`])
  run('apply', '--write')
  assert.equal([run('check').status, run('check').stdout], [0, `${OVERLAY} is in effect.\n`])
  writeFileSync(main, `${readFileSync(main, 'utf8')}Datasource "ecdb" { uri = ( "pgsql:" ) }\n`)
  const lost = run('check')
  assert.is(lost.status, 1)
  assert.match(lost.stderr, 'Datasource "ecdb" uri is set again later')
})

test('show: what is overridden, with and without', () => {
  const { root } = cluster()
  const { status, stdout } = ecconf(['overlay', 'show', '--sysroot', '.', MAIN, OVERLAY], {
    cwd: root,
  })
  assert.is(status, 0)
  assert.match(stdout, `${OVERLAY} overrides 1 option and adds 0:\n  ~ Datasource "ecdb"  uri\n`)
  assert.match(stdout, /without {2}\( "pgsql:dbname=ecelerity;user=ecuser" \)/)
  assert.match(stdout, /with {5}\( "pgsql:host=.*password=\*\*\*\*" \)/)
  assert.match(stdout, /^In effect: yes/m)
  const data = JSON.parse(
    ecconf(['overlay', 'show', '--format', 'json', '--sysroot', '.', MAIN, OVERLAY], { cwd: root })
      .stdout,
  )
  assert.equal(
    [data.state, data.options.length, data.options[0].scope],
    ['in effect', 1, 'Datasource "ecdb"'],
  )
})

test('words are missing, or there are too many', () => {
  const { root } = cluster()
  const few = ecconf(['overlay', 'apply', MAIN], { cwd: root })
  assert.equal(
    [few.status, few.stderr],
    [2, 'ecconf: ecconf overlay apply needs BASE and OVERLAY. See ecconf overlay apply --help.\n'],
  )
  assert.is(ecconf(['overlay'], { cwd: root }).status, 2)
  assert.is(ecconf(['overlay', 'aply', MAIN, OVERLAY], { cwd: root }).status, 2)
  assert.is(ecconf(['overlay', 'show', MAIN, OVERLAY, join(root, 'x')], { cwd: root }).status, 2)
})

test.run()
