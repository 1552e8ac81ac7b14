import { CODES, type DiagnosticCode } from '../../diagnostics/index.js'

/** The codes that a pattern names: one, or with `style/*` all with a prefix. None when unknown. */
export function codesMatching(pattern: string): DiagnosticCode[] {
  if (!pattern.endsWith('/*'))
    return Object.hasOwn(CODES, pattern) ? [pattern as DiagnosticCode] : []
  const prefix = pattern.slice(0, -1)
  return allCodes().filter((code) => code.startsWith(prefix))
}

/** `style`, `schema` and so on. */
export function prefixesOfCodes(): string[] {
  return [...new Set(allCodes().map((code) => code.split('/', 1)[0] as string))]
}

/**
 * Whether findings of a code are always reported: what the parser finds, because what follows it is
 * read by guess, and what is wrong with suppressions themselves.
 */
export function isFixedCode(code: DiagnosticCode): boolean {
  return code.startsWith('syntax/') || code.startsWith('settings/')
}

function allCodes(): DiagnosticCode[] {
  return Object.keys(CODES) as DiagnosticCode[]
}
