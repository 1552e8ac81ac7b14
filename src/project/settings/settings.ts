import type { Severities } from '../../diagnostics/index.js'

/** The severity of findings, by code. */
export type RuleSettings = Severities

/** What `ecconf.json` says, with paths as a command takes them: `schemas/settings.json`. */
export interface Settings {
  /** The file, as people know it. */
  readonly name: string
  /** Absolute. */
  readonly folder: string
  /** The patterns of main files; none when the settings name none. */
  readonly main: readonly string[]
  /** Whether an absolute path is one of the main files that the settings name. */
  readonly isMain: (path: string) => boolean
  /** Whether the findings in a file, or below a folder, are not reported. */
  readonly isIgnored: (path: string) => boolean
  readonly sysroot: string | undefined
  readonly searchPath: string | undefined
  /** The nodes that a configuration is checked for, once for each; undefined when nothing is said. */
  readonly nodes: readonly string[] | undefined
  readonly target: string | undefined
  readonly role: 'manager' | 'node' | undefined
  readonly rules: RuleSettings
  readonly baseline: string | undefined
  readonly schemas: readonly string[]
}

/** The settings of the nearest file; `undefined` where there is none. */
export type SettingsAt = (folder: string) => Promise<Settings | undefined>
