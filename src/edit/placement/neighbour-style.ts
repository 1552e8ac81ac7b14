import type { Document } from '../../../grammar/index.js'
import { isHook } from '../../config/lookup/option-name.js'
import type { FileView, OptionView, ScopeView } from '../../syntax/index.js'
import { beginsLine, indentAt, lineStart } from '../text/line.js'

/** How the options around a new one are written. */
export interface OptionStyle {
  /** The text of a statement, without its indentation. */
  write(name: string, value: string): string
}

/**
 * The style for a new option among others: with their `=` aligned, or with the same blanks around
 * it; by default one blank on each side.
 * @param options of the block before the new one, in the order of the text
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

/** The style of a stanza's options for another stanza: the blanks around `=`, without alignment. */
export function gapsOf(document: Document, options: readonly OptionView[]): OptionStyle {
  const group = lastGroup(document, options)
  const before = commonGap(group.map(({ gapBefore }) => gapBefore)) ?? ' '
  const after = commonGap(group.map(({ gapAfter }) => gapAfter)) ?? ' '
  return { write: (name, value) => statement(name, `${before}=${after}`, value) }
}

/** @param equals the `=` with the blanks around it, which a hook does not have */
function statement(name: string, equals: string, value: string): string {
  return isHook(name) && /^[([]/.test(value) ? `${name} ${value}` : name + equals + value
}

/** One blank on each side of the `=`. */
export const PLAIN_STYLE: OptionStyle = {
  write: (name, value) => statement(name, ' = ', value),
}

/**
 * The blanks common to all options. A single option with a wide gap sets no style, and options
 * without blanks set none either: what is written anew has the blanks that lint asks for.
 */
function commonGap(gaps: readonly string[]): string | undefined {
  const gap = same(gaps)
  if (gap === '') return undefined
  return gaps.length === 1 && gap !== undefined && gap.length > 1 ? undefined : gap
}

interface WrittenOption {
  readonly name: string
  readonly gapBefore: string
  readonly gapAfter: string
}

/** The last options that are on their own adjacent lines. */
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
    // A value on the next line, or a comment before it, sets no style.
    if (!/^[ \t]*$/.test(gapBefore) || !/^[ \t]*$/.test(gapAfter)) continue
    group.unshift({ name: nameToken.text, gapBefore, gapAfter })
  }
  return group
}

/**
 * The column of aligned `=` signs, counted from the start of the names; undefined without
 * alignment.
 */
function alignedWidth(group: readonly WrittenOption[]): number | undefined {
  if (group.some(({ gapBefore }) => gapBefore.includes('\t'))) return undefined
  if (same(group.map(({ gapBefore }) => gapBefore)) !== undefined) return undefined
  const width = same(group.map(({ name, gapBefore }) => String(name.length + gapBefore.length)))
  return width === undefined ? undefined : Number(width)
}

/** The text that all are equal to; undefined when they differ, or there are none. */
function same(texts: readonly string[]): string | undefined {
  const [first, ...others] = texts
  return others.every((text) => text === first) ? first : undefined
}

/** The indentation of a statement inside a stanza: that of the stanza and one step more. */
export function innerIndent(document: Document, stanza: ScopeView): string {
  return indentAt(document.source.text, stanza.start) + indentStep(document)
}

/** The indentation step of a file; two blanks when the file has no example. */
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
