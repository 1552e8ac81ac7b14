import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * A file that the build puts beside the programs: in the package beside this code, in a checkout in
 * what was built last.
 */
export function builtFile(name: string): string {
  const [beside, built] = [`./${name}`, `../../../dist/bin/${name}`].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  ) as [string, string]
  return existsSync(beside) ? beside : built
}
