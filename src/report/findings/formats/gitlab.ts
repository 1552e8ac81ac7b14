import type { Severity } from '../../../diagnostics/index.js'
import { visible } from '../../layout/visible.js'
import { NOT_CHECKED } from '../not-checked.js'
import type { Renderer } from './format.js'
import { sentence, startOf } from './words.js'

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'major',
  warning: 'minor',
  info: 'info',
}

/** The code quality report of GitLab: a JSON array with an object for each finding. */
export const renderGitlab: Renderer = (report, texts, { path, fingerprint }) => {
  const { diagnostics, notChecked = [] } = report
  const found = diagnostics.map((diagnostic) => ({
    description: sentence(diagnostic, texts),
    check_name: diagnostic.code,
    fingerprint: fingerprint(diagnostic),
    severity: SEVERITIES[diagnostic.severity],
    location: {
      path: visible(path(diagnostic.file)),
      lines: { begin: startOf(diagnostic, texts).line },
    },
  }))
  const left = notChecked.map(({ file, reason }) => ({
    description: visible(reason),
    check_name: NOT_CHECKED,
    // There is one for each file.
    fingerprint: `${NOT_CHECKED}:${visible(path(file))}`,
    severity: 'blocker',
    location: { path: visible(path(file)), lines: { begin: 1 } },
  }))
  const issues = [...found, ...left]
  return `${JSON.stringify(issues, undefined, 2)}\n`
}
