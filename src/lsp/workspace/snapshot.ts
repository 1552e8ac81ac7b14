import type { Document } from '../../../grammar/index.js'
import type { ConfigFile } from '../../config/index.js'
import type { LintTarget } from '../../project/targets/lint-targets.js'
import type { Positions } from '../positions/positions.js'
import type { Client } from '../server/client.js'

/** A configuration, or a fragment, that has a file. */
export interface FileInTarget {
  readonly target: LintTarget
  readonly file: ConfigFile
}

/** Every place of a file in what was read. */
export function whereItStands(targets: readonly LintTarget[], realPath: string): FileInTarget[] {
  return targets.flatMap((target) => {
    const file = target.configuration.files.find((each) => each.realPath === realPath)
    return file === undefined ? [] : [{ target, file }]
  })
}

/** What is known of one file at one moment. */
export interface FileSnapshot {
  readonly uri: string
  /** Absolute. */
  readonly path: string
  /** Of the open text; null for a file that is not open. */
  readonly version: number | null
  readonly document: Document
  /** Where the file stands: several when several main files include it, or several nodes read it. */
  readonly within: readonly FileInTarget[]
}

/** What a feature needs beside the file that is asked about. */
export interface Asked {
  readonly client: Client
  readonly positions: Positions
  /** The address under which the client knows a file. */
  readonly uri: (path: string) => string
  /** The version of an open text; null for a file that is not open. */
  readonly version: (path: string) => number | null
}
