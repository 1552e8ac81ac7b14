import type { CodeAction, Diagnostic as ProtocolDiagnostic } from 'vscode-languageserver'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { LintTarget } from '../../project/targets/lint-targets.js'
import type { ActionSources } from '../meaning/actions/action.js'
import { codeActions } from '../meaning/actions/code-actions.js'
import { isWinning, resolvedWinning } from '../meaning/actions/winning-actions.js'
import { isPage } from '../meaning/completion/candidate.js'
import { completion } from '../meaning/completion/completion.js'
import { resolvedItem } from '../meaning/completion/resolve.js'
import { effectiveDefinition, effectiveText, shownEffective } from '../meaning/effective/answers.js'
import { codeLenses } from '../meaning/hints/code-lenses.js'
import { inlayHints } from '../meaning/hints/inlay-hints.js'
import { hover } from '../meaning/hover/hover.js'
import { definition } from '../meaning/names/definition.js'
import { references } from '../meaning/names/references.js'
import { prepareRename, RenameRefused } from '../meaning/names/rename.js'
import { renameEdit } from '../meaning/names/rename-edit.js'
import { workspaceSymbols } from '../meaning/names/workspace-symbols.js'
import { pathOf } from '../positions/uris.js'
import { unlessWrong } from '../workspace/unless-wrong.js'
import { effectiveTarget, targetAt } from './effective.js'
import { SHOW_EFFECTIVE } from './meaning-capabilities.js'
import type { Serving } from './serving.js'
import { offsetIn, snapshotOf } from './snapshot-of.js'

/** A question that is in order, but cannot be answered. */
const REQUEST_FAILED = -32803

/** Answers what needs the configuration that a text belongs to. */
export function registerMeaning(serving: Serving): void {
  registerHover(serving)
  registerCompletion(serving)
  registerNames(serving)
  registerRename(serving)
  registerActions(serving)
  registerHints(serving)
  registerEffective(serving)
}

function registerHover(serving: Serving): void {
  serving.connection.onHover(async ({ textDocument, position }) => {
    const file = await snapshotOf(serving, textDocument.uri)
    return file && hover(file, offsetIn(file, position, serving), serving)
  })
}

function registerCompletion(serving: Serving): void {
  const { connection, client } = serving
  connection.onCompletion(async ({ textDocument, position }) => {
    const file = await snapshotOf(serving, textDocument.uri)
    return file && completion(file, offsetIn(file, position, serving), serving)
  })
  connection.onCompletionResolve(async (item) => {
    const page: unknown = item.data
    const file = isPage(page) ? await snapshotOf(serving, page.uri) : undefined
    const registry = file?.within[0]?.target.configuration.registry
    return registry === undefined ? item : resolvedItem(item, registry, client)
  })
}

function registerNames(serving: Serving): void {
  const { connection, workspace, folders } = serving
  connection.onDefinition(async ({ textDocument, position }) => {
    const effective = await effectiveTarget(serving, textDocument.uri)
    if (effective !== undefined) return effectiveDefinition(effective, position, serving)
    const file = await snapshotOf(serving, textDocument.uri)
    return file && definition(file, offsetIn(file, position, serving), serving)
  })
  connection.onReferences(async ({ textDocument, position, context }) => {
    const file = await snapshotOf(serving, textDocument.uri)
    const index = file && offsetIn(file, position, serving)
    if (file === undefined || index === undefined) return null
    return references(file, index, context.includeDeclaration, serving)
  })
  connection.onWorkspaceSymbol(async ({ query }) => {
    const places = [...folders, ...workspace.openDocuments.map(({ path }) => path)]
    const targets: LintTarget[] = []
    for (const place of places) {
      targets.push(...((await unlessWrong(workspace.targets(place))) ?? []))
    }
    const configurations = targets.map(({ configuration }) => configuration)
    return workspaceSymbols(query, configurations, serving)
  })
}

function registerRename(serving: Serving): void {
  const { connection, refuse } = serving
  const orRefuse = <T>(answer: () => T): T => {
    try {
      return answer()
    } catch (error) {
      if (error instanceof RenameRefused) throw refuse(REQUEST_FAILED, error.message)
      throw error
    }
  }
  connection.onPrepareRename(async ({ textDocument, position }) => {
    const file = await snapshotOf(serving, textDocument.uri)
    return file && orRefuse(() => prepareRename(file, offsetIn(file, position, serving), serving))
  })
  connection.onRenameRequest(async ({ textDocument, position, newName }) => {
    const file = await snapshotOf(serving, textDocument.uri)
    if (file === undefined) return null
    const index = offsetIn(file, position, serving)
    return orRefuse(() => renameEdit(file, index, newName, serving))
  })
}

function registerActions(serving: Serving): void {
  const { connection, workspace, positions, refuse } = serving
  connection.onCodeAction(async ({ textDocument, range, context }) => {
    const file = await snapshotOf(serving, textDocument.uri)
    if (file === undefined) return null
    const start = positions.offset(file.document.source, range.start)
    const end = Math.max(start, positions.offset(file.document.source, range.end))
    const findings = await findingsFor(serving, file.path, context.diagnostics)
    const sources: ActionSources = {
      findings,
      shown: (finding) => shownAs(finding, context.diagnostics, file.document.source, serving),
      find: async (targets) => (await workspace.findingsIn(targets)).diagnostics,
    }
    return codeActions(file, { start, end }, context.only, sources, serving)
  })
  connection.onCodeActionResolve(async (action): Promise<CodeAction> => {
    const data: unknown = action.data
    if (!isWinning(data)) return action
    const file = await snapshotOf(serving, data.uri)
    const isSame = file !== undefined && file.version === data.version
    const resolved = isSame ? await resolvedWinning(action, data, file, serving) : undefined
    if (resolved === undefined) throw refuse(REQUEST_FAILED, 'The text has changed meanwhile.')
    const { disabled } = resolved
    if (disabled !== undefined) throw refuse(REQUEST_FAILED, disabled.reason)
    return resolved
  })
}

/** The findings with their fixes; they are looked for only where the client shows any. */
async function findingsFor(
  { publisher }: Serving,
  path: string,
  shown: readonly ProtocolDiagnostic[],
): Promise<readonly Diagnostic[]> {
  if (!shown.some(({ source }) => source === 'ecconf')) return []
  return (await unlessWrong(publisher.findings(path))) ?? []
}

/** A finding as the client has sent it back. */
function shownAs(
  { code, start, end }: Diagnostic,
  shown: readonly ProtocolDiagnostic[],
  source: Parameters<Serving['positions']['range']>[0],
  { positions }: Serving,
): ProtocolDiagnostic | undefined {
  const range = positions.range(source, start, end)
  return shown.find(
    (each) =>
      each.code === code &&
      each.range.start.line === range.start.line &&
      each.range.start.character === range.start.character &&
      each.range.end.line === range.end.line &&
      each.range.end.character === range.end.character,
  )
}

function registerHints(serving: Serving): void {
  const { connection, positions } = serving
  connection.onCodeLens(async ({ textDocument }) => {
    const file = await snapshotOf(serving, textDocument.uri)
    return file && codeLenses(file, serving)
  })
  connection.languages.inlayHint.on(async ({ textDocument, range }) => {
    const file = await snapshotOf(serving, textDocument.uri)
    if (file === undefined) return null
    const { source } = file.document
    const start = positions.offset(source, range.start)
    const end = positions.offset(source, range.end)
    return inlayHints(file, { start, end }, serving)
  })
}

function registerEffective(serving: Serving): void {
  const { connection, refuse } = serving
  connection.onRequest('workspace/textDocumentContent', async ({ uri }: { uri: string }) => {
    const target = await effectiveTarget(serving, uri)
    if (target === undefined) throw refuse(REQUEST_FAILED, NO_CONFIGURATION)
    return { text: await effectiveText(target) }
  })
  connection.onExecuteCommand(async ({ command, arguments: words = [] }) => {
    if (command !== SHOW_EFFECTIVE) throw refuse(REQUEST_FAILED, `There is no command ${command}.`)
    const [uri] = words as readonly unknown[]
    const path = typeof uri === 'string' ? pathOf(uri) : undefined
    const target =
      path === undefined ? undefined : await targetAt(serving, { path, node: undefined })
    if (target === undefined) throw refuse(REQUEST_FAILED, NO_CONFIGURATION)
    return shownEffective(target, serving)
  })
}

const NO_CONFIGURATION = 'No configuration is known at this address.'
