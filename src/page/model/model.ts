/**
 * What stands in a page, as data. All texts are as they are shown: secrets are masked, and what
 * nobody sees is visible (`visible` of the reports). A number that stands for a text is its index
 * in `texts`; -1 stands for none.
 */
export interface PageModel {
  readonly version: 1
  /** What made it: `ecconf 0.1.0`. */
  readonly program: string
  readonly configuration: ConfigurationModel
  /** What changes, where two configurations or a plan were given: `configuration` is the later one. */
  readonly changes?: ChangesModel
}

export interface ConfigurationModel {
  readonly main: string
  readonly role: 'manager' | 'node' | 'unknown'
  readonly texts: readonly string[]
  readonly files: readonly FileModel[]
  readonly inclusions: readonly InclusionModel[]
  readonly optionLists: readonly OptionListModel[]
  readonly scopes: ScopeColumns
  readonly options: OptionColumns
  readonly definitions: DefinitionColumns
  /** The inclusions that lead to a text, the nearest first: `eccluster.conf:44 (readonly_include)`. */
  readonly chains: readonly (readonly string[])[]
  readonly findings: readonly FindingModel[]
  /** How many findings there are beyond these, which are the worst. */
  readonly findingsLeftOut: number
}

export type FileState = 'main' | 'included' | 'overlay' | 'local changes' | 'built in' | 'missing'

export interface FileModel {
  readonly name: string
  readonly state: FileState
  /** Why the file must not be written; absent when it may be, or when the text is in no file. */
  readonly readOnly?: string
  /** The path as the running product sees it, where it is not the name. */
  readonly productPath?: string
}

export interface InclusionModel {
  /** Indices of files. */
  readonly from: number
  readonly to: number
  readonly line: number
  readonly keyword: 'include' | 'readonly_include' | 'Local_Changes_File'
}

/** How values are searched for; `pointer` is `listener` for the option that names the pathway. */
export const FALLBACKS = [
  'none',
  'enclosing',
  'outbound',
  'listener',
  'pathway',
  'pointer',
] as const

export type FallbackKind = (typeof FALLBACKS)[number]

/** The options that a kind of scope may have, one at each index of every column. */
export interface OptionListModel {
  /** The registered spelling. */
  readonly name: readonly number[]
  /** As configuration text. */
  readonly default: readonly number[]
  /** Index in `FALLBACKS`. */
  readonly fallback: readonly number[]
  /** 1 for a secret, 2 for what takes effect only after a restart, or both. */
  readonly flags: readonly number[]
  /** What it is, and what may be written. */
  readonly description: readonly number[]
  readonly expected: readonly number[]
}

export const SECRET = 1
export const RESTART = 2

/** The scopes, outer ones before inner ones; the first is Global. */
export interface ScopeColumns {
  /** The index of the outer scope; -1 for Global. */
  readonly parent: readonly number[]
  /** `Domain "example.com"`. */
  readonly label: readonly number[]
  /** Index in `optionLists`; -1 for a scope that the product does not know. */
  readonly list: readonly number[]
  /** How many options each has; they follow one another in `options`. */
  readonly options: readonly number[]
  /** The places of its stanzas: file, line, file, line and so on. */
  readonly stanzas: readonly (readonly number[])[]
  /**
   * Where values are searched for, by kind: pairs of an index in `FALLBACKS` and an index in
   * `searched`. Without a pair `none` is the scope alone, and `enclosing` all scopes around it too.
   */
  readonly searches: readonly (readonly number[])[]
  /**
   * Places in the order of the search, without the scope itself: how many scopes each has, then these.
   * A scope that does not exist is -1 minus the index of its text.
   */
  readonly searched: readonly (readonly number[])[]
}

export interface OptionColumns {
  readonly name: readonly number[]
  /** As in `OptionListModel`. */
  readonly flags: readonly number[]
  /** How many definitions each has, in the order of reading; the last one counts. */
  readonly definitions: readonly number[]
}

/** The kinds of text that a definition stands in, as the explanation of a value names them. */
export const LAYERS = [
  'implicit setting',
  'main file',
  'included file',
  'overlay',
  'local changes file',
  'change in memory',
] as const

export interface DefinitionColumns {
  readonly file: readonly number[]
  readonly line: readonly number[]
  readonly column: readonly number[]
  /** As written, with its line breaks. */
  readonly value: readonly number[]
  /** Index in `LAYERS`. */
  readonly layer: readonly number[]
  /** `wins: read last, overlay`. */
  readonly reason: readonly number[]
  /** Index in `chains`. */
  readonly chain: readonly number[]
}

export type Severity = 'error' | 'warning' | 'info'

export interface FindingModel {
  readonly severity: Severity
  readonly code: string
  readonly summary: string
  readonly detail?: string
  /** The file that the finding is about, an index in `files`; -1 when it is about none. */
  readonly file: number
  readonly line: number
  readonly column: number
  /** The lines that it is about, as a report shows them. */
  readonly frame?: string
  /** What it stands at: an option is its index, a scope -1 minus its index. */
  readonly at: readonly number[]
}

/** What changes from one configuration to another. */
export interface ChangesModel {
  /** What each side is called. */
  readonly before: string
  readonly after: string
  /** The message of a plan: why the change is made. */
  readonly message?: string
  readonly effects: readonly EffectModel[]
  /** How many differences are in spelling only. */
  readonly spelling: number
  readonly files: readonly ChangedFileModel[]
}

export interface EffectModel {
  readonly change: 'added' | 'removed' | 'changed'
  readonly scope: string
  /** Absent for a scope, or for its place among others. */
  readonly option?: string
  readonly before?: SideModel
  readonly after?: SideModel
  /** What else there is to say: `now 5, the default; 3 domains fell back to it`. */
  readonly note: string
  /** The first of the scopes that get their value from this one. */
  readonly dependents: readonly string[]
  /** Whether the change needs a restart; null when that is not known. */
  readonly restart: boolean | null
}

export interface SideModel {
  readonly value: string
  readonly file: string
  readonly line: number
}

/** A file of both sides, with what differs in its text. */
export interface ChangedFileModel {
  readonly name: string
  /** The name on the later side, where it is another one. */
  readonly newName?: string
  readonly state: 'changed' | 'new' | 'removed'
  readonly added: number
  readonly removed: number
  readonly parts: readonly DiffPart[]
}

/** Lines that differ with those around them, or lines in between that are the same. */
export type DiffPart = HunkModel | GapModel

export interface HunkModel {
  readonly kind: 'hunk'
  /** The numbers of the first lines, from 1. */
  readonly before: number
  readonly after: number
  /** Each behind a blank, `-`, `+` or `\`. */
  readonly lines: readonly string[]
}

export interface GapModel {
  readonly kind: 'gap'
  readonly before: number
  readonly after: number
  readonly count: number
  /** Absent where the file is large. */
  readonly lines?: readonly string[]
}
