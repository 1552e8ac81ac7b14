import type { ClientCapabilities, ServerCapabilities } from 'vscode-languageserver'
import { EFFECTIVE_SCHEME } from '../meaning/effective/uris.js'
import type { Client } from './client.js'

/** The command that answers with the effective configuration of a file. */
export const SHOW_EFFECTIVE = 'ecconf.showEffective'

/** What the server offers of the features that need a configuration. */
export function meaningCapabilities(
  client: Client,
  { textDocument = {}, workspace = {} }: ClientCapabilities,
): ServerCapabilities {
  return {
    ...(textDocument.completion && {
      completionProvider: { triggerCharacters: ['"', '=', '/', '(', '['], resolveProvider: true },
    }),
    ...(textDocument.hover && { hoverProvider: true }),
    ...(textDocument.definition && { definitionProvider: true }),
    ...(textDocument.references && { referencesProvider: true }),
    ...(workspace.symbol && { workspaceSymbolProvider: true }),
    ...(textDocument.rename && {
      renameProvider: textDocument.rename.prepareSupport ? { prepareProvider: true } : true,
    }),
    ...(client.codeActionLiterals && {
      codeActionProvider: {
        codeActionKinds: ['quickfix', 'refactor.rewrite', 'source.fixAll.ecconf'],
        resolveProvider: client.codeActionResolve,
      },
    }),
    ...(textDocument.codeLens && { codeLensProvider: {} }),
    ...(textDocument.inlayHint && { inlayHintProvider: true }),
    ...(workspace.executeCommand && { executeCommandProvider: { commands: [SHOW_EFFECTIVE] } }),
    ...(client.textContent && {
      workspace: { textDocumentContent: { schemes: [EFFECTIVE_SCHEME] } },
    }),
  }
}
