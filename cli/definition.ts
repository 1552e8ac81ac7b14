import {
  type Configuration,
  type Definition,
  type ReadOnlyReason,
  valueText,
} from '../src/config/index.js'
import { optionName } from '../src/config/lookup/option-name.js'
import { visible } from '../src/report/visible.js'
import type { OptionType } from '../src/schema/types.js'

/** Where a definition stands: the option's name. */
export function definitionPlace(definition: Definition): {
  file: string
  line: number
  column: number
} {
  const { file } = definition.inclusion
  return { file: file.name, ...file.document.source.position(definition.node.start) }
}

export function placeText({
  file,
  line,
  column,
}: {
  file: string
  line: number
  column: number
}): string {
  return `${visible(file)}:${line}:${column}`
}

/** A value as it is written, on one line, cut where a line gets too long to read. */
export function shortValue(
  option: { readonly type: OptionType | undefined; readonly name: string },
  definition: Definition,
  maskSecrets: boolean,
): string {
  return valueText(option, definition.value, { maskSecrets }).replace(/\s+/g, ' ')
}

/** Why a file must not be written, in words. */
export function readOnlyText(reason: ReadOnlyReason): string {
  switch (reason.kind) {
    case 'readonly_include': {
      const { parent, statement } = reason.by
      const line = parent && statement && parent.file.document.source.lineAt(statement.start)
      return parent === undefined
        ? 'readonly_include'
        : `readonly_include at ${visible(parent.file.name)}:${line}`
    }
    case 'included twice':
      return `included ${reason.by.length} times`
    case 'uri':
      return `from a ${reason.scheme}:// URI`
    case 'outside sysroot':
      return 'outside sysroot'
    default:
      return 'not writable by this user'
  }
}

/** The include statements that lead to a definition, the nearest first: `eccluster.conf:44`. */
export function includedFrom(
  definition: Definition,
): { file: string; line: number; keyword: string }[] {
  const chain: { file: string; line: number; keyword: string }[] = []
  let { inclusion } = definition
  while (inclusion.parent !== undefined && inclusion.statement !== undefined) {
    const { file } = inclusion.parent
    const { start, readOnly } = inclusion.statement
    const line = file.document.source.lineAt(start)
    chain.push({ file: file.name, line, keyword: readOnly ? 'readonly_include' : 'include' })
    inclusion = inclusion.parent
  }
  return chain
}

/** The kind and the registered spelling of an option at a scope path. */
export function namedOption(
  configuration: Configuration,
  path: Parameters<Configuration['get']>[0],
  option: string,
): { readonly name: string; readonly type: OptionType | undefined } {
  const type = configuration.optionType(path, option)
  return { name: optionName(type, configuration.get(path, option)?.name ?? option), type }
}
