/** What the operand of an include names (language spec 5). */
export type IncludeTarget =
  /** A file or a folder; `scheme` when a URI other than `file://` led to it. */
  | { readonly kind: 'path'; readonly path: string; readonly scheme?: string }
  | { readonly kind: 'unsupported'; readonly scheme: string }

/**
 * Reads an operand. `file://` is a file of this machine; `persist://` keeps a copy of what is named
 * inside it, so what it names is read when it is of this machine, and is never written.
 */
export function includeTarget(operand: string): IncludeTarget {
  const uri = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/s.exec(operand)
  if (uri === null) return { kind: 'path', path: operand }
  const scheme = (uri[1] as string).toLowerCase()
  const rest = uri[2] as string
  if (scheme === 'file') return { kind: 'path', path: rest.replace(/^localhost(?=\/)/, '') }
  if (scheme !== 'persist') return { kind: 'unsupported', scheme }
  const inner = includeTarget(rest)
  return inner.kind === 'path' ? { ...inner, scheme } : inner
}
