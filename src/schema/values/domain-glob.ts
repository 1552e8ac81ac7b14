import { isDomain, whyNoDomain } from './domain.js'
import { type FormatProblem, wrongWhole } from './format.js'

/** A domain, in which `*` and the like stand for other text: `*.example.com`. */
export function domainGlob(text: string): FormatProblem | undefined {
  if (isDomain(text)) return undefined
  // A pattern is a name as soon as its wildcards are letters. A dot in front is left in peace.
  const name = text.replace(/^\./, '').replace(/\[[^[\]/@\s]*\]|[*?]/g, 'x')
  return isDomain(name) ? undefined : wrongWhole(text, whyNoDomain(text))
}
