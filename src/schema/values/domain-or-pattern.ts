import { domainGlob } from './domain-glob.js'
import { type FormatProblem, wrongWhole } from './format.js'
import { pcre } from './pcre.js'

/**
 * The regular expression of a Domain or Host instance, `/.../` (language spec 8); undefined for
 * none.
 */
export function patternOf(instance: string): string | undefined {
  return /^\/.+\/$/s.test(instance) ? instance.slice(1, -1) : undefined
}

/** Checks the instance of a Domain or Host: a domain, or a regular expression between slashes. */
export function domainOrPattern(text: string): FormatProblem | undefined {
  const pattern = patternOf(text)
  if (pattern === undefined) {
    if (!text.startsWith('/')) return domainGlob(text)
    return wrongWhole(text, 'A regular expression stands between two slashes.')
  }
  const problem = pcre(pattern)
  return problem && { ...problem, start: problem.start + 1, end: problem.end + 1 }
}
