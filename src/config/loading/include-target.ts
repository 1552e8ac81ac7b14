/** The meaning of an include's operand (language spec 5). */
export type IncludeTarget =
  /** A file or a folder; `scheme` is that of a URI other than `file://`. */
  | { readonly kind: 'path'; readonly path: string; readonly scheme?: string }
  | { readonly kind: 'unsupported'; readonly scheme: string }

/**
 * Reads an operand. `file://` names a file of this machine. `persist://` wraps another URI and
 * keeps a copy: a wrapped file of this machine is read, but never written.
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
