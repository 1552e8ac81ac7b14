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

const BETWEEN_SLASHES = 'A regular expression stands between two slashes.'
const NO_FLAGS = 'Nothing stands behind the second slash of a regular expression.'

/** Whether a text has what only regular expressions have. */
function isExpression(text: string): boolean {
  return /[\^$()|\\+]|\.[*+]|\[[^\]]*\]/.test(text)
}

/** Checks the instance of a Domain or Host: a domain, or a regular expression between slashes. */
export function domainOrPattern(text: string): FormatProblem | undefined {
  const pattern = patternOf(text)
  if (pattern === undefined) {
    const problem = text.startsWith('/') ? wrongWhole(text, undefined) : domainGlob(text)
    if (problem === undefined || (!text.startsWith('/') && !isExpression(text))) return problem
    const withFlags = /^\/(.+)\/[a-z]+$/is.exec(text)?.[1]
    const bare = withFlags ?? text.replace(/^\/|\/$/g, '')
    const isSound = bare !== '' && pcre(bare) === undefined
    const reason = withFlags === undefined ? BETWEEN_SLASHES : NO_FLAGS
    return wrongWhole(text, reason, isSound ? `/${bare}/` : undefined)
  }
  const problem = pcre(pattern)
  return problem && { ...problem, start: problem.start + 1, end: problem.end + 1 }
}
