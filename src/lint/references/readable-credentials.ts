import { sysrootOf } from '../../config/environment/main-file.js'
import { type Configuration, EnvironmentError } from '../../config/index.js'
import { type Diagnostic, diagnostic } from '../../diagnostics/index.js'
import { quoted } from '../names/words.js'
import { eachScalar } from '../values/scalars.js'
import { busOption } from './bus.js'
import { placeOfPart } from './places.js'

/** The permission bit that lets everybody read a file. */
const OTHERS_READ = 0o004

/**
 * Findings about files with the login or the key of the bus that everybody on the machine can read. A
 * file below a sysroot is a copy of what will be installed, perhaps with another mode, so it is not
 * looked at. The result is for `LintOptions.more`.
 */
export async function readableCredentials(configuration: Configuration): Promise<Diagnostic[]> {
  const { root } = configuration
  const { environment } = configuration.options
  const sysroot = sysrootOf(configuration.options)
  const found: Diagnostic[] = []
  for (const name of ['credentials', 'key']) {
    const definition = busOption(root, name)
    const [scalar] = definition === undefined ? [] : eachScalar(definition.value)
    if (definition === undefined || scalar === undefined) continue
    const { path } = sysroot.inside(scalar.value)
    const mode = path === scalar.value ? await modeOf(path) : 0
    if ((mode & OTHERS_READ) === 0) continue
    const octal = (bits: number) => bits.toString(8).padStart(3, '0')
    const place = placeOfPart(definition, scalar)
    const summary = `Everybody on the machine can read the ${name} of the bus in ${quoted(path)}`
    const detail = `Its mode is 0${octal(mode)}: chmod ${octal(mode & 0o770)} ${path} shuts others out.`
    found.push(diagnostic('security/readable-credentials', place, summary, { detail }))
  }
  return found

  async function modeOf(path: string): Promise<number> {
    try {
      return ((await environment.status(path))?.mode ?? 0) & 0o777
    } catch (error) {
      // What cannot be seen from here may be readable or not.
      if (error instanceof EnvironmentError) return 0
      throw error
    }
  }
}
