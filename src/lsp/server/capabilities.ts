import type { ClientCapabilities, ServerCapabilities } from 'vscode-languageserver'
import { TOKEN_TYPES } from '../text/tokens.js'
import type { Client } from './client.js'
import { meaningCapabilities } from './meaning-capabilities.js'

/** Texts are sent as the changes made to them. */
const INCREMENTAL = 2

/** What the server offers a client: nothing that the client has not said it can use. */
export function capabilitiesFor(
  client: Client,
  { textDocument = {}, workspace = {} }: ClientCapabilities,
): ServerCapabilities {
  return {
    positionEncoding: client.encoding,
    textDocumentSync: {
      openClose: true,
      change: INCREMENTAL,
      save: { includeText: false },
    },
    ...(client.pullDiagnostics && {
      diagnosticProvider: {
        identifier: 'ecconf',
        interFileDependencies: true,
        workspaceDiagnostics: workspace.diagnostics !== undefined,
      },
    }),
    ...(textDocument.documentLink && { documentLinkProvider: {} }),
    ...(textDocument.formatting && { documentFormattingProvider: true }),
    ...(textDocument.rangeFormatting && { documentRangeFormattingProvider: true }),
    ...(textDocument.semanticTokens && {
      semanticTokensProvider: {
        legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [] },
        full: { delta: true },
        range: true,
      },
    }),
    ...(textDocument.foldingRange && { foldingRangeProvider: true }),
    ...(textDocument.selectionRange && { selectionRangeProvider: true }),
    ...(textDocument.documentSymbol && { documentSymbolProvider: true }),
    ...meaningCapabilities(client, { textDocument, workspace }),
  }
}
