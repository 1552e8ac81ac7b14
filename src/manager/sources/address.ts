/** What a query has found: text as the source writes it, null where there is nothing. */
export interface Rows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
}

/** A query and what it is asked with. */
export interface Question {
  readonly query: string
  /** By lower-case names, in the order in which the configuration has them. */
  readonly parameters: ReadonlyMap<string, string>
  /** How many rows are read; the rest is left. */
  readonly mostRows: number
}

/** One of the places where a data source can be asked: a `uri` of it. Opened by the first question. */
export interface Address {
  /** For logs: without a secret. */
  readonly name: string
  /**
   * @param signal ends the waiting; the rest of the work is given up
   * @throws SourceError
   */
  ask(question: Question, signal: AbortSignal): Promise<Rows>
  /** Gives up what is open. */
  close(): Promise<void>
}

/** Makes the address that stands behind the driver's name and colon. @throws SourceError */
export type Driver = (rest: string, surroundings: Surroundings) => Address

/** What drivers know of the manager. */
export interface Surroundings {
  /** Where a path of the running product lies on this machine. */
  readonly place: (path: string) => string
  /** How many questions may be asked at the same time. */
  readonly atOnce: number
  /** How long it may take to connect, in ms. */
  readonly connectWithin: number
}

/** Why a question has no answer, in words for a log: nothing secret is in them. */
export class SourceError extends Error {
  override readonly name = 'SourceError'

  /** @param isDown whether the address is what fails, and another one may answer */
  constructor(
    message: string,
    readonly isDown: boolean,
  ) {
    super(message)
  }
}
