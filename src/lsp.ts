/**
 * `ecconf/lsp`: the language server over two streams, for a program that has an editor in it or a
 * connection to one.
 */
export {
  type EditorStreams,
  type LanguageServer,
  type NodeStream,
  type ServerDescription,
  startLanguageServer,
} from './lsp/index.js'
