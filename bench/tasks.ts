import type { StartedManager } from './console.js'
import type { ContenderName } from './contenders.js'

/** Times one contender on one file. */
export interface CallTask {
  readonly kind: 'calls'
  readonly contender: ContenderName
  /** The folder of the built library. */
  readonly library: string
  readonly file: string
  /** Calls to time after the first one and some to warm up; 0 for the first one only. */
  readonly runs: number
  /** No further call is begun after this. */
  readonly seconds: number
}

export interface CallMeasures {
  /** Milliseconds of the first call in the process. */
  readonly first: number
  /** Milliseconds of each call after the warm-up. */
  readonly times: readonly number[]
  /** Megabytes before the input was read. */
  readonly loaded: number
  /** Megabytes at most, the input included. */
  readonly peak: number
}

/** Times look-ups of an option in the domains of a configuration. */
export interface EvalTask {
  readonly kind: 'eval'
  readonly library: string
  readonly file: string
}

export interface EvalMeasures {
  /** Milliseconds of the first look-up after the load. */
  readonly first: number
  /** Microseconds of a look-up in a domain where none has been before, on average. */
  readonly untouched: number
  /** Microseconds of a look-up in a domain that was asked before, by round. */
  readonly times: readonly number[]
}

/** Times changes of an option, with their preview. */
export interface SetTask {
  readonly kind: 'set'
  readonly library: string
  readonly file: string
  /** Which scope the option is set in. */
  readonly where: 'domain of a binding' | 'domain' | 'global' | 'new scope'
  readonly runs: number
}

export interface SetMeasures {
  /** Milliseconds of the first change in the process. */
  readonly first: number
  /** Milliseconds of each later one, of a configuration that was loaded for it. */
  readonly times: readonly number[]
}

/** Times a change in memory with a look-up after it, as a console session makes them. */
export interface ApplyTask {
  readonly kind: 'apply'
  readonly library: string
  readonly file: string
  readonly runs: number
}

export interface ApplyMeasures {
  /** Milliseconds of the first change after the load: what the look-up needs is merged for it. */
  readonly first: number
  /** Milliseconds of each later one. */
  readonly times: readonly number[]
}

/** Times what a session of the manager waits for while the manager is busy for another one. */
export interface ManagerTask extends StartedManager {
  readonly kind: 'manager'
  readonly runs: number
  /** How often an option is set and asked for. */
  readonly pairs: number
}

export interface ManagerMeasures {
  /** By what was done: the slowest answer to another session in each run, in ms. */
  readonly waits: Readonly<Record<string, readonly number[]>>
  /** By what was done: how long it took in each run, in ms. */
  readonly took: Readonly<Record<string, readonly number[]>>
  /** Milliseconds from an option's being sent to the answer of what it is. */
  readonly pairs: readonly number[]
}

/** Measures what many sessions of a manager take, and one that asks often. */
export interface SessionsTask extends StartedManager {
  readonly kind: 'sessions'
  /** A module that tells the memory of a process when it is asked (`heap-hook.cjs`). */
  readonly hook: string
  /** A server that does nothing but hold connections (`bare-server.cjs`). */
  readonly bareServer: string
  readonly sessions: number
  /** How often each of them asks. */
  readonly asks: number
  /** How often one connection asks, one question after the other. */
  readonly roundTrips: number
  /** How often one option is set to and fro. */
  readonly toggles: number
  /** How often the manager is started; the one with a large configuration three times. */
  readonly starts: number
  readonly small: StartedManager
  readonly large: StartedManager
}

export interface SessionsMeasures {
  /** Milliseconds of each answer while all sessions ask at once. */
  readonly answers: { readonly median: number; readonly slowestPercent: number }
  /** Bytes of an idle session beyond those of a socket that does nothing. */
  readonly idle: number
  /** Milliseconds of all round trips on one connection. */
  readonly manager: number
  /** Milliseconds of as many `CONFIG GET` on a redis-server; absent where there is none. */
  readonly redis?: number
  /** Bytes by which the memory has grown with the toggles. */
  readonly grown: number
  /** Milliseconds until it is ready, and of Node that has nothing to do. */
  readonly starts: {
    readonly bare: readonly number[]
    readonly small: readonly number[]
    readonly large: readonly number[]
  }
}

/** A manager of so many nodes. */
export interface NodesTask {
  readonly kind: 'nodes'
  readonly nodes: number
}

/** Times in ms. */
export interface NodesMeasures {
  readonly rollCall: number
  readonly answers: number
  readonly membership: number
  readonly retrieve: number
  readonly grouped: number
  /** The peak memory of the process, in MB. */
  readonly peak: number
}

export interface BusTask {
  readonly kind: 'bus'
  /** How many members answer, each over a connection of its own. */
  readonly members: number
  readonly rounds: number
}

/** Milliseconds of each round. */
export interface BusMeasures {
  /** A command that a manager broadcasts, answered by as many whole agents. */
  readonly broadcast: readonly number[]
  /** One message, answered by as many members that do nothing but answer. */
  readonly echo: readonly number[]
  /** As many requests of the library at once. */
  readonly plain: readonly number[]
}

/** An editor that works in one text. */
export interface LspTask {
  readonly kind: 'lsp'
  /** The program `ecconf` as it is shipped, and the module that tells its memory. */
  readonly program: string
  readonly hook: string
  readonly file: string
  /** How often the server is started; the last one is measured further. */
  readonly starts: number
  readonly keystrokes: number
  /** How often the findings are waited for behind a keystroke. */
  readonly findings: number
  /** How often each question is asked. */
  readonly calls: number
}

/** Times in ms. */
export interface LspMeasures {
  readonly starts: readonly number[]
  readonly keystrokes: readonly number[]
  readonly findings: readonly number[]
  readonly methods: Readonly<Record<string, readonly number[]>>
  /** How long another question waited while one about the whole text was answered. */
  readonly waits: Readonly<Record<string, readonly number[]>>
  /** Bytes after a collection of garbage. */
  readonly memory: number
}

/** Somebody who makes the page of a configuration, opens it and scrolls through the values. */
export interface PageTask {
  readonly kind: 'page'
  /** The program `ecconf` as it is shipped. */
  readonly program: string
  readonly main: string
  readonly opens: number
}

/** Times in ms. */
export interface PageMeasures {
  readonly making: number
  /** From the navigation to the first row. */
  readonly opening: readonly number[]
  /** The longest task of each time that was scrolled. */
  readonly scrolling: readonly number[]
}

export type Task =
  | ApplyTask
  | BusTask
  | CallTask
  | EvalTask
  | LspTask
  | ManagerTask
  | NodesTask
  | PageTask
  | SessionsTask
  | SetTask
