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

/** One file of a configuration, however often it is included. */
export interface ConfigFile {
  /** As people should read it: as given, relative to the working directory where it lies under it. */
  readonly name: string
  /** Where it lies on this machine. */
  readonly path: string
  /** With symbolic links resolved: two names of one file are one file. */
  readonly realPath: string
  /** As the running product names it: `path` without the sysroot. */
  readonly productPath: string
  readonly document: Document
  readonly readOnly: ReadOnlyReason | undefined
  /** Its permission bits, such as 0o640; absent when it is on no disk. */
  readonly mode?: number
  /** How it came in; the main file has one inclusion without `parent`. */
  readonly inclusions: readonly Inclusion[]
  /** Not on any disk: changes that are kept in memory, or the product's implicit settings. */
  readonly virtual?: boolean
}

/** One place where a file is taken in. */
export interface Inclusion {
  readonly file: ConfigFile
  /** The inclusion whose text holds the include statement; absent for the main file. */
  readonly parent?: Inclusion
  /** The include statement; absent for the main file and the local changes file. */
  readonly statement?: IncludeView
  /** The option Local_Changes_File that named it; only the local changes file has it. */
  readonly localChanges?: Definition
  /** The scope in which its statements land: that of the include statement, as written. */
  readonly within: ScopePath
  /** Its number in the order of reading; the main file is 0. */
  readonly order: number
}

/** One definition of an option: where somebody wrote it. */
export interface Definition {
  readonly inclusion: Inclusion
  readonly node: OptionView
  /** The name as written. */
  readonly name: string
  readonly value: ValueView
  /** Grows in the order of reading over all files: of two definitions the greater one wins. */
  readonly order: number
}

/** One stanza of a scope: where somebody wrote `Name { ... }`. */
export interface Stanza {
  readonly inclusion: Inclusion
  readonly node: ScopeView
}

/** A scope of the merged configuration: all stanzas of one identity are one scope. */
export interface Scope {
  readonly type: ScopeType | undefined
  /** The registered spelling, or the first written one when the product has no such scope. */
  readonly name: string
  readonly instance: string | undefined
  readonly parent: Scope | undefined
  readonly path: ScopePath
  /** Every definition of each option, by lower-case name, in the order of reading. The last wins. */
  readonly options: ReadonlyMap<string, readonly Definition[]>
  /** The scopes inside, in the order of their first definition. */
  readonly scopes: readonly Scope[]
  /** Empty for Global. */
  readonly stanzas: readonly Stanza[]
  /** The scope inside that has this name and instance, by the case rules of language spec 4. */
  child(name: string, instance?: string): Scope | undefined
  /** The scopes inside that have this name, in the order of their first definition. */
  scopesNamed(name: string): readonly Scope[]
}
