import type { Configuration } from '../../config/index.js'
import type { PastReport } from '../records/past-reports.js'
import type { SourceCounts } from '../sources/counts.js'

/** What the manager keeps beside the configuration, as commands look after it. */
export interface Upkeep {
  /**
   * Closes logs and opens them by their names anew.
   * @param logger the instance of an `ec_logger`; all of them by default
   * @returns why some cannot be written, each in one line
   */
  reopenLogs(logger?: string): Promise<readonly string[]>
  /** The last reports of each level that went into the paniclog, in the order of time. */
  lastReports(): readonly PastReport[]
  /** What each data source that a configuration defines has been asked so far. */
  sourceCounts(configuration: Configuration): readonly SourceCounts[]
  /**
   * Empties the cache of a data source.
   * @returns how many answers there were; undefined where nothing defines the source
   */
  flushSource(configuration: Configuration, name: string): number | undefined
  /** What the manager's own thread has done so far. */
  threadCounts(): ThreadCounts
}

/** What a thread beside that of the sessions has done so far. */
export interface ThreadCounts {
  readonly jobs: number
  /** Of all jobs together, in ms. */
  readonly time: number
  /** How many such threads there are now. */
  readonly threads: number
}
