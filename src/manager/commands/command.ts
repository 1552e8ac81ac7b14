import type { Output } from './output.js'
import type { ProgramKind, SessionContext } from './session-context.js'

/** What became of a command: 0 it was done, 1 it was not. */
export type Status = 0 | 1

/** What was asked for is done. */
export const DONE: Status = 0

/** How an answer about the configuration is shown. */
export type Display = 'text' | 'set' | 'json'

/** What may stand behind the name of a command: for completion and for the docs. */
export type Operands =
  | 'none'
  | 'option'
  | 'scope'
  | 'scope-name'
  | 'either'
  | 'value'
  | 'command'
  | 'node'
  | 'subcluster'
  | 'path'
  | 'text'

/** One command of the console: what it is called, what there is to say of it, and what it does. */
export interface Command {
  /**
   * In lower case: `config begin from scratch`. In a command of a module, NAME is the place of the
   * instance: `ec_logger:NAME help`.
   */
  readonly name: string
  /** Every form of it, with its operands in capitals: `config get [SCOPE ...] OPTION`. */
  readonly usage: readonly string[]
  /** One line, without a stop. */
  readonly description: string
  /** What else there is to know, in lines of at most 100 columns. */
  readonly help?: string
  readonly operands: Operands
  /** The program that has it; absent when the manager and nodes do. */
  readonly only?: ProgramKind
  /** What a pipe may ask of it; absent for a command whose lines are all text. */
  readonly pipe?: {
    /** The forms in which it can be shown beside text. */
    readonly displays: readonly Exclude<Display, 'text'>[]
    /** Whether `| compare` says something. */
    readonly compares?: boolean
  }
  /** Of a command that sends another one to nodes: that one, the end of the operands. */
  readonly sends?: (operands: string) => string
  /** The command answers in XML by itself, when it is asked to or always. */
  readonly ownXml?: boolean
  /** @throws ConsoleError, whose message is the answer of a command that failed */
  readonly run: (asked: Asked, context: SessionContext) => Status | Promise<Status>
}

/** A command as it was asked for. */
export interface Asked {
  /** The command before any pipe, as typed, without blanks around it. */
  readonly text: string
  /** What stands behind the name of the command, as typed. */
  readonly operands: string
  /** The instance that stands in the place of NAME in the command's name, as typed. */
  readonly instance?: string
  /** Whether XML is asked for. */
  readonly isXml: boolean
  readonly display: Display
  readonly compares: boolean
  readonly output: Output
}
