/** What the thread of a SQLite database is started with. */
export interface ThreadData {
  /** SQLite itself, compiled to WebAssembly. */
  readonly wasm: Uint8Array
}

/** A query for the thread; `bytes` is the database, when it is a new one. */
export interface ThreadQuestion {
  readonly bytes: Uint8Array | undefined
  readonly text: string
  readonly values: readonly string[]
  readonly mostRows: number
}

/** What the thread says. */
export type ThreadAnswer =
  | {
      readonly kind: 'rows'
      readonly columns: readonly string[]
      readonly rows: readonly (readonly (string | null)[])[]
    }
  | { readonly kind: 'failed'; readonly why: string }
