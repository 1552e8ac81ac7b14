/** What a railroad diagram shows: the ways that a text can take through a rule. */
export type Diagram =
  /** Characters as they stand in a text. */
  | { readonly kind: 'literal'; readonly text: string }
  /** Something that is explained elsewhere on the page, or a description of characters. */
  | { readonly kind: 'name'; readonly text: string; readonly target?: string }
  | { readonly kind: 'sequence'; readonly parts: readonly Diagram[] }
  | { readonly kind: 'choice'; readonly parts: readonly Diagram[] }
  | { readonly kind: 'optional'; readonly part: Diagram }
  /** Any number of times, none included. */
  | { readonly kind: 'repeated'; readonly part: Diagram }
  /** Once or several times. */
  | { readonly kind: 'several'; readonly part: Diagram }

export function literal(text: string): Diagram {
  return { kind: 'literal', text }
}

/** @param target the anchor that it leads to */
export function name(text: string, target?: string): Diagram {
  return target === undefined ? { kind: 'name', text } : { kind: 'name', text, target }
}

export function sequence(...parts: readonly Diagram[]): Diagram {
  const [only] = parts
  return only !== undefined && parts.length === 1 ? only : { kind: 'sequence', parts }
}

export function choice(...parts: readonly Diagram[]): Diagram {
  return { kind: 'choice', parts }
}

export function optional(part: Diagram): Diagram {
  return { kind: 'optional', part }
}

export function repeated(part: Diagram): Diagram {
  return { kind: 'repeated', part }
}

export function several(part: Diagram): Diagram {
  return { kind: 'several', part }
}
