import type { Configuration } from '../../config/index.js'
import { inclusionPlace } from './inclusion-place.js'

export function filesJson({ main, files }: Configuration): string {
  const shown = files.map((file) => ({
    file: file.name,
    productPath: file.productPath,
    readOnly: file.readOnly !== undefined,
    reason: file.readOnly === undefined ? null : file.readOnly.kind,
    includedFrom: file.inclusions.flatMap((inclusion) => inclusionPlace(inclusion) ?? []),
  }))
  return `${JSON.stringify({ version: 1, main: main.name, files: shown }, null, 2)}\n`
}
