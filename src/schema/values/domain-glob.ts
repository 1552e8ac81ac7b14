import { isDomain, whyNoDomain } from './domain.js'
import { type FormatProblem, wrongWhole } from './format.js'

/** Checks a domain with wildcards such as `*`: `*.example.com`. */
export function domainGlob(text: string): FormatProblem | undefined {
  if (isDomain(text)) return undefined
  // A pattern must be a name when its wildcards are letters. A leading dot is accepted.
  const name = text.replace(/^\./, '').replace(/\[[^[\]/@\s]*\]|[*?]/g, 'x')
  return isDomain(name) ? undefined : wrongWhole(text, whyNoDomain(text))
}
