import type { ConfigFile } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { registry } from '../../schema/index.js'

/** How many of the first statements are looked at. */
const FIRST = 3

/**
 * Findings without fixes where a file is hardly in the language of the configuration: each of its first
 * statements is broken, or has a name that nobody knows. Fixes would rewrite another program's file.
 */
export function withoutUnsoundFixes(
  files: readonly ConfigFile[],
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  const wrong = new Map<string, Diagnostic[]>()
  for (const finding of diagnostics) {
    if (!isWrong(finding)) continue
    const own = wrong.get(finding.file)
    if (own === undefined) wrong.set(finding.file, [finding])
    else own.push(finding)
  }
  if (wrong.size === 0) return diagnostics
  const foreign = new Set(
    files.flatMap((file) => {
      const own = wrong.get(file.name) ?? []
      return own.length > 1 && beginsWrong(file, own) ? [file.name] : []
    }),
  )
  if (foreign.size === 0) return diagnostics
  return diagnostics.map((finding) => {
    if (!foreign.has(finding.file) || finding.fixes === undefined) return finding
    const { fixes: _, ...without } = finding
    return without
  })
}

function beginsWrong({ document }: ConfigFile, wrong: readonly Diagnostic[]): boolean {
  const first = []
  for (const item of document.root.eachItem()) {
    first.push(item)
    if (first.length === FIRST) break
  }
  // Two names that nobody knows are found in files of a site too.
  const least = wrong.some(({ code }) => code.startsWith('syntax/')) ? 2 : FIRST
  return (
    first.length >= least &&
    first.every(({ start, end }) =>
      wrong.some(
        (each) =>
          each.start >= start &&
          each.start <= end &&
          // Who comes from another language writes its colons and quotes behind names that are known here.
          (!IN_OTHER_WAYS.has(each.code) || !isKnown(document.source.text.slice(start, end))),
      ),
    )
  )
}

/** Whether a statement begins with the name of a global option of the product. */
function isKnown(statement: string): boolean {
  const [name = ''] = /^[\w-]*/.exec(statement) ?? []
  return registry().global.options.has(name.toLowerCase())
}

function isWrong({ code, fixes }: Diagnostic): boolean {
  // A name that is nearly one of the product is a slip.
  if (fixes !== undefined && OF_NAMES.has(code)) return false
  return WRONG.has(code) || (code === 'syntax/foreign-text' && fixes === undefined)
}

const WRONG: ReadonlySet<string> = new Set([
  'schema/unknown-option',
  'schema/unknown-scope',
  'syntax/back-ticks',
  'syntax/colon',
  'syntax/missing-equals',
  'syntax/missing-value',
  'syntax/single-quotes',
])

const OF_NAMES: ReadonlySet<string> = new Set(['schema/unknown-option', 'schema/unknown-scope'])

/** What is wrong about how something is written whose name may be known. */
const IN_OTHER_WAYS: ReadonlySet<string> = new Set([
  'syntax/back-ticks',
  'syntax/colon',
  'syntax/single-quotes',
])
