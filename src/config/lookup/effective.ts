import type { OptionType } from '../../schema/types.js'
import type { ValueView } from '../../syntax/index.js'
import type { ScopePath } from '../merging/change.js'
import type { Definition, Scope } from '../model.js'

/** The effective value of an option in a scope, after fallback and default. */
export interface Effective {
  readonly path: ScopePath
  /** The registered spelling, or the spelling of the question. */
  readonly name: string
  readonly type: OptionType | undefined
  /**
   * `implicit`: a setting that the product has even without files; `none`: neither a value nor a
   * default.
   */
  readonly origin: 'definition' | 'implicit' | 'default' | 'none'
  readonly value: ValueView | undefined
  /** The definition of the value; undefined for a default. */
  readonly definition: Definition | undefined
  /** The scope of the definition. */
  readonly scope: Scope | undefined
}
