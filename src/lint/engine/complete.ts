import type { Configuration } from '../../config/index.js'

/**
 * Whether every text and every include of a configuration was read without an error. Otherwise what
 * seems to be missing may be in the unread part, and that error has been reported already.
 */
export function isComplete({ files, diagnostics }: Configuration): boolean {
  if (diagnostics.some(({ severity }) => severity === 'error')) return false
  return files.every(({ document }) =>
    document.diagnostics.every(({ severity }) => severity !== 'error'),
  )
}
