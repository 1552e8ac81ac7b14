import type { Configuration } from '../../config/index.js'

/**
 * Whether everything that belongs to a configuration was read: every text as it was meant, every
 * include. What seems to be missing may otherwise stand in what could not be read, and that has been
 * reported.
 */
export function isComplete({ files, diagnostics }: Configuration): boolean {
  if (diagnostics.some(({ severity }) => severity === 'error')) return false
  return files.every(({ document }) =>
    document.diagnostics.every(({ severity }) => severity !== 'error'),
  )
}
