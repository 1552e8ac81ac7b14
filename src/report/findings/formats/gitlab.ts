import type { Severity } from '../../../diagnostics/index.js'
import { visible } from '../../layout/visible.js'
import type { Renderer } from './format.js'
import { sentence, startOf } from './words.js'

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'major',
  warning: 'minor',
  info: 'info',
}

/** The code quality report of GitLab: a JSON array with an object for each finding. */
export const renderGitlab: Renderer = ({ diagnostics }, texts, { path, fingerprint }) => {
  const issues = diagnostics.map((diagnostic) => ({
    description: sentence(diagnostic, texts),
    check_name: diagnostic.code,
    fingerprint: fingerprint(diagnostic),
    severity: SEVERITIES[diagnostic.severity],
    location: {
      path: visible(path(diagnostic.file)),
      lines: { begin: startOf(diagnostic, texts).line },
    },
  }))
  return `${JSON.stringify(issues, undefined, 2)}\n`
}
