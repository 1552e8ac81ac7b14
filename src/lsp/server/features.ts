import type { CancellationToken, Range, SemanticTokens } from 'vscode-languageserver'
import { ChangedMeanwhile } from '../diagnostics/publisher.js'
import { effectiveLinks } from '../meaning/effective/answers.js'
import { foldingRanges } from '../text/folding.js'
import { type Formatted, formattedPart, protocolEdits } from '../text/formatting.js'
import { documentLinks } from '../text/links.js'
import { selectionRanges } from '../text/selection.js'
import { documentSymbols, flatSymbols } from '../text/symbols.js'
import { TokenResults } from '../text/token-results.js'
import { semanticTokens } from '../text/tokens.js'
import type { FileSnapshot } from '../workspace/snapshot.js'
import { answerInPieces, stillWanted } from './answer-in-pieces.js'
import { effectiveTarget } from './effective.js'
import type { Serving } from './serving.js'
import { snapshotOf } from './snapshot-of.js'

/** The server gives up a question that it could not answer in time to be of use. */
const SERVER_CANCELLED = -32802

/** How the protocol numbers a message that is no error. */
const WARNING = 2

/** Answers the questions about texts and configurations. */
export function registerFeatures(serving: Serving): void {
  registerDiagnostics(serving)
  registerTextFeatures(serving)
  registerTokens(serving)
  registerFormatting(serving)
}

function registerDiagnostics({ connection, client, publisher, folders, refuse }: Serving): void {
  if (!client.pullDiagnostics) return
  const orAgain = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error
      throw refuse(SERVER_CANCELLED, 'The text has changed meanwhile.', { retriggerRequest: true })
    }
  }
  connection.languages.diagnostics.on(({ textDocument, previousResultId }) =>
    orAgain(publisher.report(textDocument.uri, previousResultId)),
  )
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }) => {
    const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]))
    return { items: await orAgain(publisher.workspaceReport(folders, previous)) }
  })
}

/** What the text alone says. */
function registerTextFeatures(serving: Serving): void {
  const { connection, workspace, client, positions, uri: uriOf } = serving
  const documentOf = (uri: string) => workspace.document(uri)?.document
  connection.onFoldingRanges(({ textDocument: { uri } }, cancel) => {
    const document = documentOf(uri)
    return document && answerInPieces(foldingRanges(document, positions), uri, cancel, serving)
  })
  connection.onSelectionRanges(({ textDocument, positions: places }) => {
    const document = documentOf(textDocument.uri)
    return document && selectionRanges(document, places, positions)
  })
  connection.onDocumentSymbol(async ({ textDocument: { uri } }, cancel) => {
    const document = documentOf(uri)
    if (document === undefined) return null
    const work = documentSymbols(document, positions)
    const symbols = await answerInPieces(work, uri, cancel, serving)
    return client.nestedSymbols ? symbols : flatSymbols(symbols, uri)
  })
  connection.onDocumentLinks(async ({ textDocument }) => {
    const effective = await effectiveTarget(serving, textDocument.uri)
    if (effective !== undefined) return effectiveLinks(effective, serving)
    const snapshot = await snapshotOf(serving, textDocument.uri)
    return snapshot && documentLinks(snapshot, positions, uriOf)
  })
}

function registerTokens(serving: Serving): void {
  const { connection, workspace, positions } = serving
  const results = new TokenResults()
  const dataOf = async (uri: string, cancel: CancellationToken, range?: Range) => {
    const document = workspace.document(uri)?.document
    if (document === undefined) return []
    const { source } = document
    const start = range === undefined ? 0 : positions.offset(source, range.start)
    const end = range === undefined ? source.length : positions.offset(source, range.end)
    const work = semanticTokens(document, positions, { start, end })
    return answerInPieces(work, uri, cancel, serving)
  }
  const { semanticTokens: requests } = connection.languages
  requests.on(async ({ textDocument: { uri } }, cancel) => {
    return results.full(uri, await dataOf(uri, cancel))
  })
  requests.onDelta(async ({ textDocument: { uri }, previousResultId }, cancel) => {
    return results.delta(uri, await dataOf(uri, cancel), previousResultId)
  })
  requests.onRange(async ({ textDocument: { uri }, range }, cancel): Promise<SemanticTokens> => {
    return { data: await dataOf(uri, cancel, range) }
  })
}

function registerFormatting(serving: Serving): void {
  const { connection, positions, formatter } = serving
  const answer = (
    formatted: Formatted,
    { uri, document }: FileSnapshot,
    cancel: CancellationToken,
  ) => {
    if (formatted.kind === 'edits') {
      const work = protocolEdits(formatted.edits, document.source, positions)
      return answerInPieces(work, uri, cancel, serving)
    }
    void connection.sendNotification('window/showMessage', {
      type: WARNING,
      message: formatted.reason,
    })
    return []
  }
  connection.onDocumentFormatting(async ({ textDocument: { uri }, options }, cancel) => {
    const snapshot = await snapshotOf(serving, uri)
    if (snapshot === undefined) return null
    const ensureWanted = stillWanted(uri, cancel, serving)
    const formatted = await formatter.format(snapshot, indentOf(options.tabSize), cancel)
    ensureWanted()
    return formatted === undefined ? [] : answer(formatted, snapshot, cancel)
  })
  connection.onDocumentRangeFormatting(async ({ textDocument, range, options }, cancel) => {
    const snapshot = await snapshotOf(serving, textDocument.uri)
    if (snapshot === undefined) return null
    const { source } = snapshot.document
    const part = {
      start: positions.offset(source, range.start),
      end: positions.offset(source, range.end),
    }
    const formatted = formattedPart(snapshot.within, indentOf(options.tabSize), part)
    return answer(formatted, snapshot, cancel)
  })
}

/** `ecconf fmt` takes from 1 to 8 blanks. */
function indentOf(tabSize: number): number {
  return Number.isInteger(tabSize) ? Math.min(Math.max(tabSize, 1), 8) : 2
}
