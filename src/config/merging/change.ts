/** A step of a scope path: `{ name: 'Listen', instance: ':587' }`; anonymous without instance. */
export interface ScopeStep {
  readonly name: string
  readonly instance?: string
}

/** The step from the surrounding scope to a scope. */
export function stepOf({
  name,
  instance,
}: {
  readonly name: string
  readonly instance: string | undefined
}): ScopeStep {
  return instance === undefined ? { name } : { name, instance }
}

/**
 * A scope path from Global, which is the empty path. Names compare without case (language spec 4).
 */
export type ScopePath = readonly ScopeStep[]

/**
 * A requested change. Values are configuration text: `0600`, `"a b"`, `( "x" "y" )`. `words` are
 * the words typed on the console.
 */
export type Change =
  | (ChangeTarget & { readonly kind: 'set'; readonly option: string; readonly value: string })
  | (ChangeTarget & { readonly kind: 'unset'; readonly option?: string })
  | (ChangeTarget & {
      readonly kind: 'add-element'
      readonly option: string
      readonly value: string
    })
  | (ChangeTarget & {
      readonly kind: 'remove-element'
      readonly option: string
      readonly value: string
    })
  | (ChangeTarget & {
      readonly kind: 'set-key'
      readonly option: string
      readonly key: string
      readonly value: string
    })
  | (ChangeTarget & { readonly kind: 'unset-key'; readonly option: string; readonly key: string })

/** A change that removes an option or a whole scope. */
export type UnsetChange = Extract<Change, { kind: 'unset' }>

/** A change after which the option has a value. */
export type ValueChange = Exclude<Change, { kind: 'unset' }>

/** What a change is about: a scope, as a path and as the words that were typed. */
export interface ChangeTarget {
  readonly path: ScopePath
  readonly words: readonly string[]
}
