import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ROOT } from './tools/program.js'
import { scratch } from './tools/scratch.js'

const test = suite('arrows between the rooms')

/** What must be refused, as `from → to`, and the rule that refuses it. */
const REFUSED: readonly (readonly [from: string, to: string, rule: string])[] = [
  ['src/syntax/a.ts', 'src/diagnostics/b.ts', 'arrows-of-syntax'],
  ['src/diagnostics/a.ts', 'grammar/b.ts', 'arrows-of-diagnostics'],
  ['src/schema/a.ts', 'grammar/b.ts', 'arrows-of-schema'],
  ['src/config/a.ts', 'src/console/b.ts', 'arrows-of-config'],
  ['src/console/a.ts', 'src/lint/b.ts', 'arrows-of-console'],
  ['src/lint/a.ts', 'src/console/b.ts', 'arrows-of-lint'],
  ['src/lint/a.ts', 'src/index.ts', 'arrows-of-lint'],
  ['src/edit/a.ts', 'src/report/b.ts', 'arrows-of-edit'],
  ['src/report/a.ts', 'src/node/b.ts', 'arrows-of-report'],
  ['src/report/a.ts', 'src/lint/b.ts', 'report-takes-types-of-lint'],
  ['src/report/a.ts', 'src/edit/b.ts', 'report-takes-types-of-edit'],
  ['src/node/a.ts', 'src/manager/b.ts', 'arrows-of-node'],
  ['src/node/a.ts', 'src/project/b.ts', 'arrows-of-node'],
  ['src/report/a.ts', 'src/project/b.ts', 'arrows-of-report'],
  ['src/project/a.ts', 'src/manager/b.ts', 'arrows-of-project'],
  ['src/project/a.ts', 'src/index.ts', 'arrows-of-project'],
  ['grammar/a.ts', 'src/config/b.ts', 'arrows-of-grammar'],
  ['src/index.ts', 'src/node/b.ts', 'core-without-the-machine'],
  ['src/index.ts', 'src/project/b.ts', 'core-without-the-machine'],
  // Two rules refuse it: that of the room, and that of all rooms.
  ['src/manager/a.ts', 'cli/b.ts', 'arrows-of-manager'],
  ['src/manager/a.ts', 'cli/b.ts', 'source-without-programs'],
  ['src/cluster/a.ts', 'src/manager/b.ts', 'arrows-of-cluster'],
  ['src/manager/d.ts', 'src/agent/b.ts', 'arrows-of-manager'],
  ['src/agent/a.ts', 'src/terminal/b.ts', 'arrows-of-agent'],
  ['src/lsp/a.ts', 'src/manager/b.ts', 'arrows-of-lsp'],
  ['src/terminal/a.ts', 'src/syntax/b.ts', 'arrows-of-terminal'],
  ['src/terminal/c.ts', 'src/manager/d.ts', 'arrows-of-terminal'],
  ['src/protocol/a.ts', 'src/config/b.ts', 'arrows-of-protocol'],
  ['src/manager/c.ts', 'src/terminal/b.ts', 'arrows-of-manager'],
  ['src/node.ts', 'cli/b.ts', 'source-without-programs'],
  ['src/manager.ts', 'cli/b.ts', 'source-without-programs'],
  ['src/manager/a.ts', 'src/index.ts', 'arrows-of-manager'],
  ['cli/a.ts', 'test/b.ts', 'programs-without-tests'],
  ['src/config/a.ts', 'node:path', 'no-node-in-the-core'],
  ['src/config/c.ts', 'fs', 'no-node-in-the-core'],
  ['src/index.ts', 'node:fs', 'no-node-in-the-core'],
  ['grammar/a.ts', 'node:fs', 'no-node-in-the-core'],
  ['grammar/a.ts', 'chevrotain', 'chevrotain-only-in-the-compiler'],
  ['cli/a.ts', 'chevrotain', 'chevrotain-only-in-the-compiler'],
  ['grammar/a.ts', 'grammar/compile.ts', 'compiler-only-for-the-build'],
  ['cli/a.ts', 'grammar/grammar.ts', 'compiler-only-for-the-build'],
  ['grammar/dialects/it/a.ts', 'grammar/dialects/it/grammar.ts', 'compiler-only-for-the-build'],
  ['cli/a.ts', 'cli/build/b.ts', 'build-stays-in-the-build'],
  ['src/page/making/a.ts', 'src/manager/b.ts', 'arrows-of-page'],
  ['src/page/view/a.ts', 'src/config/b.ts', 'browser-knows-the-data-alone'],
  ['src/page/browser/a.ts', 'src/page/making/b.ts', 'browser-knows-the-data-alone'],
  ['src/page/making/c.ts', 'src/page/browser/b.ts', 'browser-in-the-browser'],
  ['src/syntax/c.ts', 'src/syntax/d.ts', 'no-cycle'],
  ['cli/a.ts', './nowhere.js', 'resolvable'],
]

/** What must not be refused. */
const ALLOWED: readonly (readonly [from: string, to: string])[] = [
  ['src/diagnostics/a.ts', 'src/syntax/b.ts'],
  ['grammar/a.ts', 'src/diagnostics/b.ts'],
  ['grammar/grammar.ts', 'chevrotain'],
  ['grammar/compile.ts', 'grammar/grammar.ts'],
  ['grammar/dialects/it/grammar.ts', 'chevrotain'],
  ['grammar/compile.ts', 'node:fs'],
  ['src/config/a.ts', 'grammar/b.ts'],
  ['src/config/a.ts', 'src/schema/b.ts'],
  ['src/edit/a.ts', 'src/lint/b.ts'],
  ['src/edit/a.ts', 'diff'],
  ['src/report/a.ts', 'src/config/b.ts'],
  ['src/report/a.ts', 'src/console/b.ts'],
  ['src/report/a.ts', 'src/lint/values/secrets.ts'],
  ['src/report/a.ts', 'grammar/b.ts'],
  ['src/node/a.ts', 'src/edit/b.ts'],
  ['src/node/a.ts', 'node:fs'],
  ['src/node.ts', 'src/node/b.ts'],
  ['src/project/a.ts', 'src/node/b.ts'],
  ['src/project/a.ts', 'src/report/b.ts'],
  ['src/project/a.ts', 'node:path'],
  ['src/manager/a.ts', 'src/node/b.ts'],
  ['src/manager/a.ts', 'src/cluster/b.ts'],
  ['src/agent/a.ts', 'src/manager/b.ts'],
  ['src/manager/a.ts', 'src/project/b.ts'],
  ['src/protocol/a.ts', 'src/syntax/b.ts'],
  ['src/protocol/a.ts', 'node:crypto'],
  ['src/manager/a.ts', 'src/protocol/b.ts'],
  ['src/terminal/a.ts', 'src/protocol/b.ts'],
  ['src/terminal/a.ts', 'node:net'],
  ['cli/build/a.ts', 'grammar/compile.ts'],
  ['cli/build.ts', 'cli/build/b.ts'],
  ['test/a.ts', 'chevrotain'],
  ['test/a.ts', 'cli/b.ts'],
  ['bench/a.ts', 'grammar/grammar.ts'],
]

/** Types make circles like anything else: the first of the two imports is refused. */
const CIRCLE_OF_TYPES = [
  ['src/syntax/e.ts', 'src/syntax/f.ts', 'no-cycle'],
  ['src/syntax/f.ts', 'src/syntax/e.ts', 'no-cycle'],
] as const

/** What must not be refused when only types are imported. */
const ALLOWED_TYPES = [['src/report/c.ts', 'src/edit/b.ts']] as const

interface Report {
  readonly modules: readonly {
    readonly source: string
    readonly dependencies: readonly { readonly resolved: string }[]
  }[]
  readonly summary: {
    readonly violations: readonly { from: string; to: string; rule: { name: string } }[]
  }
}

/** Runs the project's rules over a folder. */
function cruise(folder: string): Report {
  const program = join(ROOT, 'node_modules/.bin/depcruise')
  const args = ['.', '--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json']
  const { stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (!stdout.startsWith('{')) throw new Error(`depcruise: ${stdout}${stderr}`)
  return JSON.parse(stdout) as Report
}

type Pairs = readonly (readonly [from: string, to: string, ...string[]])[]

/**
 * A folder with one import for each pair, and with every file that is imported.
 *
 * @param types the pairs of which only types are imported
 */
function project(pairs: Pairs, types: Pairs): string {
  const folder = scratch()
  const texts = new Map<string, string>()
  const add = (from: string, to: string, statement: (name: string, target: string) => string) => {
    const isFile = to.endsWith('.ts')
    if (isFile && !texts.has(to)) texts.set(to, '')
    const target = isFile ? `${'../'.repeat(from.split('/').length - 1) || './'}${to}` : to
    const text = statement(`it${texts.size}`, target.replace(/\.ts$/, '.js'))
    texts.set(from, `${texts.get(from) ?? ''}${text}`)
  }
  for (const [from, to] of pairs) {
    add(from, to, (name, target) => `import * as ${name} from '${target}'\nconsole.log(${name})\n`)
  }
  for (const [from, to] of types) {
    const exported = (name: string) => `export type Of${name} = typeof ${name}\n`
    add(
      from,
      to,
      (name, target) => `import type { here as ${name} } from '${target}'\n${exported(name)}`,
    )
  }
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), `${text}export const here = 1\n`)
  }
  writeFileSync(join(folder, 'tsconfig.json'), '{}')
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

function broken({ summary }: Report): string[] {
  return summary.violations.map(({ rule, from, to }) => line(from, named(to), rule.name)).sort()
}

/** A package by its name, a file of the folder by its path. */
function named(resolved: string): string {
  return resolved.replace(/^.*node_modules\/([^/]+).*$/, '$1')
}

function line(from: string, to: string, rule: string): string {
  return `${from} → ${to.replace('node:', '')}: ${rule}`
}

test('the project keeps them', () => {
  const report = cruise(ROOT)
  assert.equal(broken(report), [])
  const looked = new Set(report.modules.map(({ source }) => source))
  const folders = ['bench', 'cli', 'grammar', 'src', 'test']
  const files = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  )
  assert.equal(
    files.filter((file) => !looked.has(file)),
    [],
  )
})

test('an import against them is refused, by its rule and no other, and an import along them is not', () => {
  const back = ['src/syntax/d.ts', 'src/syntax/c.ts'] as const
  const report = cruise(
    project([...REFUSED, back, ...ALLOWED], [...CIRCLE_OF_TYPES, ...ALLOWED_TYPES]),
  )
  const refused = [...REFUSED, CIRCLE_OF_TYPES[0]].map((each) => line(...each))
  assert.equal(broken(report), refused.sort())
  // A pair that was not looked at would not be refused either.
  const looked = new Map(report.modules.map(({ source, dependencies }) => [source, dependencies]))
  for (const [from, to] of [...ALLOWED, ...ALLOWED_TYPES]) {
    const found = looked.get(from)?.map(({ resolved }) => named(resolved)) ?? []
    assert.ok(found.includes(to.replace('node:', '')), `${from} → ${to}`)
  }
})

test.run()
