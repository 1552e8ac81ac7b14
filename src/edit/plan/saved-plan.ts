import type { Change } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { TextEdit } from '../../syntax/index.js'
import type { Effect, Placement } from '../change/change-set.js'

/** The version of the form that is written; others are not read. */
export const PLAN_VERSION = 1

/**
 * A change set as it is kept for later, as JSON (`schemas/plan.json`). It holds no path of the machine
 * that it was made on but those in `configuration`, so that it fits the same files elsewhere.
 */
export interface SavedPlan {
  /** What kind of file this is. */
  readonly format: 'ecconf plan'
  readonly version: typeof PLAN_VERSION
  readonly configuration: PlannedConfiguration
  readonly message?: string
  /** Every file of the configuration. The plan fits while they are these and no others. */
  readonly files: readonly PlannedFile[]
  readonly changes: readonly Change[]
  readonly placements: readonly PlannedPlacement[]
  readonly effects: readonly Effect[]
  readonly edits: readonly PlannedEdits[]
  /** Files are named as in `files`. */
  readonly diagnostics: readonly Diagnostic[]
  readonly notes: readonly string[]
}

/** How the configuration was loaded, with absolute paths. */
export interface PlannedConfiguration {
  readonly main: string
  readonly sysroot?: string
  readonly searchPath?: string
  readonly node?: string
  readonly role?: 'manager' | 'node'
  /** The settings file, where a flag named one. */
  readonly settings?: string
}

export interface PlannedFile {
  /** `PlanNames` says how. */
  readonly file: string
  /** Of the bytes, lower-case hexadecimal. */
  readonly sha256: string
}

/** `file` is named as in `files`. */
export interface PlannedPlacement extends Omit<Placement, 'change' | 'path'> {
  /** The index of the change that it is about; absent when it is about none. */
  readonly change?: number
}

/** The edits of one file, which is named as in `files`. */
export interface PlannedEdits {
  readonly file: string
  /** The file is made by this; it is not among `files`. */
  readonly create: boolean
  /** UTF-16 indices into the text as it is. */
  readonly edits: readonly TextEdit[]
  /** Of the bytes afterwards. */
  readonly sha256: string
}
