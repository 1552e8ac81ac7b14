import { counted, type Diagnostic } from '../../diagnostics/index.js'
import type { MergeResult, TakenChange } from '../../edit/index.js'
import { renderJson } from '../findings/json.js'
import { renderPretty } from '../findings/pretty.js'
import type { ReportTexts } from '../findings/texts.js'
import type { Palette } from '../layout/palette.js'
import type { Showing } from '../layout/showing.js'
import { visible } from '../layout/visible.js'
import { widest } from '../layout/widest.js'

/** The result of a merge: the changes of theirs, the conflicts, and their numbers. */
export function mergeText(
  { taken, conflicts, left }: MergeResult,
  texts: ReportTexts,
  { colours, width }: Pick<Showing, 'colours' | 'width'>,
): string {
  const found = renderPretty(conflicts, texts, { colours, width })
  const parts = [takenText(taken, colours), leftCommentsText(left), found].filter(
    (part) => part !== '',
  )
  return [...parts, `${mergeSummary(taken.length, conflicts.length)}\n`].join('\n')
}

/** The options in which comments of theirs could not be placed, one line each. */
export function leftCommentsText(left: readonly string[]): string {
  const why =
    'comments that theirs changed inside the value are not taken, ours has other elements there'
  return left.map((what) => `${visible(what)}: ${why}\n`).join('')
}

/** The numbers of a merge: `12 changes taken, 2 conflicts.` */
export function mergeSummary(taken: number, conflicts: number): string {
  const fine = conflicts === 0 ? 'no conflicts' : counted(conflicts, 'conflict')
  return `${counted(taken, 'change')} taken, ${fine}.`
}

function takenText(taken: readonly TakenChange[], colours: Palette): string {
  const rows = taken.map(({ change, what, before, after }) => {
    const value =
      change === 'comment' || change === 'moved' || change === 'spelling'
        ? change
        : [before, after].filter((side) => side !== undefined).join(' → ')
    return { change, what: visible(what), value: visible(value) }
  })
  const room = widest(
    rows.map(({ what }) => what),
    60,
  )
  return rows
    .map(({ change, what, value }) => {
      const [mark, paint] = MARKS[change]
      const label = `${mark} ${value === '' ? what : what.padEnd(room)}`
      return `${colours[paint](label)}${value === '' ? '' : `   ${value}`}\n`
    })
    .join('')
}

const MARKS = {
  added: ['+', 'green'],
  removed: ['-', 'red'],
  changed: ['~', 'yellow'],
  moved: ['~', 'yellow'],
  comment: ['~', 'yellow'],
  spelling: ['~', 'yellow'],
} as const satisfies Record<TakenChange['change'], readonly [string, keyof Palette]>

/** The result of a merge as data; conflicts are as in `lint --format json`. */
export function mergeJson(
  { taken, conflicts, left }: MergeResult,
  names: readonly string[],
  texts: ReportTexts,
): string {
  const [base = '', ours = '', theirs = ''] = names
  const shown = conflicts.map((conflict) => withoutSecretFixes(conflict, theirs, texts))
  const json = { version: 1, base, ours, theirs, taken, left, conflicts: findings(shown, texts) }
  return `${JSON.stringify(json, undefined, 2)}\n`
}

function findings(diagnostics: readonly Diagnostic[], texts: ReportTexts): unknown {
  const report = renderJson({ files: [], configurations: [], diagnostics }, texts)
  return (JSON.parse(report) as { diagnostics: unknown }).diagnostics
}

/** A conflict without fixes that would write a secret of theirs, since a mask would break them. */
function withoutSecretFixes(
  conflict: Diagnostic,
  theirs: string,
  { source, secrets }: ReportTexts,
): Diagnostic {
  const text = source(theirs)?.text ?? ''
  const hidden = (secrets?.(theirs) ?? []).map(({ start, end }) => text.slice(start, end))
  const fixes = (conflict.fixes ?? []).filter(({ edits }) =>
    edits.every((file) =>
      file.edits.every((edit) => !hidden.some((word) => edit.text.includes(word))),
    ),
  )
  return { ...conflict, fixes }
}
