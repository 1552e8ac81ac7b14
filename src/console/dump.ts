import { type Configuration, contentsOf, type Scope, shownStep } from '../config/index.js'
import { decodeString, encodeString, needsQuotes } from '../syntax/index.js'
import { layoutOption, type PartText, type RenderOptions, writtenParts } from './layout.js'

/**
 * The merged configuration as one file in the canonical form (language spec 11): every scope once,
 * every option with its effective value. Reading it again gives the same meaning.
 */
export function dumpConf(configuration: Configuration, render: RenderOptions): string {
  const { root } = configuration
  const options = optionLines(root, '', render)
  const stanzas = root.scopes.map((scope) => stanza(scope, '', render))
  return [...(options === '' ? [] : [options]), ...stanzas].join('\n')
}

function stanza(scope: Scope, indent: string, render: RenderOptions): string {
  const inner = `${indent}  `
  const scopes = scope.scopes.map((child) => stanza(child, inner, render))
  const body = optionLines(scope, inner, render) + scopes.join('')
  return `${indent}${shownStep(scope, render)} {\n${body}${indent}}\n`
}

function optionLines(scope: Scope, indent: string, render: RenderOptions): string {
  const lines = contentsOf(scope).options.map((option) => {
    const { value } = option.definition
    const parts = canonicalParts(writtenParts(option, value, render))
    return layoutOption(option.name, value, parts, { indent, close: '' })
  })
  return lines.join('')
}

/**
 * Prints scalars in the canonical form, quoted where the documented rule requires it (language spec
 * 2.2).
 */
function canonicalParts(written: PartText): PartText {
  return (part) => {
    const text = written(part)
    if (part.type !== 'scalar') return text
    if (part.quoted) return isClosed(text) ? text : encodeString(decodeString(text))
    return needsQuotes(text) ? encodeString(text) : text
  }
}

/** Whether a string is closed; an unclosed one is an error in its own text. */
function isClosed(text: string): boolean {
  return /^"(?:[^"\\]|\\.)*"$/s.test(text)
}
