import type { ConfigFile, Configuration, Inclusion } from '../../src/config/index.js'
import { command } from '../command.js'
import { loadConfiguration } from '../configuration.js'
import { readOnlyText } from '../definition.js'
import { CONFIGURATION } from '../flags.js'
import { reportErrors } from '../syntax-errors.js'
import { print } from '../terminal.js'

/** `files`: the files of a configuration in the order of reading, and whether they may be written. */
export const filesCommand = command({
  name: 'files',
  describe: 'List the files of a configuration, who includes them and which are read-only',
  flags: {
    ...CONFIGURATION,
    format: {
      type: 'string',
      choices: ['text', 'json'],
      default: 'text',
      describe: 'How the list is printed',
    },
  },
  run: async (flags) => {
    const configuration = await loadConfiguration(flags)
    if (reportErrors(configuration)) process.exitCode = 1
    print(flags.format === 'json' ? filesJson(configuration) : filesText(configuration))
  },
})

function filesText(configuration: Configuration): string {
  const rows = configuration.inclusions.map((inclusion) => {
    const { file } = inclusion
    const state =
      file.readOnly === undefined ? 'writable' : `read-only: ${readOnlyText(file.readOnly)}`
    const by = statement(inclusion)
    const name = `${'  '.repeat(depth(inclusion))}${file.name}`
    return {
      name,
      state:
        by === undefined
          ? `main file, ${state}`
          : `${by.keyword} at ${by.file}:${by.line}, ${state}`,
    }
  })
  const width = Math.max(...rows.map(({ name }) => name.length))
  return rows.map(({ name, state }) => `${name.padEnd(width)}  ${state}\n`).join('')
}

function filesJson(configuration: Configuration): string {
  const files = configuration.files.map((file: ConfigFile) => ({
    file: file.name,
    productPath: file.productPath,
    readOnly: file.readOnly !== undefined,
    reason: file.readOnly === undefined ? null : file.readOnly.kind,
    includedFrom: file.inclusions.flatMap((inclusion) => statement(inclusion) ?? []),
  }))
  return `${JSON.stringify({ version: 1, main: configuration.main.name, files }, null, 2)}\n`
}

function statement(
  inclusion: Inclusion,
): { file: string; line: number; keyword: string } | undefined {
  const { parent } = inclusion
  if (parent === undefined) return undefined
  const { source } = parent.file.document
  if (inclusion.statement !== undefined) {
    const keyword = inclusion.statement.readOnly ? 'readonly_include' : 'include'
    return { file: parent.file.name, line: source.lineAt(inclusion.statement.start), keyword }
  }
  const node = inclusion.localChanges?.node
  if (node === undefined) return undefined
  return { file: parent.file.name, line: source.lineAt(node.start), keyword: 'Local_Changes_File' }
}

function depth(inclusion: Inclusion): number {
  let depth = 0
  for (let at = inclusion.parent; at !== undefined; at = at.parent) depth++
  return depth
}
