export { type AddressProblem, parseTarget, type Target } from './address.js'
export { askCredentials, Terminal } from './ask-hidden.js'
export { type BatchOutput, commandsIn, type ExitStatus, runBatch } from './batch.js'
export { ConnectionFailed } from './connection-failed.js'
export {
  type ConnectionOptions,
  ConsoleConnection,
  type Credentials,
  type Ended,
  endedText,
} from './console-connection.js'
export type { LineEditor } from './editing/line-editor.js'
export { TerminalEditor } from './editing/terminal-editor.js'
export { harmlessText } from './harmless.js'
export { InteractiveSession } from './interactive.js'
export { prompt } from './prompt.js'
export { readTlsFiles, type TlsFiles } from './tls.js'
export type { TlsPaths } from './tls-paths.js'
