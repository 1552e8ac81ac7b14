/**
 * Makes mistakes in good configurations and looks whether the linter finds them:
 * `npm run mutate [-- FILE|DIR... --sysroot DIR --seed N --most N --show KIND]`
 *
 * Each mistake is made alone. Found is one that gives a finding more than the good configuration has,
 * of any severity; in the right place, when it stands on the line of the mistake, or of the other
 * bracket of a pair. Without words it takes the configurations of the corpus. `--most` limits how
 * many of a kind are tried in one configuration; `--show` prints those of a kind that are missed,
 * misplaced or found twice.
 */
import { parseArgs } from 'node:util'
import { Random } from '../../bench/random.js'
import type { Diagnostic } from '../../src/diagnostics/index.js'
import { lint } from '../../src/lint/index.js'
import { nodeEnvironment } from '../../src/node/files/environment.js'
import { type LintTarget, lintTargets } from '../../src/project/targets/lint-targets.js'
import { applyEdits } from '../../src/syntax/index.js'
import { encodeUtf8 } from '../../src/syntax/utf8.js'
import { listener } from '../project/host.js'
import { KINDS, type Kind, type Site } from './mutate/site.js'
import { sitesOf } from './mutate/sites.js'
import { ROOT } from './program.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sysroot: { type: 'string' },
    seed: { type: 'string', default: '1' },
    most: { type: 'string', default: '60' },
    show: { type: 'string' },
  },
})

interface Count {
  made: number
  found: number
  placed: number
  single: number
}

const counts = new Map<Kind, Count>(
  KINDS.map((kind) => [kind, { made: 0, found: 0, placed: 0, single: 0 }]),
)
let unmutated = 0
const random = new Random(Number(values.seed))
for (const { names, sysroot } of sources()) {
  const environment = nodeEnvironment()
  const { targets, failures } = await lintTargets(names, {
    host: listener().host,
    settingsAt: async () => undefined,
    loadOptions: () => ({ environment, ...(sysroot !== undefined && { sysroot }) }),
    hasRole: false,
    areNamed: true,
    includes: true,
    mains: [],
    dialects: false,
    onFiles: () => undefined,
  })
  for (const { message } of failures) console.error(message)
  for (const target of targets) await tryAll(target)
}
if ([...counts.values()].some(({ made }) => made > 0)) printTable()
else {
  console.error('There is nothing to make a mistake in.')
  process.exitCode = 2
}

function sources(): { names: string[]; sysroot?: string }[] {
  if (positionals.length > 0) {
    return [
      { names: positionals, ...(values.sysroot !== undefined && { sysroot: values.sysroot }) },
    ]
  }
  return [
    { names: [`${ROOT}corpus/cluster`], sysroot: `${ROOT}corpus/cluster` },
    { names: [`${ROOT}corpus/node`], sysroot: `${ROOT}corpus/node` },
    { names: [`${ROOT}corpus/valid`] },
  ]
}

async function tryAll({ configuration, fragment }: LintTarget): Promise<void> {
  const before = lint(configuration, { fragment })
  unmutated += before.filter(({ severity }) => severity !== 'info').length
  const byKind = groups(sitesOf(configuration, fragment, random))
  for (const sites of byKind.values()) {
    for (const site of sample(sites, Number(values.most))) {
      await tryOne(site, { configuration, fragment }, before)
    }
  }
}

function groups(sites: readonly Site[]): Map<Kind, Site[]> {
  const found = new Map<Kind, Site[]>()
  for (const site of sites) found.set(site.kind, [...(found.get(site.kind) ?? []), site])
  return found
}

function sample(sites: readonly Site[], most: number): Site[] {
  const rest = [...sites]
  const chosen: Site[] = []
  while (rest.length > 0 && chosen.length < most) {
    chosen.push(...rest.splice(random.integer(0, rest.length - 1), 1))
  }
  return chosen
}

async function tryOne(
  { kind, file, edits, places }: Site,
  { configuration, fragment }: Pick<LintTarget, 'configuration' | 'fragment'>,
  before: readonly Diagnostic[],
): Promise<void> {
  const { source } = file.document
  const text = applyEdits(source.text, edits)
  const bytes = encodeUtf8(text)
  const changed = await configuration.withTexts(new Map([[file.realPath, bytes]]))
  const fresh = added(before, lint(changed, { fragment }))
  const lines = new Set(places.map((place) => lineAt(text, moved(place, edits))))
  const inPlace = fresh.some(({ file: name, start, related = [] }) =>
    [{ file: name, start }, ...related].some(
      (at) => at.file === file.name && lines.has(lineAt(text, at.start)),
    ),
  )
  const count = counts.get(kind) as Count
  count.made++
  if (fresh.length > 0) count.found++
  if (inPlace) count.placed++
  if (fresh.length === 1) count.single++
  if (values.show !== undefined && kind.includes(values.show) && !(inPlace && fresh.length === 1)) {
    const [line] = lines
    console.log(`${file.name}:${line}: ${kind}: ${text.split('\n')[(line ?? 1) - 1]}`)
    for (const finding of fresh) {
      const at = changed.files.find(({ name }) => name === finding.file)?.document.source

      const line = at === undefined ? 0 : lineAt(at.text, finding.start)
      console.log(`    ${finding.file}:${line} ${finding.code} ${finding.summary}`)
    }
  }
}

/**
 * The findings that the good configuration does not have. One that only speaks of the changed name
 * now, or stands on another line, is none: of each code in a file those count that are too many.
 */
function added(before: readonly Diagnostic[], after: readonly Diagnostic[]): Diagnostic[] {
  const kind = ({ code, file }: Diagnostic) => `${code} ${file}`
  const whole = (finding: Diagnostic) => `${kind(finding)} ${finding.summary}`
  const known = times(before, whole)
  const [same, others] = [[] as Diagnostic[], [] as Diagnostic[]]
  for (const finding of after) {
    const left = known.get(whole(finding)) ?? 0
    known.set(whole(finding), left - 1)
    ;(left > 0 ? same : others).push(finding)
  }
  const left = times(before, kind)
  for (const finding of same) left.set(kind(finding), (left.get(kind(finding)) ?? 0) - 1)
  return others.filter((finding) => {
    const free = left.get(kind(finding)) ?? 0
    left.set(kind(finding), free - 1)
    return free <= 0
  })
}

function times<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1)
  return counts
}

/** Where a place of the unchanged text is after the edits. */
function moved(place: number, edits: Site['edits']): number {
  let by = 0
  for (const { start, end, text } of edits) {
    if (end < place || (end === place && start < place)) by += text.length - (end - start)
  }
  return place + by
}

function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

function printTable(): void {
  const rows = [...counts].filter(([, { made }]) => made > 0)
  const total = { made: 0, found: 0, placed: 0, single: 0 }
  for (const [, count] of rows) {
    for (const key of ['made', 'found', 'placed', 'single'] as const) total[key] += count[key]
  }
  const width = Math.max(...rows.map(([kind]) => kind.length))
  const cell = (part: number, of: number) =>
    `${String(part).padStart(5)} ${`${((100 * part) / of).toFixed(1)} %`.padStart(8)}`
  console.log(`seed ${values.seed}, at most ${values.most} of a kind in a configuration`)
  console.log(`${''.padEnd(width)}   made           found   right place     one finding`)
  for (const [kind, { made, found, placed, single }] of [...rows, ['in all', total] as const]) {
    const cells = [found, placed, single].map((part) => cell(part, made)).join('  ')
    console.log(`${kind.padEnd(width)}  ${String(made).padStart(5)}  ${cells}`)
  }
  console.log(`findings above information in what was not changed: ${unmutated}`)
}
