import type { Document } from '../../../grammar/index.js'
import { isHook } from '../../config/lookup/option-name.js'
import type { FileView, OptionView, ScopeView } from '../../syntax/index.js'
import { beginsLine, indentAt, lineStart } from '../text/line.js'

/** How the options around a new one are written. */
export interface OptionStyle {
  /** The text of a statement, without what stands before it on its line. */
  write(name: string, value: string): string
}

/**
 * The style of the options that a new one joins: their `=` stand below each other, or have the same
 * blanks around them; one blank on each side when there is nothing to go by.
 * @param options of the block that come before the new one, in the order of the text
 */
export function styleOf(document: Document, options: readonly OptionView[]): OptionStyle {
  const group = lastGroup(document, options)
  const before = commonGap(group.map(({ gapBefore }) => gapBefore)) ?? ' '
  const after = commonGap(group.map(({ gapAfter }) => gapAfter)) ?? ' '
  const width = alignedWidth(group)
  return {
    write(name, value) {
      if (width === undefined) return statement(name, `${before}=${after}`, value)
      const gap = name.length < width ? ' '.repeat(width - name.length) : ' '
      return statement(name, `${gap}=${after}`, value)
    },
  }
}

/**
 * The style of a stanza's options for those of another stanza: the blanks around their `=`, but
 * nothing that depends on their names.
 */
export function gapsOf(document: Document, options: readonly OptionView[]): OptionStyle {
  const group = lastGroup(document, options)
  const before = commonGap(group.map(({ gapBefore }) => gapBefore)) ?? ' '
  const after = commonGap(group.map(({ gapAfter }) => gapAfter)) ?? ' '
  return { write: (name, value) => statement(name, `${before}=${after}`, value) }
}

/** @param equals the `=` with the blanks around it, which a hook has not */
function statement(name: string, equals: string, value: string): string {
  return isHook(name) && /^[([]/.test(value) ? `${name} ${value}` : name + equals + value
}

/** A blank on each side of the `=`. */
export const PLAIN_STYLE: OptionStyle = {
  write: (name, value) => statement(name, ' = ', value),
}

/** The blanks that all have. One wide gap alone is no style. */
function commonGap(gaps: readonly string[]): string | undefined {
  const gap = same(gaps)
  return gaps.length === 1 && gap !== undefined && gap.length > 1 ? undefined : gap
}

interface WrittenOption {
  readonly name: string
  readonly gapBefore: string
  readonly gapAfter: string
}

/** The last options that stand on lines of their own, one below the other. */
function lastGroup(document: Document, options: readonly OptionView[]): WrittenOption[] {
  const { source } = document
  const group: WrittenOption[] = []
  let below: number | undefined
  for (const option of [...options].reverse()) {
    const { equals, value, nameToken } = option
    const line = source.lineAt(option.start)
    const lastLine = source.lineAt(option.end - 1)
    if (below !== undefined && lastLine !== below - 1) break
    if (!beginsLine(source.text, option.start)) break
    below = line
    if (equals === undefined || value === undefined) continue
    const gapBefore = source.text.slice(nameToken.end, equals.start)
    const gapAfter = source.text.slice(equals.end, value.start)
    // A value on the next line, or a comment before it, is nobody's style.
    if (!/^[ \t]*$/.test(gapBefore) || !/^[ \t]*$/.test(gapAfter)) continue
    group.unshift({ name: nameToken.text, gapBefore, gapAfter })
  }
  return group
}

/** How far from the names' start the `=` stand, when that is what makes the blanks differ. */
function alignedWidth(group: readonly WrittenOption[]): number | undefined {
  if (group.some(({ gapBefore }) => gapBefore.includes('\t'))) return undefined
  if (same(group.map(({ gapBefore }) => gapBefore)) !== undefined) return undefined
  const width = same(group.map(({ name, gapBefore }) => String(name.length + gapBefore.length)))
  return width === undefined ? undefined : Number(width)
}

/** The one text that all are; undefined when they differ or there are none. */
function same(texts: readonly string[]): string | undefined {
  const [first, ...others] = texts
  return others.every((text) => text === first) ? first : undefined
}

/** The blanks before a statement inside a stanza: those of its brace and one step more. */
export function innerIndent(document: Document, stanza: ScopeView): string {
  return indentAt(document.source.text, stanza.start) + indentStep(document)
}

/** What the file adds for each level; two blanks when it has no example. */
export function indentStep(document: Document): string {
  const { text } = document.source
  for (const scope of scopesIn(document.root)) {
    const outer = indentAt(text, scope.start)
    for (const item of scope.eachItem()) {
      if (lineStart(text, item.start) <= scope.start || !beginsLine(text, item.start)) continue
      const inner = indentAt(text, item.start)
      if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length)
    }
  }
  return '  '
}

function* scopesIn(body: FileView | ScopeView): Generator<ScopeView> {
  for (const item of body.eachItem()) {
    if (item.type !== 'scope') continue
    yield item
    yield* scopesIn(item)
  }
}
