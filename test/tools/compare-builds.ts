/**
 * `npm run compare-builds -- OLD NEW`: runs every command of the program on the corpus with two builds
 * (folders such as `dist`), and compares what they print, their exit statuses and the files they leave.
 * Prints each run that differs; exit 1 when any does. A run that nobody compares is named.
 */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { diffLines } from 'diff'
import { commandNames } from '../../cli/commands.js'
import { REPORT_FORMATS } from '../../src/report/formats/names.js'
import { ROOT } from './program.js'

/** One run: the program and its words; steps before it, which are not compared, in `after`. */
interface Run {
  readonly words: string
  readonly after?: readonly string[]
  readonly input?: string
}

const CONF = 'cluster/opt/msys/ecelerity/etc/conf/default'
const MANAGER = '--sysroot cluster'
const FORMATS = ['pretty', ...REPORT_FORMATS]

function runs(): Run[] {
  const valid = namesIn('valid').map((name) => `valid/${name}`)
  const invalid = namesIn('invalid').map((name) => `invalid/${name}`)
  const set = `ecconf set logs file_mode 0600 ${MANAGER}`
  const written = `${set} --write --yes`
  const words: (string | Run)[] = [
    '',
    ...['--version', '--help', '--no-such', 'no-such'],
    ...commandNames.map((name) => `${name} --help`),
    ...FORMATS.flatMap((format) => [
      `lint ${MANAGER} --format ${format}`,
      `lint invalid --format ${format}`,
      `lint valid --format ${format}`,
      `lint dialects --format ${format}`,
    ]),
    ...[...valid, ...invalid].flatMap((file) => [
      `lint ${file}`,
      `fmt --check ${file}`,
      `fmt --diff ${file}`,
      `show -c ${file}`,
      `showrecurse -c ${file}`,
      `dump -c ${file}`,
      `dump --format json -c ${file}`,
      `files -c ${file}`,
      `lint ${file} --fix-dry-run --unsafe-fixes`,
    ]),
    ...['text', 'json', 'dot', 'mermaid'].map((format) => `files ${MANAGER} --format ${format}`),
    ...['show', 'showrecurse'].flatMap((name) => [
      `${name} ${MANAGER}`,
      `${name} logs ${MANAGER}`,
      `${name} logs --format json ${MANAGER}`,
      `${name} datasource ecdb ${MANAGER} --show-secrets`,
    ]),
    ...['get', 'eval', 'why'].flatMap((name) => [
      `${name} logs file_mode ${MANAGER}`,
      `${name} logs file_mode ${MANAGER} --format json`,
      `${name} datasource ecdb uri ${MANAGER}`,
      `${name} datasource ecdb uri ${MANAGER} --format json`,
      `${name} timestampformat ${MANAGER}`,
      `${name} max_retries ${MANAGER}`,
      `${name} no_such ${MANAGER}`,
    ]),
    ...['locate datasource', 'locate listen 2025', 'locate listen (', 'locate nothing'].flatMap(
      (line) => [`${line} ${MANAGER}`, `${line} ${MANAGER} --format json`],
    ),
    ...[
      'file_mode',
      'logs file_mode',
      'datasource',
      'control_listener listen',
      'ds_core',
      'no_such',
    ].flatMap((name) => [`option ${name}`, `option ${name} --format json`]),
    ...['', 'schema/wrong-type', 'syntax', 'no/such'].flatMap((code) => [
      `explain ${code}`,
      `explain ${code} --format json`,
    ]),
    ...['--dry-run', '--dry-run --side-by-side', '--dry-run --format json', ''].map((flags) =>
      `${set} ${flags}`.slice(7),
    ),
    written.slice(7),
    `set logs file_mode 9999 ${MANAGER} --dry-run`,
    `set datasource new uri pgsql:dbname=new ${MANAGER} --write --yes`,
    `set control_listener listen :2025 enable false ${MANAGER} --write --yes`,
    `unset logs file_mode ${MANAGER} --write --yes`,
    `unset datasource ecdb ${MANAGER} --dry-run`,
    { words: `history ${MANAGER}`, after: [written] },
    { words: `history 1 ${MANAGER}`, after: [written] },
    { words: `history --format json ${MANAGER}`, after: [written] },
    { words: `rollback 1 ${MANAGER} --dry-run`, after: [written] },
    { words: `rollback 1 ${MANAGER} --write --yes`, after: [written] },
    { words: `confirm ${MANAGER}`, after: [`${set} --write --yes --confirm 10m`] },
    {
      words: `plan - ${MANAGER}`,
      input: 'config set logs file_mode 0600\nconfig unset logs dir_mode\n',
    },
    { words: `plan - ${MANAGER} --format json`, input: 'config set logs file_mode 0600\n' },
    ...[
      'lint --fix --write --yes',
      'lint --fix',
      'lint --fix-dry-run',
      'fmt --write --yes',
      'fmt --diff',
    ].map((line) => `${line} invalid`),
    `diff ${CONF}/eccluster.conf ${CONF}/webui-common.conf`,
    `diff ${CONF}/eccluster.conf ${CONF}/webui-common.conf --as-commands`,
    `diff ${CONF}/eccluster.conf ${CONF}/webui-common.conf --text`,
    `diff ${CONF}/eccluster.conf ${CONF}/webui-common.conf --format json`,
    `diff ${CONF}/eccluster.conf ${CONF}/eccluster.conf`,
    ...['', '--check', '--check --format json'].map(
      (flags) => `merge ${flags} valid/case.conf ${CONF}/eccluster.conf ${CONF}/webui-common.conf`,
    ),
    ...[
      'show',
      'check',
      'apply --dry-run',
      'apply --inline --dry-run',
      'apply --write --yes',
      'remove --dry-run',
    ].flatMap((name) => [
      `overlay ${name} ${CONF}/eccluster.conf cluster/opt/msys/etc/installer/eccmgr.d/ecdb.conf ${MANAGER}`,
      `overlay ${name} ${CONF}/eccluster.conf valid/case.conf ${MANAGER}`,
    ]),
    `lint ${MANAGER} --write-baseline made.json`,
    {
      words: `lint ${MANAGER} --baseline made.json`,
      after: [`ecconf lint ${MANAGER} --write-baseline made.json`],
    },
    `lint - --stdin-filename eccluster.conf`,
    'completion bash',
    'completion zsh',
    'completion fish',
  ]
  const product = [
    'validate_config',
    'ec_dump_config',
    'ec_dump_config -c valid/case.conf',
    `validate_config ${MANAGER}`,
    `ec_dump_config ${MANAGER}`,
    'validate_config --verbose',
  ]
  return [
    ...words.map((each) =>
      typeof each === 'string'
        ? { words: `ecconf ${each}` }
        : { ...each, words: `ecconf ${each.words}` },
    ),
    ...product.map((each) => ({ words: each })),
  ]
}

function namesIn(folder: string): string[] {
  return readdirSync(join(ROOT, 'corpus', folder)).filter((name) => name.endsWith('.conf'))
}

/** What a run printed, how it ended, and what the folder holds afterwards. */
function outcome(build: string, { words, after = [], input = '' }: Run, folder: string): string {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  cpSync(join(ROOT, 'corpus'), folder, { recursive: true })
  for (const line of after) start(build, line, '', folder)
  const { status, stdout, stderr } = start(build, words, input, folder)
  const printed = `${stdout}--- standard error\n${stderr}--- status ${status}\n`
  return steady(printed + filesIn(folder), folder)
}

function start(build: string, line: string, input: string, folder: string) {
  const [program = '', ...words] = line.split(' ').filter((word) => word !== '')
  return spawnSync(process.execPath, [join(build, 'bin', `${program}.cjs`), ...words], {
    cwd: folder,
    input,
    encoding: 'latin1',
    env: { PATH: process.env.PATH, HOME: folder, TZ: 'UTC', LANG: 'C.UTF-8' },
    maxBuffer: 1 << 28,
  })
}

/** The files that are not as in the corpus. */
function filesIn(folder: string): string {
  const lines: string[] = []
  const walk = (path: string) => {
    for (const name of readdirSync(path).sort()) {
      const file = join(path, name)
      const status = statSync(file)
      if (status.isDirectory()) walk(file)
      else
        lines.push(
          `${relative(folder, file)} ${(status.mode & 0o7777).toString(8)} ${changed(file, folder)}`,
        )
    }
  }
  walk(folder)
  return lines.filter((line) => !line.endsWith(' same')).join('\n')
}

function changed(file: string, folder: string): string {
  const bytes = readFileSync(file)
  try {
    if (readFileSync(join(ROOT, 'corpus', relative(folder, file))).equals(bytes)) return 'same'
  } catch {
    // A new file is shown whole.
  }
  return bytes.toString('latin1')
}

/** A text without what differs from run to run: moments, processes, random names, digests of those. */
function steady(text: string, folder: string): string {
  return text
    .replaceAll(folder, 'FOLDER')
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?Z?/g, 'MOMENT')
    .replace(/\[\w{3} \d\d \w{3} \d{4} [\d:]+\]/g, '[MOMENT]')
    .replace(/"(?:pid|ino|dev|birth|boot|start|started|inode|device)":\s*"?[\w.:-]+"?/g, '"NUMBER"')
    .replace(/\b(?:process|pid) \d+/g, 'process N')
    .replace(/\b[0-9a-f]{16,64}\b/g, 'HEX')
    .replace(/\d+(?:\.\d+)? (?:s|ms)\b/g, 'TIME')
}

function main(): void {
  const [before, after] = process.argv.slice(2).map((path) => resolve(path))
  if (before === undefined || after === undefined) throw new Error('usage: compare-builds OLD NEW')
  const folder = join(mkdtempSync(join(tmpdir(), 'ecconf-compare-')), 'corpus')
  let differing = 0
  const all = runs()
  for (const run of all) {
    const was = outcome(before, run, folder)
    const is = outcome(after, run, folder)
    if (was === is) continue
    differing++
    console.log(`\n${run.words}`)
    for (const { added, removed, value } of diffLines(was, is)) {
      if (added || removed) console.log(value.replace(/^(?=.)/gm, added ? '+ ' : '- ').trimEnd())
    }
  }
  rmSync(join(folder, '..'), { recursive: true, force: true })
  console.log(`\n${all.length} runs, ${differing} differ`)
  if (differing > 0) process.exitCode = 1
}

main()
