import { visible } from '../../layout/visible.js'
import { NOT_CHECKED } from '../not-checked.js'
import type { Renderer } from './format.js'
import { sentence, startOf } from './words.js'

/**
 * One line per finding, for editors: `file:line:column: severity code: words`. File names are those
 * of the report, so that an editor can open them from the working directory.
 */
export const renderCompact: Renderer = ({ diagnostics, notChecked = [] }, texts) =>
  [
    ...diagnostics.map((diagnostic) => {
      const { code, severity, file } = diagnostic
      const { line, column } = startOf(diagnostic, texts)
      const place = `${visible(file) || '-'}:${line}:${column}`
      return `${place}: ${severity} ${code}: ${sentence(diagnostic, texts)}\n`
    }),
    ...notChecked.map(
      ({ file, reason }) =>
        `${visible(file) || '-'}:1:1: error ${NOT_CHECKED}: ${visible(reason)}\n`,
    ),
  ].join('')
