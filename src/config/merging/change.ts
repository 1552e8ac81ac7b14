/** One step of a scope path: `{ name: 'Listen', instance: ':587' }`; anonymous without instance. */
export interface ScopeStep {
  readonly name: string
  readonly instance?: string
}

/** The step that leads to a scope from the one around it. */
export function stepOf({
  name,
  instance,
}: {
  readonly name: string
  readonly instance: string | undefined
}): ScopeStep {
  return instance === undefined ? { name } : { name, instance }
}

/** A scope path from Global, which is the empty path. Names compare without case. */
export type ScopePath = readonly ScopeStep[]

/**
 * One change that somebody asks for. Values are configuration text as typed: `0600`, `"a b"`,
 * `( "x" "y" )`. `words` are the console's words, as typed.
 */
export type Change =
  | (Target & { readonly kind: 'set'; readonly option: string; readonly value: string })
  | (Target & { readonly kind: 'unset'; readonly option?: string })
  | (Target & { readonly kind: 'add-element'; readonly option: string; readonly value: string })
  | (Target & { readonly kind: 'remove-element'; readonly option: string; readonly value: string })
  | (Target & {
      readonly kind: 'set-key'
      readonly option: string
      readonly key: string
      readonly value: string
    })
  | (Target & { readonly kind: 'unset-key'; readonly option: string; readonly key: string })

interface Target {
  readonly path: ScopePath
  readonly words: readonly string[]
}
