import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * A file that the build puts beside the programs: in the package beside this code or, of the library,
 * in the programs' folder; in a checkout in what was built last.
 */
export function builtFile(name: string): string {
  const places = ['.', './bin', '../bin', BUILT].map((folder) =>
    fileURLToPath(new URL(`${folder}/${name}`, import.meta.url)),
  )
  return places.find((place) => existsSync(place)) ?? (places.at(-1) as string)
}

const BUILT = '../../../dist/bin'
