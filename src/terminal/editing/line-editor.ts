import type { Completions } from '../../protocol/index.js'

/** What can stand at the end of a line: words that fit, and how much of the line one replaces. */
export type Possibilities = Pick<Completions, 'replaces' | 'candidates' | 'more'>

/** Reads lines that a person types, and lets others write while it waits. */
export interface LineEditor {
  /** How many columns and rows the terminal has. */
  readonly size: { readonly columns: number; readonly rows: number }
  /** Whether answers are seen on a terminal, and can be paged. */
  readonly isTerminal: boolean
  /** Whether the terminal is gone, so that nobody can be asked. */
  readonly isGone: boolean
  /** @returns undefined when the person leaves: by Ctrl-D, or because the terminal is gone */
  read(prompt: string): Promise<string | undefined>
  /** Asks a question that yes or no answers; what is neither counts as no. */
  ask(question: string): Promise<boolean>
  /** Writes lines, with their line ends, above what is being typed. */
  write(text: string): void
  /** Keeps a line for later sessions. */
  keep(line: string): void
  /** Calls `action` for each Ctrl-C while no line is read; undefined: nobody wants to know. */
  onInterrupt(action: (() => void) | undefined): void
  /** Gives the terminal to another program, or to a question of another kind, as it was before. */
  lend<Result>(action: () => Promise<Result>): Promise<Result>
  close(): void
}
