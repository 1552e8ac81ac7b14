import { type ClientCapabilities, MarkupKind } from 'vscode-languageserver'
import { load } from '../../../src/config/index.js'
import { Positions } from '../../../src/lsp/positions/positions.js'
import { clientOf } from '../../../src/lsp/server/client.js'
import type { Asked, FileSnapshot } from '../../../src/lsp/workspace/snapshot.js'
import type { LintTarget } from '../../../src/project/targets/lint-targets.js'
import { MemoryEnvironment, type MemoryEnvironmentOptions } from '../../tools/memory-environment.js'

/** Marks the place that is asked about; it is taken out of the text. */
const MARK = '¦'

const CAPABILITIES: ClientCapabilities = {
  textDocument: {
    hover: { contentFormat: [MarkupKind.Markdown] },
    completion: { completionItem: { snippetSupport: true } },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
  },
  workspace: {
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
  },
}

export interface AskingOptions extends MemoryEnvironmentOptions {
  /** The main files, absolute; `/main.conf` by default. */
  readonly mains?: readonly string[]
  /** A file that nothing includes. */
  readonly fragment?: boolean
  readonly capabilities?: ClientCapabilities
  /** For each node, a configuration. */
  readonly nodes?: readonly string[]
}

export interface Asking {
  readonly file: FileSnapshot
  readonly index: number
  readonly asked: Asked
  readonly targets: readonly LintTarget[]
}

/** What is known of the file with the mark, in configurations in memory. */
export async function asking(
  files: Readonly<Record<string, string>>,
  options: AskingOptions = {},
): Promise<Asking> {
  const { mains = ['/main.conf'], fragment = false, nodes = [undefined] } = options
  const marked = Object.keys(files).find((path) => files[path]?.includes(MARK)) ?? mains[0] ?? ''
  const index = Math.max(0, files[marked]?.indexOf(MARK) ?? 0)
  const texts = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, text.replace(MARK, '')]),
  )
  const environment = new MemoryEnvironment(texts, options)
  const targets: LintTarget[] = []
  for (const main of mains) {
    for (const nodeName of nodes) {
      const configuration = await load(main, {
        environment,
        nodeName,
        ...(!fragment && { role: 'node' }),
      })
      const node = nodeName === undefined ? {} : { node: nodeName }
      targets.push({ configuration, settings: undefined, fragment, ...node })
    }
  }
  const within = targets.flatMap((target) => {
    const file = target.configuration.files.find(({ path }) => path === marked)
    return file === undefined ? [] : [{ target, file }]
  })
  const document = within[0]?.file.document
  if (document === undefined) throw new Error(`no configuration has ${marked}`)
  const asked: Asked = {
    client: clientOf({ ...CAPABILITIES, ...options.capabilities }),
    positions: new Positions('utf-16'),
    uri: (path) => `file://${path}`,
    version: () => null,
  }
  const file = { uri: `file://${marked}`, path: marked, version: 1, document, within }
  return { file, index, asked, targets }
}

/** Locations as `file:line:column`, counted from 1, in a row. */
export function shownLocations(
  locations:
    | readonly {
        uri: string
        range: { start: { line: number; character: number } }
      }[]
    | undefined,
): string[] {
  return (locations ?? []).map(
    ({ uri, range: { start } }) =>
      `${uri.replace('file://', '')}:${start.line + 1}:${start.character + 1}`,
  )
}
