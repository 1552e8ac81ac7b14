export type { Broadcast, Target } from './broadcast.js'
export { CommandTooLong } from './broadcasts.js'
export { type CommandText, commandText } from './command-text.js'
export type { KeptAnswer, KeptStatus, NodeAnswer } from './kept-answer.js'
