import { CODES, type DiagnosticCode } from '../../diagnostics/index.js'

/**
 * The codes that a pattern names: one code, or with `style/*` all of a prefix. Empty when unknown.
 */
export function codesMatching(pattern: string): DiagnosticCode[] {
  if (!pattern.endsWith('/*'))
    return Object.hasOwn(CODES, pattern) ? [pattern as DiagnosticCode] : []
  const prefix = pattern.slice(0, -1)
  return allCodes().filter((code) => code.startsWith(prefix))
}

/** The prefixes of all codes: `style`, `schema` and so on. */
export function prefixesOfCodes(): string[] {
  return [...new Set(allCodes().map((code) => code.split('/', 1)[0] as string))]
}

/**
 * Whether findings of a code cannot be switched off: those of the parser, because what follows a
 * syntax error is read by guess, and those about suppressions and settings themselves.
 */
export function isFixedCode(code: DiagnosticCode): boolean {
  return code.startsWith('syntax/') || code.startsWith('settings/')
}

function allCodes(): DiagnosticCode[] {
  return Object.keys(CODES) as DiagnosticCode[]
}
