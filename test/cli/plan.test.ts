import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconfOnTerminal } from '../tools/program.js'
import { residentEcconf as ecconf } from '../tools/resident.js'
import { cluster, MAIN, OVERLAY, WEBUI } from './cluster.js'
import { folderWith } from './folders.js'
import { site, run as siteCommand, steady, TEXT, until, waiters } from './history/site.js'

const test = suite('ecconf plan and apply')

const LINES = 'config set logs file_mode 0600\nconfig set datasource ecdb cache_life 44\n'

/** The files of a cluster with a plan for two of them. */
function planned(lines = LINES) {
  const files = cluster()
  const run = (words: readonly string[], input = '') => ecconf(words, { cwd: files.root, input })
  const made = run(['plan', ...files.flags, '-o', 'a.plan', '-m', 'CHG 7'], lines)
  const plan = join(files.root, 'a.plan')
  const texts = () => [files.main, files.webui].map((path) => readFileSync(path, 'utf8'))
  return { ...files, run, made, plan, texts }
}

const PREVIEW = `Logs  file_mode   0640 → 0600

  where   ${MAIN}:21:15
  why     the only place that sets it
  effect  Logs
  restart no

`

const DIFF = `--- ${MAIN}
+++ ${MAIN}
@@ -18,7 +18,7 @@
  */
 Logs {
   logfile = "/var/log/eccluster/%Y/%m/%d/%{l}/%{s}/%{n}"
-  File_Mode = 0640
+  File_Mode = 0600
   dir_mode  = "0755"
 }
 
`

const ONE = 'config set logs file_mode 0600\n'

test('plan shows what set shows, writes the plan for its owner only, and nothing else', () => {
  const { made, plan, texts } = planned(ONE)
  assert.equal(made, { status: 0, stdout: PREVIEW + DIFF, stderr: 'Written: a.plan\n' })
  assert.is(statSync(plan).mode & 0o777, 0o600)
  assert.equal(
    texts(),
    [MAIN, WEBUI].map((name) => readFileSync(`corpus/cluster/${name}`, 'utf8')),
  )
})

test('a hook without a name is none', () => {
  const cwd = folderWith({ 'a.conf': 'sieve "s1" {\n}\n' })
  const words = ['set', 'sieve', 's1', 'hook:', '[ source = "/y.siv" ]', '-c', 'a.conf', '--write']
  const { status, stderr } = ecconf(words, { cwd })
  assert.is(status, 1)
  assert.match(stderr, 'hook:')
  assert.is(readFileSync(join(cwd, 'a.conf'), 'utf8'), 'sieve "s1" {\n}\n')
})

test('a hook goes through diff --as-commands and plan, and is called as it is', () => {
  const after = 'sieve "s1" {\n  hook:Validate_Data [ source = "/y.siv" ]\n}\n'
  const cwd = folderWith({ 'a.conf': '# x\n', 'b.conf': after })
  const commands = ecconf(['diff', 'a.conf', 'b.conf', '--as-commands'], { cwd })
  const input = commands.stdout
  assert.is(input, 'config set sieve s1 hook:Validate_Data [ source = "/y.siv" ]\n')
  const made = ecconf(['plan', '-c', 'a.conf', '-o', 'a.plan'], { cwd, input })
  assert.equal([made.status, made.stderr], [0, 'Written: a.plan\n'])
  assert.match(made.stdout, 'sieve "s1"  hook:Validate_Data   not set → [ source = ')
  const applied = ecconf(['apply', 'a.plan', '--write'], { cwd })
  assert.is(applied.status, 0)
  assert.is(ecconf(['diff', 'a.conf', 'b.conf'], { cwd }).status, 0)
  const why = ecconf(['why', 'sieve', 's1', 'hook:validate_data', '-c', 'a.conf'], { cwd })
  assert.match(why.stdout, 'sieve "s1"  hook:Validate_Data = [ source = ')
})

test('the plan is JSON: what it is bound to, where each change lands, the edits', () => {
  const { plan, root, main } = planned(ONE)
  const { files, seal, ...rest } = JSON.parse(readFileSync(plan, 'utf8'))
  assert.match(seal, /^[0-9a-f]{64}$/)
  assert.equal(
    files.map(({ file }: { file: string }) => file),
    ['eccluster.conf', 'webui-common.conf', `/${OVERLAY}`],
  )
  assert.match(rest.edits[0].sha256, /^[0-9a-f]{64}$/)
  const at = readFileSync(main, 'utf8').indexOf('0640')
  const path = [{ name: 'Logs' }]
  assert.equal(rest, {
    format: 'ecconf plan',
    version: 1,
    configuration: { main, sysroot: root },
    message: 'CHG 7',
    changes: [
      {
        kind: 'set',
        path,
        option: 'file_mode',
        value: '0600',
        words: ['logs', 'file_mode', '0600'],
      },
    ],
    placements: [
      {
        change: 0,
        action: 'replace',
        file: 'eccluster.conf',
        line: 21,
        column: 15,
        reason: 'the only place that sets it',
        before: '0640',
        after: '0600',
      },
    ],
    effects: [
      {
        path,
        option: 'file_mode',
        before: { origin: 'definition', text: '0640', from: path },
        after: { origin: 'definition', text: '0600', from: path },
        dependents: { count: 0, complete: true, first: [] },
        needsRestart: false,
      },
    ],
    edits: [
      {
        file: 'eccluster.conf',
        create: false,
        edits: [{ start: at, end: at + 4, text: '0600' }],
        sha256: rest.edits[0].sha256,
      },
    ],
    diagnostics: [],
    notes: [],
  })
})

test('apply without a terminal needs a flag; --write writes all files and records them once', () => {
  const { run, plan, texts, flags } = planned()
  const before = texts()
  const dry = run(['apply', 'a.plan'])
  assert.equal(
    [dry.status, dry.stderr],
    [
      2,
      'ecconf: There is no terminal to ask on: say --yes or --write to write, --dry-run not to\n',
    ],
  )
  assert.match(dry.stdout, PREVIEW)
  assert.equal(texts(), before)
  const { status, stdout, stderr } = run(['apply', plan, '--write'])
  assert.equal([status, stdout, stderr], [0, dry.stdout, `Written: ${MAIN}\nWritten: ${WEBUI}\n`])
  assert.equal(texts(), [
    before[0]?.replace('File_Mode = 0640', 'File_Mode = 0600'),
    before[1]?.replace(/^( {2}uri = .*\n)/m, '$1  cache_life = 44\n'),
  ])
  const history = run(['history', ...flags]).stdout
  assert.match(history, /^1 {2}\S+ \S+ UTC {2}\S+ {2}apply {2}.* {2}CHG 7\n$/)
})

test('a plan that has been carried out has nothing to do', () => {
  const { run, texts } = planned()
  assert.is(run(['apply', 'a.plan', '--write']).status, 0)
  const after = texts()
  const again = run(['apply', 'a.plan', '--write'])
  const said = 'Nothing to do: every file is as the plan leaves it.\n'
  assert.equal(again, { status: 0, stdout: said, stderr: '' })
  const json = JSON.parse(run(['apply', 'a.plan', '--write', '--format', 'json']).stdout)
  const state = { file: 'a.plan', state: 'applied' }
  assert.equal(json, { version: 1, written: false, plan: state })
  assert.equal(texts(), after)
})

test('apply from any folder; -m goes before what the plan says', () => {
  const { plan, flags, run, texts } = planned(ONE)
  const { status } = ecconf(['apply', plan, '--write', '-m', 'CHG 8'], { cwd: '/' })
  assert.is(status, 0)
  assert.match(texts()[0] ?? '', 'File_Mode = 0600\n')
  assert.match(run(['history', ...flags]).stdout, '  CHG 8\n')
})

test('made on one copy, carried out on another with -c', () => {
  const { plan, texts } = planned()
  const before = texts()
  const other = cluster()
  const { status } = ecconf(['apply', plan, ...other.flags, '--write'], { cwd: other.root })
  assert.is(status, 0)
  assert.match(readFileSync(other.main, 'utf8'), 'File_Mode = 0600\n')
  assert.equal(texts(), before)
})

test('-o - prints the plan alone; apply - reads it', () => {
  const { run, flags, texts } = planned(ONE)
  const { status, stdout, stderr } = run(['plan', ...flags, '-o', '-'], ONE)
  assert.equal([status, stderr], [0, PREVIEW + DIFF])
  assert.is(JSON.parse(stdout).format, 'ecconf plan')
  assert.is(run(['apply', '-', '--write'], stdout).status, 0)
  assert.match(texts()[0] ?? '', 'File_Mode = 0600\n')
})

test('without -o there is only the preview', () => {
  const { run, flags } = planned(ONE)
  const { status, stdout, stderr } = run(['plan', ...flags], ONE)
  assert.equal(
    [status, stdout, stderr],
    [0, PREVIEW + DIFF, 'No plan was written: -o PLAN writes one.\n'],
  )
})

test('lines from a file; no lines are a plan that changes nothing', () => {
  const { run, flags, root } = planned(ONE)
  writeFileSync(join(root, 'lines'), '# nothing yet\n\nset logs file_mode 0640\n')
  const { status, stdout, stderr } = run(['plan', 'lines', ...flags, '-o', 'b.plan'])
  assert.equal(
    [status, stdout, stderr],
    [
      0,
      `Logs file_mode is 0640 already (${MAIN}:21)\n`,
      'The plan changes nothing.\nWritten: b.plan\n',
    ],
  )
  const applied = run(['apply', 'b.plan', '--write'])
  assert.equal([applied.status, applied.stdout, applied.stderr], [0, stdout, ''])
  const none = run(['plan', ...flags, '-o', 'c.plan'], '')
  assert.equal([none.status, none.stdout], [0, ''])
  assert.equal(run(['apply', 'c.plan', '--write']), { status: 0, stdout: '', stderr: '' })
})

test('wrong lines: their numbers and what is wrong; nothing is written', () => {
  const { run, flags, root } = planned(ONE)
  const text = 'set logs file_mode 06x\n# fine\nbogus\nset logs file_mode 0600\nunset hostname\n'
  const wrong = [
    [1, "Invalid value '06x' for option 'file_mode': expected an octal mode such as 0640"],
    [3, "'bogus' is not 'config set' or 'config unset'."],
    [5, "Option 'Hostname' is not set in scope ''."],
  ] as const
  const piped = run(['plan', ...flags, '-o', 'b.plan'], text)
  assert.equal(piped, {
    status: 1,
    stdout: '',
    stderr: wrong.map(([line, reason]) => `line ${line}: ${reason}\n`).join(''),
  })
  writeFileSync(join(root, 'lines'), text)
  const named = run(['plan', 'lines', ...flags, '-o', 'b.plan'])
  assert.equal(named, {
    status: 1,
    stdout: '',
    stderr: wrong.map(([line, reason]) => `lines:${line}: ${reason}\n`).join(''),
  })
  assert.not(existsSync(join(root, 'b.plan')))
})

test('of many wrong lines the first are told; what is no text does not reach the terminal', () => {
  const { run, flags } = planned(ONE)
  const { status, stderr } = run(['plan', ...flags], 'x\u001b[2J\n'.repeat(25))
  const lines = stderr.trimEnd().split('\n')
  assert.equal([status, lines.length, lines.at(-1)], [1, 21, 'and 5 more wrong lines'])
  assert.not.match(stderr, '\u001b')
})

test('what cannot be done is refused with the line that asks for it', () => {
  const { run, flags, root } = planned(ONE)
  const uri = 'config set datasource ecdb uri ( "pgsql:host=x;dbname=y" )'
  const { status, stdout, stderr } = run(['plan', ...flags, '-o', 'b.plan'], `${ONE}${uri}\n`)
  assert.equal([status, stdout], [1, ''])
  assert.match(
    stderr,
    /^line 2: Datasource "ecdb" uri is last set in .*\n {2}A value in a file that is read earlier .*\n$/,
  )
  assert.not(existsSync(join(root, 'b.plan')))
  const json = run(['plan', ...flags, '-o', 'b.plan', '--format', 'json'], `${ONE}${uri}\n`)
  const { refusals, files, lines, plan } = JSON.parse(json.stdout)
  assert.equal([json.status, refusals[0].change, files, lines, plan], [1, 1, [], [1, 2], null])
  assert.not(existsSync(join(root, 'b.plan')))
})

test('a later line sees what an earlier one makes', () => {
  const { made, plan } = planned(
    [
      'set binding b1 domain x.example gateway y.example',
      'set Binding b1 Domain X.example max_retries 3',
      'unset binding b1 domain x.example gateway',
      'set --add relay_hosts 10.0.0.0/8',
      'set --add relay_hosts ::1',
      '',
    ].join('\n'),
  )
  assert.is(made.status, 0, made.stderr)
  const added = JSON.parse(readFileSync(plan, 'utf8')).edits[0].edits
  const text = added.map((edit: { text: string }) => edit.text).join('')
  assert.match(text, 'Binding "b1" {\n  Domain "x.example" {\n    Max_Retries = 3\n  }\n}\n')
  assert.match(text, 'Relay_Hosts = ( "10.0.0.0/8" "::1" )\n')
  assert.not.match(text, 'y.example')
})

test('diff --as-commands is taken as it is, and makes one configuration of the other', () => {
  const before = 'Domain "a" { Gateway = "x" }\nBinding "b" { Max_Retries = 1 }\nHostname = "h"\n'
  const after = `Domain "a" { Routes = ( "y:25" "z:25" ) }
Hostname = "i"
Datasource "d" { uri = ( "pgsql:host=h;password=secret" ) }
Control_Listener { AuthDigestMD5Parameters [ realm = "a b" ] }
unknown = 1
`
  const cwd = folderWith({ 'a/ecelerity.conf': before, 'b/ecelerity.conf': after })
  const sides = ['a/ecelerity.conf', 'b/ecelerity.conf']
  const diff = ecconf(['diff', '--as-commands', '--show-secrets', ...sides], { cwd })
  assert.match(diff.stdout, /^# .*unknown/m)
  const words = ['plan', '-c', 'a/ecelerity.conf', '-o', 'p']
  const made = ecconf(words, { cwd, input: diff.stdout })
  assert.is(made.status, 0, made.stderr)
  assert.not.match(made.stdout, 'secret')
  assert.match(readFileSync(join(cwd, 'p'), 'utf8'), 'password=secret')
  assert.is(ecconf(['apply', 'p', '--write'], { cwd }).status, 0)
  assert.is(ecconf(['diff', ...sides], { cwd }).stdout, '+ unknown   1\n')
})

test('bytes that are no UTF-8 go through a plan as they are', () => {
  const cwd = folderWith({ 'ecelerity.conf': 'note = 1\r\n' })
  const main = join(cwd, 'ecelerity.conf')
  const input = Buffer.from('set note "caf\xe9 \u20ac"\r\n', 'latin1')
  assert.is(ecconf(['plan', '-c', 'ecelerity.conf', '-o', 'p'], { cwd, input }).status, 0)
  assert.is(ecconf(['apply', 'p', '--write'], { cwd }).status, 0)
  assert.equal(readFileSync(main), Buffer.concat([Buffer.from('note = '), input.subarray(9)]))
})

test('a plan that was readable by others is not so any more', () => {
  const { plan, run, flags } = planned(ONE)
  chmodSync(plan, 0o644)
  assert.is(run(['plan', ...flags, '-o', 'a.plan'], ONE).status, 0)
  assert.is(statSync(plan).mode & 0o777, 0o600)
})

test('places that are none for a plan', () => {
  const { run, flags, root, texts } = planned(ONE)
  const before = texts()
  writeFileSync(join(root, 'lines'), ONE)
  for (const [words, message] of [
    [['-o', MAIN], `${MAIN}: is a file of the configuration, and no place for a plan`],
    [['lines', '-o', './lines'], './lines: holds the lines, and is no place for the plan'],
    [['-o', 'no/folder'], 'no/folder: cannot be written: no such file or directory'],
    [['-o', '.'], '.: is no regular file'],
    [['missing'], 'missing: no such file or directory'],
    [['.'], '.: is a directory'],
    [['lines', 'more'], 'One file of lines: ecconf plan LINES -o PLAN'],
    [
      ['-o', '-', '--format', 'json'],
      'Either --format json or -o -: both print to standard output',
    ],
  ] as const) {
    const { status, stderr } = run(['plan', ...words, ...flags], ONE)
    assert.equal([status, stderr], [2, `ecconf: ${message}\n`])
  }
  assert.equal(texts(), before)
  assert.is(readFileSync(join(root, 'lines'), 'utf8'), ONE)
})

const SHORT = /sha256 [0-9a-f]{12} then, [0-9a-f]{12} now/

test('a stale plan is refused: what has changed, and what would come of it now', () => {
  const { run, main, texts } = planned(ONE)
  const first = readFileSync(main, 'utf8')
  const cases = [
    [
      `${first}# more\n`,
      'Made again now, it puts the same values into the same files. Say --again to go on with that, or make a new plan with ecconf plan.',
    ],
    [
      first.replace('0640', '0644'),
      'Made again now, it comes to something else. Say --again to go on with that, or make a new plan with ecconf plan.',
    ],
    [`# more\n${first.replace('0640', '0600')}`, 'Made again now, it has nothing left to do.'],
  ] as const
  for (const [text, outcome] of cases) {
    writeFileSync(main, text)
    const { status, stdout, stderr } = run(['apply', 'a.plan', '--write'])
    assert.equal([status, stdout], [1, ''])
    assert.is(
      stderr.replace(SHORT, 'HASHES'),
      'a.plan: The plan does not fit any more: a file is not as it was when it was made.\n' +
        `  eccluster.conf, which the plan edits, has other contents (HASHES)\n${outcome}\n`,
    )
    assert.is(texts()[0], text)
  }
})

test('stale: files that are new or gone, and a plan that is refused by now', () => {
  const { run, main, root } = planned(ONE)
  writeFileSync(join(root, 'over.conf'), 'Logs { File_Mode = 0644 }\n')
  const text = readFileSync(main, 'utf8').replace(/^include .*\n/m, '')
  writeFileSync(main, `${text}readonly_include "/over.conf"\n`)
  const { status, stderr } = run(['apply', 'a.plan'])
  const [what = '', ...rest] = stderr.replace(/[0-9a-f]{12}/g, 'HASH').split('\n')
  assert.is(status, 1)
  assert.is(
    what,
    'a.plan: The plan does not fit any more: 3 files are not as they were when it was made.',
  )
  assert.equal(rest.slice(0, 3), [
    '  eccluster.conf, which the plan edits, has other contents (sha256 HASH then, HASH now)',
    '  webui-common.conf is not part of the configuration any more (sha256 HASH then)',
    '  /over.conf is new (sha256 HASH)',
  ])
  assert.match(rest[3] ?? '', /^Made again now, it is refused: Logs file_mode is last set in over/)
})

test('--again makes the plan again for the files as they are', () => {
  const { run, main, texts, flags } = planned(ONE)
  writeFileSync(main, `# more\n${readFileSync(main, 'utf8').replace('0640', '0644')}`)
  const dry = run(['apply', 'a.plan', '--again', '--dry-run'])
  assert.is(dry.status, 0)
  assert.match(dry.stdout, '0644 → 0600')
  assert.match(dry.stdout, `${MAIN}:22:15`)
  assert.is(run(['apply', 'a.plan', '--again', '--write']).status, 0)
  assert.match(texts()[0] ?? '', 'File_Mode = 0600\n')
  assert.match(run(['history', ...flags]).stdout, '  CHG 7\n')
})

test('as data: what fits, what is stale', () => {
  const { run, main, webui } = planned()
  const { stdout } = run(['apply', 'a.plan', '--format', 'json'])
  const shown = JSON.parse(stdout)
  assert.equal(
    [shown.written, shown.message, shown.plan],
    [false, 'CHG 7', { file: 'a.plan', state: 'fits' }],
  )
  assert.equal(
    shown.files.map(({ file }: { file: string }) => file),
    [MAIN, WEBUI],
  )
  const before = readFileSync(webui, 'utf8')
  writeFileSync(webui, `${before}#\n`)
  const stale = run(['apply', 'a.plan', '--format', 'json', '--write'])
  const { plan } = JSON.parse(stale.stdout)
  assert.equal([stale.status, stale.stderr], [1, ''])
  assert.equal([plan.state, plan.again], ['stale', { outcome: 'same' }])
  const [{ planned: then, found, ...changed }, ...others] = plan.files
  assert.equal(
    [changed, others],
    [{ file: 'webui-common.conf', state: 'changed', isEdited: true }, []],
  )
  assert.ok(then.length === 64 && found.length === 64 && then !== found)
  const again = run(['apply', 'a.plan', '--format', 'json', '--write', '--again'])
  const { written, plan: state } = JSON.parse(again.stdout)
  assert.equal([written, state], [true, { file: 'a.plan', state: 'made again' }])
  assert.match(readFileSync(main, 'utf8'), 'File_Mode = 0600\n')
})

test('plan as data: the change, the line of each, and the file', () => {
  const { run, flags, root } = planned(ONE)
  const words = ['plan', ...flags, '-o', 'b.plan', '--format', 'json']
  const { status, stdout, stderr } = run(words, `\n${LINES}`)
  const { written, changes, lines, plan } = JSON.parse(stdout)
  assert.equal([status, stderr, written, lines, plan], [0, '', false, [2, 3], 'b.plan'])
  assert.is(changes.length, 2)
  assert.ok(existsSync(join(root, 'b.plan')))
  assert.is(JSON.parse(run(words.toSpliced(-4, 2), ONE).stdout).plan, null)
})

test('what is no plan, or a damaged one: one line, exit 1', () => {
  const { run, plan, texts } = planned(ONE)
  const before = texts()
  const good = readFileSync(plan, 'utf8')
  const cases: readonly (readonly [string, string])[] = [
    ['', 'a.plan:1:1: This is no plan, or not all of it: a value is missing'],
    [
      'hello\n',
      'a.plan:1:1: This is no plan, or not all of it: a value is missing here, such as a text in double quotes',
    ],
    [
      good.slice(0, good.indexOf('"changes"')),
      `a.plan:${good.slice(0, good.indexOf('"changes"')).split('\n').length}:3: This is no plan, or not all of it: a name in double quotes is missing`,
    ],
    ['{ "version": 1 }', 'a.plan: This is no plan of ecconf.'],
    ['[]', 'a.plan: This is no plan of ecconf.'],
    [
      good.replace('"version": 1', '"version": 2'),
      'a.plan: This plan has version 2 of its form; this ecconf reads version 1.',
    ],
    [
      good.replace('"line": 21', '"line": "21"'),
      `a.plan:${line(good, '"line": 21')}:15: This plan is damaged: this is not what belongs here`,
    ],
    [
      good.replace('"action"', '"act"'),
      `a.plan:${line(good, '"action"') - 2}:5: This plan is damaged: "action" is missing`,
    ],
    [
      good.replace('"message"', '"massage"'),
      `a.plan:${line(good, '"message"')}:3: This plan is damaged: "massage" does not belong here`,
    ],
    [
      good.replace('CHG 7', 'CHG 8'),
      'a.plan: This plan is not as ecconf wrote it: it was damaged, or changed by hand.',
    ],
  ]
  for (const [text, message] of cases) {
    writeFileSync(plan, text)
    const { status, stdout, stderr } = run(['apply', 'a.plan', '--write'])
    assert.equal([status, stdout, stderr], [1, '', `${message}\n`])
  }
  assert.equal(texts(), before)
})

function line(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length
}

test('a plan that cannot be read, a main file that is not there: exit 2', () => {
  const { run, plan } = planned(ONE)
  for (const [words, message] of [
    [['missing'], 'missing: no such file or directory'],
    [['.'], '.: is a directory'],
    [[plan, '-c', 'missing.conf'], 'missing.conf: no such file or directory'],
  ] as const) {
    const { status, stdout, stderr } = run(['apply', ...words])
    assert.equal([status, stdout, stderr], [2, '', `ecconf: ${message}\n`])
  }
})

test('a plan is as good when it was written anew with other blanks', () => {
  const { run, plan, texts } = planned(ONE)
  writeFileSync(plan, JSON.stringify(JSON.parse(readFileSync(plan, 'utf8'))))
  assert.is(run(['apply', 'a.plan', '--write']).status, 0)
  assert.match(texts()[0] ?? '', 'File_Mode = 0600\n')
})

test('--confirm: the plan is taken back unless it is confirmed', async () => {
  const files = site()
  const { root } = files
  const input = 'set message_expiration 1\n'
  ecconf(['plan', '-c', 'ecelerity.conf', '-o', 'a.plan'], { cwd: root, input })
  const made = ecconf(['apply', 'a.plan', '--write', '--confirm', '10m'], { cwd: root })
  assert.is(made.status, 0)
  assert.is(
    steady(made.stderr),
    `Written: ecelerity.conf\nTaken back at T unless it is confirmed before: ecconf confirm --config ${files.main}\n`,
  )
  assert.is(siteCommand(files, 'confirm').status, 0)
  await until(() => waiters(files).length === 0, 'the waiter ends')
  assert.is(readFileSync(files.main, 'utf8'), TEXT.replace('86400', '1'))
})

test('on a terminal apply asks, and nobody changes the files meanwhile', async () => {
  const { root, main, texts } = planned(ONE)
  const before = texts()
  const ask = (type: string, doing?: () => void) =>
    ecconfOnTerminal(
      ['apply', 'a.plan'],
      [{ when: /Write it\? \[y\/N\] /, type, ...(doing && { before: doing }) }],
      { cwd: root },
    )
  assert.is((await ask('n\r')).status, 0)
  assert.equal(texts(), before)
  const other = `${before[0]}# somebody else\n`
  const changed = await ask('y\r', () => writeFileSync(main, other))
  assert.is(changed.status, 1)
  assert.match(
    changed.screen,
    `${MAIN}: was changed by someone else meanwhile; nothing was written`,
  )
  assert.is(texts()[0], other)
  writeFileSync(main, before[0] ?? '')
  assert.is((await ask('y\r')).status, 0)
  assert.is(texts()[0], before[0]?.replace('File_Mode = 0640', 'File_Mode = 0600'))
})

test('on a terminal plan asks for the lines', async () => {
  const { root, flags } = planned(ONE)
  const { status, screen } = await ecconfOnTerminal(
    ['plan', ...flags, '-o', 'b.plan'],
    [{ when: /then Ctrl-D:/, type: `${ONE}\u0004` }],
    { cwd: root },
  )
  assert.is(status, 0, screen)
  assert.match(screen, 'Lines such as "config set logs file_mode 0600", then Ctrl-D:\n')
  assert.ok(existsSync(join(root, 'b.plan')))
})

test.run()
