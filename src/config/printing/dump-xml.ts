import type { ValueView } from '../../syntax/index.js'
import type { Configuration } from '../configuration.js'
import { optionName } from '../lookup/option-name.js'
import type { Definition, Scope } from '../model.js'
import { shownInstance } from './display.js'
import { maskedValue } from './value-text.js'
import { xmlAttribute, xmlTextElement } from './xml.js'

/**
 * The merged configuration as XML (`schemas/dump.xsd`), like the product's `ec_dump_config`
 * (runtime spec 6). Each scope has first its options, with effective value and place, then its
 * inner scopes, both in the order of their first definition. Values are without quotes and escapes.
 * Ends with a newline.
 */
export function dumpXml(
  { root }: Configuration,
  render: { readonly maskSecrets: boolean },
): string {
  const lines = element('config', {}, contents(root, render.maskSecrets))
  return `<?xml version="1.0" encoding="UTF-8"?>\n${lines.join('\n')}\n`
}

function contents(scope: Scope, maskSecrets: boolean): string[] {
  const options = [...scope.options].flatMap(([lowerName, definitions]) =>
    optionLines(scope, lowerName, definitions.at(-1) as Definition, maskSecrets),
  )
  return [...options, ...scope.scopes.flatMap((inner) => scopeLines(inner, maskSecrets))]
}

function optionLines(
  scope: Scope,
  lowerName: string,
  { name: written, value, node, inclusion: { file } }: Definition,
  maskSecrets: boolean,
): string[] {
  const type = scope.type?.options.get(lowerName)
  const name = optionName(type, written)
  const shown = maskSecrets ? maskedValue({ name, type }, value) : value
  const line = `${file.document.source.lineAt(node.start)}`
  const attributes = { name, file: file.name, line }
  return element('option', attributes, valueLines(shown))
}

function scopeLines(scope: Scope, maskSecrets: boolean): string[] {
  const { name } = scope
  const instance = shownInstance(scope, { maskSecrets })
  return element('scope', { name, instance }, contents(scope, maskSecrets))
}

function valueLines(value: ValueView): string[] {
  switch (value.type) {
    case 'scalar':
      return [xmlTextElement('value', value.value)]
    case 'array':
      return element('array', {}, value.elements.flatMap(valueLines))
    case 'dictionary': {
      const entries = value.entries.flatMap(({ key, value }) =>
        value === undefined ? [] : element('entry', { key }, valueLines(value)),
      )
      return element('dict', {}, entries)
    }
  }
}

/** The lines of an element, with indented contents. */
function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  inside: readonly string[],
): string[] {
  const pairs = Object.entries(attributes).map(([key, value]) => xmlAttribute(key, value))
  const tag = `${name}${pairs.join('')}`
  if (inside.length === 0) return [`<${tag}/>`]
  return [`<${tag}>`, ...inside.map((line) => `  ${line}`), `</${name}>`]
}
