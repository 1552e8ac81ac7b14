/**
 * What a generated configuration says, before it is written in one language or another. Settings
 * stand before stanzas in a body, because TOML can write them in no other order.
 */
export interface Body {
  readonly settings: readonly Setting[]
  readonly stanzas: readonly Stanza[]
}

export interface Setting extends Commented {
  readonly name: string
  readonly value: Value
}

export interface Stanza extends Commented {
  readonly name: string
  readonly instance?: string
  readonly body: Body
}

/** The words of a comment, without marks: lines above a statement, and one behind it. */
export interface Commented {
  readonly above?: readonly string[] | undefined
  readonly behind?: string | undefined
}

export type Value =
  | number
  | boolean
  | string
  | readonly string[]
  | { readonly [key: string]: string }

/** Some statements of a configuration that can stand in a file of their own. */
export interface Part extends Body {
  /** The file's name below the folder of the configuration. */
  readonly file: string
  /** What the file is for: the comment at its head. */
  readonly title: readonly string[]
}

/** The statements of all parts, as if one file had them. */
export function joined(parts: readonly Part[]): Body {
  return {
    settings: parts.flatMap(({ settings }) => settings),
    stanzas: parts.flatMap(({ stanzas }) => stanzas),
  }
}

/** The stanzas of a body by name, in the order in which the names come first. */
export function byName(stanzas: readonly Stanza[]): Map<string, Stanza[]> {
  const groups = new Map<string, Stanza[]>()
  for (const stanza of stanzas) {
    const group = groups.get(stanza.name)
    if (group === undefined) groups.set(stanza.name, [stanza])
    else group.push(stanza)
  }
  return groups
}
