import type { OptionType } from '../../schema/types.js'
import type { ValueView } from '../../syntax/index.js'
import type { ScopePath } from '../merging/change.js'
import type { Definition, Scope } from '../model.js'

/** What an option of a scope comes to, after fallback and default. */
export interface Effective {
  readonly path: ScopePath
  /** The registered spelling, or the one it was asked for by. */
  readonly name: string
  readonly type: OptionType | undefined
  /**
   * `implicit`: a setting that the product has even in an empty configuration; `none`: neither a
   * value nor a default.
   */
  readonly origin: 'definition' | 'implicit' | 'default' | 'none'
  readonly value: ValueView | undefined
  /** The definition that the value comes from; undefined for a default. */
  readonly definition: Definition | undefined
  /** The scope that the definition stands in. */
  readonly scope: Scope | undefined
}
