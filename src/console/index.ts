export { type LineChange, readChangeLines } from './change-lines.js'
export { addChanges, removeChanges, setChange, unsetChange, unsetElsewhere } from './changes.js'
export { commandLine, consoleValue, pathWords, splitCommandLines } from './command-lines.js'
export { type DumpPiece, dumpConf, dumpPieces } from './dump.js'
export { ConsoleError, DoubtfulCommand, type Leeway } from './error.js'
export { renderEval, renderGet, renderSet, renderUnset } from './get.js'
export type { RenderOptions } from './layout.js'
export { isRefused, type LoadFailure, loadFailure } from './load-failure.js'
export { type Expected, type Resolved, resolveWords } from './resolve.js'
export {
  renderLocate,
  renderScopeUnset,
  renderShow,
  renderShowRecurse,
  showRecurseParts,
} from './show.js'
export {
  holdsSecret,
  lineWithoutSecrets,
  splitWords,
  valueOfWords,
  type Word,
  wordsFromArguments,
} from './words.js'
