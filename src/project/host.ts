/** What a file is to a run, in words that stand behind its name. */
export type Use =
  | 'is a file of the configuration'
  | 'holds the lines'
  | 'holds the plan'
  | 'holds the key'
  | 'holds the settings'
  | 'holds a schema'
  | 'is the baseline'

/**
 * Who runs the code of a project: a command, an editor's server, a program that uses the library.
 * This room itself prints nothing.
 */
export interface Host {
  /** A line for people about what was done. Without a line end, as it is to be shown. */
  readonly note: (line: string) => void
  /** A line for people about what was passed over, or ended on the way; as in `note`. */
  readonly warn: (line: string) => void
  /** Files were written: a line that cannot be shown from now on undoes nothing. */
  readonly wrote: () => void
  /**
   * A file that is no part of the configuration is about to be read.
   * @param path relative to the working directory, or absolute
   */
  readonly reads: (path: string, use: Use) => void
  /** Settings were looked for where there are none: they hold as soon as somebody makes them. @param path absolute */
  readonly misses?: (path: string) => void
  /**
   * What Node is to run for a command of ecconf in another process: the options of Node and the file.
   * Without it no other process is started: what other users have left is left to them.
   */
  readonly program?: () => readonly string[]
}
