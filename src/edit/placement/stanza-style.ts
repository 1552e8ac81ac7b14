import type { Document } from '../../../grammar/index.js'
import type { ScopePath, ScopeStep } from '../../config/index.js'
import type { ItemView } from '../../syntax/index.js'
import { encodeString, OptionView, ScopeView } from '../../syntax/index.js'
import { beginsLine } from '../text/line.js'
import { gapsOf, indentStep, type OptionStyle, PLAIN_STYLE } from './neighbour-style.js'
import type { NewOption } from './new-item.js'

/** How the stanzas next to a new one are written. */
export interface StanzaStyle {
  /** The lines of a stanza, without their common indentation. */
  lines(path: ScopePath, options: readonly NewOption[]): string[]
  /** The stanza on one line, if the values allow it. */
  inline(path: ScopePath, options: readonly NewOption[]): string
}

/**
 * The style for a stanza of a name: that of the last stanza of the same name in the body, with its
 * spelling, with or without quotes, on one line or several.
 * @param siblings the statements of the body before the new one
 */
export function stanzaStyle(
  document: Document,
  siblings: readonly ItemView[],
  { name }: ScopeStep,
): StanzaStyle {
  const wanted = name.toLowerCase()
  const scopes = siblings.filter((item): item is ScopeView => item instanceof ScopeView)
  const alike = scopes.filter((scope) => !scope.broken && scope.name.toLowerCase() === wanted)
  const model = alike.at(-1)
  const head = headWriter(model, alike)
  const write = (model ?? scopes.at(-1)) && optionStyle(document, model ?? scopes.at(-1))
  const option = ({ name, value }: NewOption) => (write ?? PLAIN_STYLE).write(name, value)
  const step = indentStep(document)
  const brace = model !== undefined && hasBraceBelow(document, model) ? 'below' : 'behind'
  const inline: StanzaStyle['inline'] = (path, options) => {
    const opening = path.map((each, depth) => `${head(each, depth)} {`).join(' ')
    const inner = options.length === 0 ? '' : ` ${options.map(option).join('  ')}`
    return `${opening}${inner}${' }'.repeat(path.length)}`
  }
  const lines: StanzaStyle['lines'] = (path, options) => {
    const isShort = options.every(({ value }) => !value.includes('\n'))
    if (model !== undefined && isShort && isOnOneLine(document, model)) {
      return [inline(path, options)]
    }
    const opening = path.flatMap((each, depth) => {
      const indent = step.repeat(depth)
      const text = `${indent}${head(each, depth)}`
      return brace === 'below' ? [text, `${indent}{`] : [`${text} {`]
    })
    const inner = options.map((each) => step.repeat(path.length) + option(each))
    const closing = path.map((_, depth) => `${step.repeat(path.length - 1 - depth)}}`)
    return [...opening, ...inner, ...closing]
  }
  return { lines, inline }
}

function optionStyle(document: Document, model: ScopeView | undefined): OptionStyle {
  const options = model?.items.filter((item) => item instanceof OptionView) ?? []
  return gapsOf(document, options)
}

/** Writes heads of stanzas; the outermost one in the style of those with the same name. */
function headWriter(model: ScopeView | undefined, alike: readonly ScopeView[]) {
  const isBare = alike.length > 0 && alike.every(({ instance }) => instance?.quoted === false)
  return ({ name, instance }: ScopeStep, depth: number): string => {
    const written = depth === 0 && model !== undefined ? model.nameToken.text : name
    if (instance === undefined) return written
    const plain = depth === 0 && isBare && /^\w+$/.test(instance)
    return `${written} ${plain ? instance : encodeString(instance)}`
  }
}

/** Whether a stanza with contents is on one line. */
function isOnOneLine({ source }: Document, scope: ScopeView): boolean {
  return !source.text.slice(scope.start, scope.end).includes('\n') && !scope.eachItem().next().done
}

function hasBraceBelow({ source }: Document, { openBrace }: ScopeView): boolean {
  return openBrace !== undefined && beginsLine(source.text, openBrace.start)
}
