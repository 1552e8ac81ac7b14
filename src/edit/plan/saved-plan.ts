import type { Change } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { TextEdit } from '../../syntax/index.js'
import type { Effect, Placement } from '../change/change-set.js'

/** The version of plans that is written; other versions are not read. */
export const PLAN_VERSION = 1

/**
 * A change set kept for later, as JSON (`schemas/plan.json`). Only `configuration` has paths of the
 * machine that it was made on, so that a plan fits equal files elsewhere.
 */
export interface SavedPlan {
  /** Marks the file as a plan. */
  readonly format: 'ecconf plan'
  readonly version: typeof PLAN_VERSION
  readonly configuration: PlannedConfiguration
  readonly message?: string
  /** All files of the configuration. The plan fits as long as exactly these exist, unchanged. */
  readonly files: readonly PlannedFile[]
  readonly changes: readonly Change[]
  readonly placements: readonly PlannedPlacement[]
  readonly effects: readonly Effect[]
  readonly edits: readonly PlannedEdits[]
  /** The findings, with file names as in `files`. */
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
  /** The settings file, if a flag named one. */
  readonly settings?: string
}

export interface PlannedFile {
  /** The name of the file, from `PlanNames`. */
  readonly file: string
  /** SHA-256 of the bytes, lower-case hexadecimal. */
  readonly sha256: string
}

/** A placement with a file name as in `files`. */
export interface PlannedPlacement extends Omit<Placement, 'change' | 'path'> {
  /** The index of the change; absent when the placement belongs to no change. */
  readonly change?: number
}

/** The edits of one file, named as in `files`. */
export interface PlannedEdits {
  readonly file: string
  /** Whether the edits make the file, which then is not in `files`. */
  readonly create: boolean
  /** UTF-16 indices into the old text. */
  readonly edits: readonly TextEdit[]
  /** SHA-256 of the bytes afterwards, lower-case hexadecimal. */
  readonly sha256: string
}
