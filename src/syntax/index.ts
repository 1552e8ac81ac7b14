export { applyEdits, invertEdits, sortEdits, type TextEdit } from './edits.js'
export { firstTokenFrom } from './first-token.js'
export { runsInto } from './joins.js'
export { BROKEN, NodeKind, TokenKind } from './kinds.js'
export { partitionPoint } from './partition-point.js'
export { atOnce, type Pieces } from './pieces.js'
export { rangesWithin } from './ranges-within.js'
export { decodeString, encodeString, looksLikeAddress, needsQuotes } from './scalar.js'
export { type Position, type Range, Source } from './source.js'
export { gapBefore, type SyntaxTree, type Tokens } from './tree.js'
export {
  ArrayView,
  BodyView,
  DictionaryView,
  EntryView,
  ErrorView,
  FileView,
  IncludeView,
  type ItemView,
  NodeView,
  nodeAt,
  OptionView,
  ScalarView,
  ScopeView,
  TokenView,
  type ValueView,
} from './views.js'
