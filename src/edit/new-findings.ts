import type { Configuration } from '../config/index.js'
import type { Diagnostic } from '../diagnostics/index.js'
import { lint } from '../lint/index.js'
import type { TextEdit } from '../syntax/index.js'

/**
 * The findings of a changed configuration that the one before has not got.
 * @param edits by the names of the files that were changed
 */
export function newFindings(
  before: Configuration,
  after: Configuration,
  edits: ReadonlyMap<string, readonly TextEdit[]>,
): Diagnostic[] {
  const known = new Map<string, number>()
  for (const finding of lint(before)) {
    const start = placeAfter(finding.start, edits.get(finding.file) ?? [])
    if (start === undefined) continue
    const key = keyOf(finding, start)
    known.set(key, (known.get(key) ?? 0) + 1)
  }
  return lint(after).filter((finding) => {
    const key = keyOf(finding, finding.start)
    const count = known.get(key) ?? 0
    known.set(key, count - 1)
    return count <= 0
  })
}

/**
 * Whether a new finding is a reason not to do what was asked for.
 * @param force accept what only the product's knowledge is against; never what can not be read
 */
export function isObstacle({ severity, code }: Diagnostic, force: boolean): boolean {
  return severity === 'error' && !(force && !/^(?:syntax|include)\//.test(code))
}

function keyOf({ file, code, summary }: Diagnostic, start: number): string {
  return [start, code, file, summary].join('\n')
}

/** Where an index lies after edits; undefined when it was in a text that is no more. */
function placeAfter(index: number, edits: readonly TextEdit[]): number | undefined {
  let shift = 0
  for (const { start, end, text } of edits) {
    if (end > index || (end === index && start === index)) {
      // An insertion moves what stands behind it.
      if (start === index && end === index) shift += text.length
      else if (start <= index) return undefined
      else break
    } else shift += text.length - (end - start)
  }
  return index + shift
}
