import type { Document } from '../../grammar/document.js'
import type { ScopeType } from '../schema/types.js'
import type { IncludeView, OptionView, ScopeView, ValueView } from '../syntax/index.js'
import type { ScopePath } from './merging/change.js'

/** Why a file must not be written (language spec 5). */
export type ReadOnlyReason =
  | { readonly kind: 'readonly_include'; readonly by: Inclusion }
  | { readonly kind: 'included twice'; readonly by: readonly Inclusion[] }
  | { readonly kind: 'uri'; readonly scheme: string }
  | { readonly kind: 'outside sysroot' }
  | { readonly kind: 'not writable' }

/** A file of a configuration, however often it is included. */
export interface ConfigFile {
  /** The name for users: as given, or relative to the working directory if the file is below it. */
  readonly name: string
  /** The path on this machine. */
  readonly path: string
  /** The path without symbolic links, which is the same for all names of a file. */
  readonly realPath: string
  /** The path as the running product sees it: `path` without the sysroot. */
  readonly productPath: string
  readonly document: Document
  readonly readOnly: ReadOnlyReason | undefined
  /** Permission bits, such as 0o640; absent for a virtual file. */
  readonly mode?: number
  /** What tells the file from all others, as `FileStatus` has it; absent for one that is to be made. */
  readonly identity?: string | undefined
  /** What tells the folder from all others in which the file really lies. */
  readonly folderIdentity?: string | undefined
  /** Where the file is included; the main file has one inclusion without `parent`. */
  readonly inclusions: readonly Inclusion[]
  /** Whether the text is in no file: a change in memory, or the product's implicit settings. */
  readonly virtual?: boolean
}

/** One inclusion of a file at one place. */
export interface Inclusion {
  readonly file: ConfigFile
  /** The inclusion of the text with the include statement; absent for the main file. */
  readonly parent?: Inclusion
  /** The include statement; absent for the main file and the local changes file. */
  readonly statement?: IncludeView
  /** The option Local_Changes_File; present only for the local changes file. */
  readonly localChanges?: Definition
  /** The scope that receives its statements: that of the include statement, as written. */
  readonly within: ScopePath
  /** The number of the inclusion in the order of reading; 0 for the main file. */
  readonly order: number
}

/** A definition of an option, where it is written. */
export interface Definition {
  readonly inclusion: Inclusion
  readonly node: OptionView
  /** The name as written. */
  readonly name: string
  readonly value: ValueView
  /**
   * Increases in the order of reading over all files; the definition with the greatest order
   * counts.
   */
  readonly order: number
}

/** A stanza of a scope, where `Name { ... }` is written. */
export interface Stanza {
  readonly inclusion: Inclusion
  readonly node: ScopeView
  /** Increases in the order of reading over all files, as that of a definition. */
  readonly order: number
}

/** A scope of the merged configuration: all stanzas of one identity together. */
export interface Scope {
  readonly type: ScopeType | undefined
  /** The registered spelling, or the first written one for an unknown scope. */
  readonly name: string
  readonly instance: string | undefined
  readonly parent: Scope | undefined
  readonly path: ScopePath
  /**
   * By lower-case name, all definitions of each option in the order of reading; the last one
   * counts.
   */
  readonly options: ReadonlyMap<string, readonly Definition[]>
  /** The inner scopes, in the order of their first definition. */
  readonly scopes: readonly Scope[]
  /** The stanzas, in the order of reading; empty for Global. */
  readonly stanzas: readonly Stanza[]
  /** The inner scope of a name and instance, which compare as in language spec 4. */
  child(name: string, instance?: string): Scope | undefined
  /** The inner scopes of a name, in the order of their first definition. */
  scopesNamed(name: string): readonly Scope[]
}
