import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { commandNames } from '../../../cli/commands.js'
import { REPORT_FORMATS } from '../../../src/report/formats/names.js'
import { ROOT } from '../program.js'

/** One run: the program and its words, separated by blanks. */
export interface Run {
  readonly words: string
  /** Command lines to run first, which are not compared by themselves. */
  readonly after?: readonly string[]
  /** Files to write before all of them: texts by name. */
  readonly files?: Readonly<Record<string, string>>
  /** What stands on standard input. */
  readonly input?: string
  /** What `edit` starts. */
  readonly editor?: string
}

const CONF = 'cluster/opt/msys/ecelerity/etc/conf/default'
const MANAGER = '--sysroot cluster'
const NODE = '--sysroot node'
const FORMATS = ['pretty', ...REPORT_FORMATS]
const SET = `ecconf set logs file_mode 0600 ${MANAGER}`
const WRITTEN = `${SET} --write --yes`
const OVERLAY = `${CONF}/eccluster.conf cluster/opt/msys/etc/installer/eccmgr.d/ecdb.conf ${MANAGER}`
const BOTH = `${CONF}/eccluster.conf ${CONF}/webui-common.conf`

/** Files in languages of their own, each with something wrong in it. */
const DIALECTS = {
  'mbus.conf': 'bus {\n',
  'cluster.boot': 'SUBCLUSTER\n',
  environment: 'CONFFILE\n',
  console_passwd: 'joe:Momentum Console:0123\n',
  console_roles: 'admin\n',
  'ec_rotate.conf': 'nothing\n',
}

/** What is asked of each file of the corpus by itself: nothing that writes. */
export function runsOfFiles(): Run[] {
  const ofAll = [
    'lint FILE',
    'lint FILE --fix-dry-run --unsafe-fixes',
    'fmt --diff FILE',
    'showrecurse -c FILE',
  ]
  const ofValid = ['fmt --check FILE', 'show -c FILE', 'dump -c FILE', 'files -c FILE']
  const lines = [
    ...filesOf('invalid', 'overlays').flatMap((file) => ofAll.map((line) => [line, file])),
    ...filesOf('valid', 'node').flatMap((file) =>
      [...ofAll, ...ofValid].map((line) => [line, file]),
    ),
  ]
  return lines.map(([line = '', file = '']) => ({ words: `ecconf ${line.replace('FILE', file)}` }))
}

/** Every command of the programs, on the corpus. @throws Error when a command is not among them */
export function runs(): Run[] {
  const all = [
    ...helps(),
    ...ofLint(),
    ...ofReading(),
    ...ofChanges(),
    ...ofPlans(),
    ...ofOverlays(),
    ...ofProduct(),
  ].map((run) => (typeof run === 'string' ? { words: run } : run))
  const missing = commandNames.filter(
    (name) => !all.some(({ words }) => new RegExp(`^ecconf ${name} (?!--help)`).test(words)),
  )
  if (missing.length > 0) throw new Error(`no run of ${missing.join(', ')}`)
  return all
}

type Runs = (string | Run)[]

function helps(): Runs {
  return [
    'ecconf',
    'ecconf --version',
    'ecconf --help',
    'ecconf --no-such',
    'ecconf no-such',
    ...commandNames.map((name) => `ecconf ${name} --help`),
    ...['bash', 'zsh', 'fish'].map((shell) => `ecconf completion ${shell}`),
  ]
}

function filesOf(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, 'corpus', folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.conf') && !name.startsWith('dialects/'))
      .map((name) => `${folder}/${name}`)
      .sort(),
  )
}

function ofLint(): Runs {
  const folders = readdirSync(join(ROOT, 'corpus/invalid')).map((name) => `invalid/${name}`)
  return [
    ...FORMATS.flatMap((format) =>
      [MANAGER, NODE, 'valid', ...folders, 'dialects'].map(
        (words) => `ecconf lint ${words} --format ${format}`,
      ),
    ),
    ...[
      'lint --fix --write --yes',
      'lint --fix',
      'lint --fix-dry-run',
      'fmt --write --yes',
    ].flatMap((line) => folders.map((folder) => `ecconf ${line} ${folder}`)),
    `ecconf lint ${MANAGER} --write-baseline made.json`,
    {
      words: `ecconf lint ${MANAGER} --baseline made.json`,
      after: [`ecconf lint ${MANAGER} --write-baseline made.json`],
    },
    ...Object.entries(DIALECTS).map(([name, text]) => ({
      words: `ecconf lint ${name}`,
      files: { [name]: text },
    })),
    {
      words: 'ecconf lint - --stdin-filename eccluster.conf',
      input: 'Logs {\n  fil_mode = 1\n}\n',
    },
    ...['', 'schema/wrong-type', 'syntax', 'no/such'].flatMap((code) => [
      `ecconf explain ${code}`,
      `ecconf explain ${code} --format json`,
    ]),
    ...['file_mode', 'datasource', 'listen', 'no_such'].flatMap((name) => [
      `ecconf option ${name}`,
      `ecconf option ${name} --format json`,
    ]),
  ]
}

function ofReading(): Runs {
  return [MANAGER, NODE].flatMap((of) => [
    ...['text', 'json', 'dot', 'mermaid'].map((format) => `ecconf files ${of} --format ${format}`),
    `ecconf dump ${of}`,
    `ecconf dump ${of} --format json`,
    ...['show', 'showrecurse'].flatMap((name) => [
      `ecconf ${name} ${of}`,
      `ecconf ${name} logs ${of}`,
      `ecconf ${name} logs --format json ${of}`,
      `ecconf ${name} datasource ecdb ${of} --show-secrets`,
    ]),
    ...['get', 'eval', 'why'].flatMap((name) =>
      [
        'logs file_mode',
        'datasource ecdb uri',
        'timestampformat',
        'max_retries',
        'no_such',
      ].flatMap((option) => [
        `ecconf ${name} ${option} ${of}`,
        `ecconf ${name} ${option} ${of} --format json`,
      ]),
    ),
    ...['datasource', 'listen 2025', 'listen (', 'nothing'].flatMap((words) => [
      `ecconf locate ${words} ${of}`,
      `ecconf locate ${words} ${of} --format json`,
    ]),
    ...['', '--as-commands', '--text', '--format json'].map(
      (flags) => `ecconf diff ${BOTH} ${flags}`,
    ),
    `ecconf diff ${CONF}/eccluster.conf ${CONF}/eccluster.conf`,
  ])
}

function ofChanges(): Runs {
  return [
    ...[
      '',
      '--dry-run',
      '--dry-run --side-by-side',
      '--dry-run --format json',
      '--write --yes',
    ].map((flags) => `${SET} ${flags}`),
    `ecconf set logs file_mode 9999 ${MANAGER} --dry-run`,
    `ecconf set datasource new uri pgsql:dbname=new ${MANAGER} --write --yes`,
    `ecconf set control_listener listen :2025 enable false ${MANAGER} --write --yes`,
    `ecconf unset logs file_mode ${MANAGER} --write --yes`,
    `ecconf unset datasource ecdb ${MANAGER} --dry-run`,
    `ecconf unset timestampformat ${MANAGER} --dry-run`,
    ...[
      'history',
      'history 1',
      'history --format json',
      'rollback 1 --dry-run',
      'rollback 1 --write --yes',
    ].map((words) => ({ words: `ecconf ${words} ${MANAGER}`, after: [WRITTEN] })),
    { words: `ecconf confirm ${MANAGER}`, after: [`${WRITTEN} --confirm 10m`] },
    { words: `ecconf edit ${MANAGER} --write --yes`, editor: 'sed -i s/0640/0600/' },
    { words: `ecconf edit ${MANAGER} --write --yes`, editor: 'sed -i s/Logs/Lgos/' },
  ]
}

function ofPlans(): Runs {
  const files = { lines: 'config set logs file_mode 0600\nconfig unset logs dir_mode\n' }
  const after = [`ecconf plan lines -o plan.json ${MANAGER}`]
  return [
    { words: `ecconf plan lines ${MANAGER}`, files },
    { words: `ecconf plan - ${MANAGER} --format json`, input: files.lines },
    { words: `ecconf plan lines -o plan.json ${MANAGER}`, files },
    { words: `ecconf apply plan.json ${MANAGER} --dry-run`, files, after },
    { words: `ecconf apply plan.json ${MANAGER} --write --yes`, files, after },
    {
      words: `ecconf apply plan.json ${MANAGER} --write --yes`,
      files,
      after: [...after, `ecconf set logs dir_mode 0700 ${MANAGER} --write --yes`],
    },
    {
      words: `ecconf apply plan.json ${MANAGER} --again --write --yes`,
      files,
      after: [...after, `ecconf set logs dir_mode 0700 ${MANAGER} --write --yes`],
    },
  ]
}

function ofOverlays(): Runs {
  return [
    ...[
      'show',
      'check',
      'apply --dry-run',
      'apply --inline --dry-run',
      'apply --write --yes',
      'apply --inline --write --yes',
      'remove --dry-run',
      'remove --write --yes',
    ].flatMap((name) => [
      `ecconf overlay ${name} ${OVERLAY}`,
      `ecconf overlay ${name} ${CONF}/eccluster.conf valid/case.conf ${MANAGER}`,
    ]),
    {
      words: `ecconf overlay remove ${OVERLAY} --write --yes`,
      after: [`ecconf overlay apply ${OVERLAY} --write --yes`],
    },
    ...['', '--check', '--check --format json', '--in-place'].flatMap((flags) => [
      `ecconf merge ${flags} valid/case.conf ${BOTH}`,
      `ecconf merge ${flags} ${CONF}/eccluster.conf ${CONF}/eccluster.conf ${CONF}/webui-common.conf`,
    ]),
    { words: 'ecconf passwd -f users joe', input: 'word\n' },
    { words: 'ecconf audit verify log', files: { log: '' } },
  ]
}

function ofProduct(): Runs {
  return [
    'validate_config',
    'validate_config --verbose',
    'ec_dump_config',
    ...[MANAGER, NODE].flatMap((of) => [
      `validate_config ${of}`,
      `validate_config --verbose ${of}`,
      `ec_dump_config ${of}`,
    ]),
  ]
}
