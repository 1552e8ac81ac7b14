import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconfOnTerminal, ROOT } from '../tools/program.js'
import { residentEcconf as ecconf } from '../tools/resident.js'
import { cluster, MAIN, OVERLAY, WEBUI } from './cluster.js'
import { folderWith } from './folders.js'

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

/** Runs `overlay` over small files in a folder of their own. */
function over(files: Record<string, string>) {
  const root = folderWith(files)
  return {
    root,
    run: (...words: string[]) => ecconf(['overlay', ...words], { cwd: root }),
    text: (name: string) => readFileSync(join(root, name), 'utf8'),
  }
}

const SMALL = {
  'eccluster.conf': 'Logs {\n  File_Mode = 0640\n}\n',
  'a.conf': 'Logs { File_Mode = 0600 }\n',
  'b.conf': 'Logs { File_Mode = 0660 }\nMax_Retries = 5\n',
  'd/10.conf': 'Retry_Interval = 7\n',
}

test('several overlays and a folder: twice, by an installer without a terminal', () => {
  const { run, root, text } = over(SMALL)
  const words = ['eccluster.conf', 'a.conf', 'b.conf', 'd', '--yes']
  const first = run('apply', ...words, '-m', 'installed by hand')
  assert.equal([first.status, first.stderr], [0, 'Written: eccluster.conf\n'])
  const lines = ['a.conf', 'b.conf', 'd/'].map((name) => `readonly_include "${root}/${name}"\n`)
  const after = `${SMALL['eccluster.conf']}${lines.join('')}`
  assert.is(text('eccluster.conf'), after)
  const again = run('apply', ...words)
  assert.equal(
    [again.status, again.stdout, again.stderr],
    [
      0,
      `eccluster.conf:4 takes a.conf in already, before b.conf
eccluster.conf:5 takes b.conf in already, before d/
eccluster.conf:6 takes d/ in already, as the last line
`,
      '',
    ],
  )
  assert.is(text('eccluster.conf'), after)
  const removed = run('remove', 'eccluster.conf', 'd', 'a.conf', 'b.conf', '--write')
  assert.is(removed.status, 0)
  assert.is(text('eccluster.conf'), SMALL['eccluster.conf'])
})

test('apply says where, why and what changes in effect', () => {
  const { run, root } = over(SMALL)
  const { status, stdout } = run('apply', 'eccluster.conf', 'b.conf', '--dry-run')
  assert.is(status, 0)
  assert.is(
    stdout,
    `  where   eccluster.conf:4:1 (new line after 3)
  why     an overlay is the last line, so that it wins over everything before it

  effect  Logs file_mode   0640 → 0660
          Max_Retries   not set → 5
  restart no

--- eccluster.conf
+++ eccluster.conf
@@ -1,3 +1,4 @@
 Logs {
   File_Mode = 0640
 }
+readonly_include "${root}/b.conf"
`,
  )
})

test('show: several overlays, and which of them wins', () => {
  const { run, root, text } = over(SMALL)
  const words = ['eccluster.conf', 'a.conf', 'b.conf']
  assert.is(
    run('show', ...words).stdout,
    `a.conf and b.conf would override 1 option and add 1:
  ~ Logs  file_mode
      without  0640  eccluster.conf:2:3
      with     0600  a.conf:1:8
               0660  b.conf:1:8  wins
  + Max_Retries
      without  not set
      with     5  b.conf:2:1
In effect: no.
  a.conf: eccluster.conf does not take it in
  b.conf: eccluster.conf does not take it in
`,
  )
  run('apply', ...words, '--write')
  assert.match(run('show', ...words).stdout, `a.conf and b.conf override 1 option and add 1:`)
  assert.match(
    run('show', ...words).stdout,
    `In effect: yes.
  a.conf: line 4 of eccluster.conf, before b.conf
  b.conf: line 5 of eccluster.conf, the last statement
`,
  )
  assert.is(
    run('show', 'eccluster.conf', 'b.conf', 'a.conf').stdout,
    `b.conf and a.conf override 1 option and add 1:
  ~ Logs  file_mode
      without  0640  eccluster.conf:2:3
      with     0660  b.conf:1:8
               0600  a.conf:1:8
      lost     0660  b.conf:1:8  wins, since it is read last
  + Max_Retries
      without  not set
      with     5  b.conf:2:1
In effect: no.
  b.conf: line 5 of eccluster.conf, the last statement
  a.conf: line 4 of eccluster.conf; 1 option lost to what is read later
  eccluster.conf takes the overlays in another order: a.conf, b.conf; b.conf:1 wins over a.conf:1 for Logs file_mode
`,
  )
  writeFileSync(join(root, 'eccluster.conf'), `Max_Retries = 3\n${text('eccluster.conf')}`)
  const json = JSON.parse(run('show', ...words, '--format', 'json').stdout)
  assert.equal(json.overlays, [
    { overlay: 'a.conf', state: 'in effect', line: 5, last: true },
    { overlay: 'b.conf', state: 'in effect', line: 6, last: true },
  ])
  assert.equal(json.options[0].with, [
    { overlay: 'a.conf', value: '0600', text: '0600', file: 'a.conf', line: 1, column: 8 },
    { overlay: 'b.conf', value: '0660', text: '0660', file: 'b.conf', line: 1, column: 8 },
  ])
  assert.equal(json.options[1].without.text, '3')
})

test('show: what an option comes to without the overlay, by fallback and default', () => {
  const { run } = over({
    'eccluster.conf': 'Max_Retries = 3\n',
    'a.conf': 'Domain "x" {\n  Max_Retries = 5\n  Retry_Interval = 7\n}\n',
  })
  const { stdout } = run('show', 'eccluster.conf', 'a.conf')
  assert.match(stdout, 'without  not set; Global has 3  eccluster.conf:1:1\n')
  assert.match(stdout, /without {2}not set; the default is \d+\n/)
})

test('check: one line, or none; the exit status is the answer', () => {
  const { run, root, text } = over(SMALL)
  const check = (...words: string[]) => {
    const { status, stdout, stderr } = run('check', 'eccluster.conf', ...words)
    const quiet = run('check', 'eccluster.conf', ...words, '--quiet')
    assert.equal([quiet.status, quiet.stdout, quiet.stderr], [status, '', ''])
    return [status, stdout, stderr]
  }
  assert.equal(check('a.conf', 'b.conf', 'd'), [
    1,
    '',
    'eccluster.conf does not take a.conf, b.conf and d/ in.\n',
  ])
  run('apply', 'eccluster.conf', 'a.conf', 'b.conf', 'd', '--write')
  assert.equal(check('a.conf', 'b.conf', 'd/'), [0, 'a.conf, b.conf and d/ are in effect.\n', ''])
  assert.equal(check('b.conf', 'a.conf'), [
    1,
    '',
    'eccluster.conf takes the overlays in another order: a.conf, b.conf; b.conf:1 wins over a.conf:1 for Logs file_mode.\n',
  ])
  assert.equal(check('a.conf', '--require', 'logs'), [
    1,
    '',
    'a.conf is taken in, but not all of it is in effect: Logs file_mode is set again later (b.conf:1:8).\n',
  ])
  assert.equal(check('b.conf', '--require', 'datasource ecdb'), [
    1,
    '',
    'eccluster.conf has no Datasource "ecdb" without the overlay, and that is required.\n',
  ])
  writeFileSync(join(root, 'd/10.conf~'), SMALL['d/10.conf'])
  const backup = run('check', 'eccluster.conf', 'd')
  assert.equal(
    [backup.status, backup.stderr],
    [0, 'd/10.conf~ looks like a backup, and is read with d/\n'],
  )
  rmSync(join(root, 'd/10.conf~'))
  writeFileSync(
    join(root, 'eccluster.conf'),
    `${text('eccluster.conf')}Max_Retries = 1\nLogs { File_Mode = 1 }\n`,
  )
  assert.equal(check('b.conf'), [
    1,
    '',
    'b.conf is taken in, but not all of it is in effect: Logs file_mode is set again later (eccluster.conf:8:8), and 1 more.\n',
  ])
  writeFileSync(join(root, 'd/10.conf'), '\nLogs {\n')
  assert.equal(check('d'), [1, '', 'd/10.conf:2 cannot be read: Stanza "Logs" is not closed.\n'])
  const missing = run('check', 'eccluster.conf', 'none.conf', '--quiet')
  assert.equal(
    [missing.status, missing.stderr],
    [2, 'ecconf: none.conf: no such file or directory\n'],
  )
})

test('check as data', () => {
  const { run } = over(SMALL)
  run('apply', 'eccluster.conf', 'a.conf', 'b.conf', '--write')
  const data = (...words: string[]) => {
    const { status, stdout, stderr } = run('check', 'eccluster.conf', ...words, '--format', 'json')
    return [status, JSON.parse(stdout), stderr]
  }
  assert.equal(data('b.conf'), [
    0,
    {
      version: 1,
      base: 'eccluster.conf',
      inEffect: true,
      problem: null,
      overlays: [{ overlay: 'b.conf', state: 'in effect', line: 5, last: true }],
      lost: [],
    },
    '',
  ])
  assert.equal(data('a.conf'), [
    1,
    {
      version: 1,
      base: 'eccluster.conf',
      inEffect: false,
      problem:
        'a.conf is taken in, but not all of it is in effect: Logs file_mode is set again later (b.conf:1:8)',
      overlays: [{ overlay: 'a.conf', state: 'shadowed', line: 4, last: false }],
      lost: [
        {
          overlay: 'a.conf',
          scope: 'Logs',
          option: 'file_mode',
          winner: { file: 'b.conf', line: 1, column: 8 },
        },
      ],
    },
    '',
  ])
})

test('inline: written into the base, twice the same, and checked', () => {
  const { run, text } = over(SMALL)
  const words = ['eccluster.conf', 'a.conf', 'b.conf', '--inline']
  const before = run('check', ...words)
  assert.equal(
    [before.status, before.stderr],
    [
      1,
      'eccluster.conf does not do all that a.conf and b.conf would: Logs file_mode differs, and 1 more.\n',
    ],
  )
  const first = run('apply', ...words, '--yes')
  assert.equal([first.status, first.stderr], [0, 'Written: eccluster.conf\n'])
  const after = 'Logs {\n  File_Mode = 0660\n}\n\nMax_Retries = 5\n'
  assert.is(text('eccluster.conf'), after)
  const again = run('apply', ...words, '--yes')
  assert.equal(
    [again.status, again.stdout],
    [0, 'eccluster.conf does all that a.conf, b.conf would already\n'],
  )
  assert.is(text('eccluster.conf'), after)
  const checked = run('check', ...words)
  assert.equal(
    [checked.status, checked.stdout],
    [0, 'eccluster.conf does all that a.conf and b.conf would.\n'],
  )
  const removed = run('remove', ...words, '--yes')
  assert.equal(
    [removed.status, removed.stderr],
    [
      1,
      'What was written into eccluster.conf inline cannot be taken out by the overlay: it does not say what was there before\n' +
        '  "ecconf history" lists what was written, and "ecconf rollback" takes it back.\n',
    ],
  )
})

test('inline: the secret is masked, and that more people can read it is said', () => {
  const { run, main, overlay, root } = bare()
  chmodSync(main, 0o644)
  chmodSync(overlay, 0o600)
  const { status, stdout } = run('apply', '--inline', '--write')
  assert.is(status, 0)
  assert.match(stdout, `warning ${MAIN} gets a secret of ${OVERLAY}, and more people can read it`)
  assert.match(stdout, 'password=****')
  assert.not.match(stdout, /password=[^*]/)
  const shown = ['get', '--sysroot', '.', '-c', MAIN, 'datasource', 'ecdb', 'uri']
  assert.match(ecconf(shown, { cwd: root }).stdout, 'host=db1.example.net')
})

test('an operator has added lines behind the overlay', () => {
  const { run, root, text } = over(SMALL)
  run('apply', 'eccluster.conf', 'a.conf', '--write')
  const line = `readonly_include "${root}/a.conf"\n`
  const edited = `${text('eccluster.conf')}# ours\nLogs {\n  File_Mode = 0666\n}\n`
  writeFileSync(join(root, 'eccluster.conf'), edited)
  const refused = run('apply', 'eccluster.conf', 'a.conf', '--yes')
  assert.equal(
    [refused.status, refused.stdout, refused.stderr],
    [
      1,
      '',
      'eccluster.conf:4 takes a.conf in, but eccluster.conf:7 is read later and sets Logs file_mode again\n' +
        "  --fix-order moves the overlay's line to the end. Or take Logs file_mode out of eccluster.conf:7.\n",
    ],
  )
  assert.is(text('eccluster.conf'), edited)
  assert.is(run('apply', 'eccluster.conf', 'a.conf', '--yes', '--fix-order').status, 0)
  assert.is(text('eccluster.conf'), edited.replace(line, '') + line)
  const both = run('apply', 'eccluster.conf', 'a.conf', '--inline', '--fix-order')
  assert.equal([both.status, both.stderr], [2, 'ecconf: Say --inline or --fix-order, not both\n'])
})

test('a required scope is not there: nothing is written', () => {
  const { run, text } = over(SMALL)
  const required = ['--require', 'logs', '--require', 'datasource ecdb']
  const { status, stderr } = run('apply', 'eccluster.conf', 'a.conf', ...required, '--yes')
  assert.equal(
    [status, stderr],
    [
      1,
      'eccluster.conf has no Datasource "ecdb" without the overlay, and that is required\n' +
        '  Is it the right main file, of the right version? "ecconf locate datasource -c eccluster.conf" shows what it has.\n',
    ],
  )
  assert.is(text('eccluster.conf'), SMALL['eccluster.conf'])
})

test('a base that the main file includes', () => {
  const { root } = bare()
  const words = ['--sysroot', '.', WEBUI, OVERLAY, '--dry-run']
  const { status, stdout } = ecconf(['overlay', 'apply', ...words], { cwd: root })
  assert.is(status, 0)
  assert.match(stdout, `${MAIN} reads ${WEBUI} too, so this changes it as well\n`)
  const main = join(root, MAIN)
  writeFileSync(
    main,
    readFileSync(main, 'utf8').replace('include "webui', 'readonly_include "webui'),
  )
  const refused = ecconf(['overlay', 'apply', ...words], { cwd: root })
  assert.is(refused.status, 1)
  assert.match(refused.stderr, `${WEBUI} would have to change, and is read-only in ${MAIN}: `)
  assert.match(refused.stderr, `  Lay the overlay over ${MAIN} instead.\n`)
})

test('an overlay and a base that are links', () => {
  const { run, root, text } = over({ ...SMALL, 'real/main': SMALL['eccluster.conf'] })
  symlinkSync('real/main', join(root, 'link.conf'))
  symlinkSync('a.conf', join(root, 'current.conf'))
  assert.is(run('apply', 'link.conf', 'current.conf', '--write').status, 0)
  const line = `readonly_include "${root}/current.conf"\n`
  assert.is(text('real/main'), SMALL['eccluster.conf'] + line)
  assert.is(run('check', 'real/main', 'a.conf').status, 0)
})

/** Runs programs at the same time. */
function atOnce(root: string, lines: readonly (readonly string[])[]) {
  const runs = lines.map(
    (words) =>
      new Promise<{ status: number | null; stderr: string }>((resolve) => {
        const program = join(ROOT, 'dist/bin/ecconf.cjs')
        const child = spawn(process.execPath, [program, 'overlay', ...words], { cwd: root })
        let stderr = ''
        child.stderr.setEncoding('utf8').on('data', (text: string) => {
          stderr += text
        })
        child.on('close', (status) => resolve({ status, stderr }))
      }),
  )
  return Promise.all(runs)
}

test('two at once: over two bases both, over one base one line at most for each', async () => {
  const { root, text } = over({ ...SMALL, 'main/b.conf': SMALL['eccluster.conf'] })
  const apply = (base: string, overlay: string) => ['apply', base, overlay, '--yes']
  const runs = await atOnce(root, [
    apply('eccluster.conf', 'a.conf'),
    apply('main/b.conf', 'a.conf'),
  ])
  assert.equal(
    runs.map(({ status }) => status),
    [0, 0],
  )
  const line = (name: string) => `readonly_include "${root}/${name}"\n`
  assert.is(text('eccluster.conf'), SMALL['eccluster.conf'] + line('a.conf'))
  assert.is(text('main/b.conf'), SMALL['eccluster.conf'] + line('a.conf'))

  const before = text('eccluster.conf')
  const same = await atOnce(root, [apply('eccluster.conf', 'b.conf'), apply('eccluster.conf', 'd')])
  const added = [line('b.conf'), line('d/')].filter((each) => text('eccluster.conf').includes(each))
  assert.is(added.length, same.filter(({ status }) => status === 0).length)
  assert.ok(added.length > 0)
  assert.is(text('eccluster.conf').length, before.length + added.join('').length)
})

test('a folder that is made first, and filled later', () => {
  const { run, root } = over(SMALL)
  mkdirSync(join(root, 'ecelerity.d'))
  assert.is(run('apply', 'eccluster.conf', 'ecelerity.d', '--write').status, 0)
  assert.is(run('check', 'eccluster.conf', 'ecelerity.d/').status, 0)
  writeFileSync(join(root, 'ecelerity.d/10.conf'), 'Logs { File_Mode = 0600 }\n')
  assert.is(run('check', 'eccluster.conf', 'ecelerity.d/').status, 0)
  const got = ecconf(['get', '-c', 'eccluster.conf', 'logs', 'file_mode', '--raw'], { cwd: root })
  assert.is(got.stdout.trim(), '0600')
  rmSync(join(root, 'ecelerity.d'), { recursive: true })
  assert.is(run('remove', 'eccluster.conf', 'ecelerity.d/', '--write').status, 0)
  assert.is(readFileSync(join(root, 'eccluster.conf'), 'utf8'), SMALL['eccluster.conf'])
})

test.run()
