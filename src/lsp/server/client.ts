import type { ClientCapabilities } from 'vscode-languageserver'
import type { Encoding } from '../positions/positions.js'

/** What a client can do, as far as the server asks. */
export interface Client {
  readonly encoding: Encoding
  /** Whether hovers and descriptions may be Markdown. */
  readonly markdown: boolean
  readonly snippets: boolean
  /** Whether edits may name the versions of documents, and be annotated. */
  readonly documentChanges: boolean
  readonly changeAnnotations: boolean
  readonly pullDiagnostics: boolean
  /** Whether findings may be sent to it that it has not asked for. */
  readonly takesDiagnostics: boolean
  readonly refreshDiagnostics: boolean
  readonly relatedInformation: boolean
  /** Whether symbols may stand within others. */
  readonly nestedSymbols: boolean
  /** Whether a definition may say which text led to it. */
  readonly linkSupport: boolean
  readonly lineFoldingOnly: boolean
  /** Whether changes on disk may be asked for at run time. */
  readonly watchesFiles: boolean
  readonly relativePatterns: boolean
  /** Whether the client opens texts that the server makes. */
  readonly textContent: boolean
  readonly codeActionLiterals: boolean
  readonly codeActionResolve: boolean
  readonly refreshLenses: boolean
  readonly refreshHints: boolean
  readonly configuration: boolean
}

/** @param capabilities what the client has declared; all else it cannot do */
export function clientOf(capabilities: ClientCapabilities): Client {
  const { general, textDocument, workspace } = capabilities
  const encodings = general?.positionEncodings ?? []
  const known = encodings.find((each): each is Encoding => each === 'utf-8' || each === 'utf-16')
  const formats = textDocument?.hover?.contentFormat ?? []
  const edit = workspace?.workspaceEdit
  const watching = workspace?.didChangeWatchedFiles
  return {
    encoding: known ?? 'utf-16',
    markdown: formats.includes('markdown'),
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    documentChanges: edit?.documentChanges === true,
    changeAnnotations: edit?.changeAnnotationSupport !== undefined && edit.documentChanges === true,
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    takesDiagnostics: textDocument?.publishDiagnostics !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true,
    nestedSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    linkSupport: textDocument?.definition?.linkSupport === true,
    lineFoldingOnly: textDocument?.foldingRange?.lineFoldingOnly === true,
    watchesFiles: watching?.dynamicRegistration === true,
    relativePatterns: watching?.relativePatternSupport === true,
    textContent: workspace?.textDocumentContent !== undefined,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    codeActionResolve:
      textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
    refreshLenses: workspace?.codeLens?.refreshSupport === true,
    refreshHints: workspace?.inlayHint?.refreshSupport === true,
    configuration: workspace?.configuration === true,
  }
}
