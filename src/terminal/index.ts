export { type AddressProblem, parseTarget, type Target } from './address.js'
export { askCredentials } from './ask-hidden.js'
export { type BatchOutput, commandsIn, type ExitStatus, runBatch } from './batch.js'
export { ConnectionFailed } from './connect.js'
export {
  type ConnectionOptions,
  ConsoleConnection,
  type Credentials,
  type Ended,
  endedText,
} from './console-connection.js'
export { runInteractive } from './interactive.js'
export { type LineEditor, ReadlineEditor } from './line-editor.js'
export { prompt } from './prompt.js'
