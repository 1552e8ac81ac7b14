import { sysrootOf } from '../../config/environment/main-file.js'
import { shownBelow } from '../../config/environment/paths.js'
import {
  type Configuration,
  type Definition,
  EnvironmentError,
  type Scope,
} from '../../config/index.js'
import { optionName } from '../../config/lookup/option-name.js'
import { type Diagnostic, diagnostic } from '../../diagnostics/index.js'
import type { OptionType } from '../../schema/types.js'
import type { ScalarView, ValueView } from '../../syntax/index.js'
import { quoted } from '../names/words.js'
import { placeOfPart } from './places.js'

/** Options that name a file which must exist already, because the product only reads it. */
const FILES_THAT_ARE_READ = [
  'bmiconfig_path',
  'ca',
  'certificate',
  'credentials',
  'key',
  'license',
  'program_name',
  'resolv_conf',
  'scanner_path',
  'schedule_file',
  'script',
  'seedlist_file',
  'smpp_vendor_command_status_table',
  'smpp_vendor_tlv_table',
  'source',
  'tls_ca',
  'tls_certificate',
  'tls_client_ca',
  'tls_dhparams_file',
  'tls_key',
] as const

/**
 * Findings about keys, certificates, scripts and other files that are named but do not exist. Only
 * absolute paths without macros are checked: others are resolved at run time. The result is for
 * `LintOptions.more`.
 */
export async function missingFiles(configuration: Configuration): Promise<Diagnostic[]> {
  const { environment } = configuration.options
  const sysroot = sysrootOf(configuration.options)
  const known = new Map<string, boolean>()
  const found: Diagnostic[] = []
  for (const { type, definition, scalar } of filesNamed(configuration.root)) {
    const { path } = sysroot.inside(scalar.value)
    let isThere = known.get(path)
    if (isThere === undefined) {
      isThere = await exists(path)
      known.set(path, isThere)
    }
    if (isThere) continue
    const place = placeOfPart(definition, scalar)
    const summary = `${optionName(type, definition.name)} names a file that does not exist: ${quoted(scalar.value)}`
    const shown = shownBelow(environment, path)
    const detail = path === scalar.value ? undefined : `It would be ${quoted(shown)} here.`
    found.push(diagnostic('reference/missing-file', place, summary, detail ? { detail } : {}))
  }
  return found

  async function exists(path: string): Promise<boolean> {
    try {
      return (await environment.status(path)) !== undefined
    } catch (error) {
      // Unless a folder is missing, an error means that the file cannot be seen, and may exist.
      if (error instanceof EnvironmentError) return !/^(?:ENOENT|ENOTDIR)$/.test(error.code)
      throw error
    }
  }
}

interface NamedFile {
  readonly type: OptionType
  readonly definition: Definition
  readonly scalar: ScalarView
}

function* filesNamed(scope: Scope): IterableIterator<NamedFile> {
  for (const name of FILES_THAT_ARE_READ) {
    const definition = scope.options.get(name)?.at(-1)
    const type = scope.type?.options.get(name)
    if (definition === undefined || type === undefined || !isOfFiles(type)) continue
    for (const scalar of scalarsOf(definition.value)) {
      if (/^\/[^%]*$/.test(scalar.value)) yield { type, definition, scalar }
    }
  }
  for (const child of scope.scopes) yield* filesNamed(child)
}

function isOfFiles({ type, element }: OptionType): boolean {
  return (element ?? type).startsWith('file_path')
}

function scalarsOf(value: ValueView): ScalarView[] {
  if (value.type === 'scalar') return [value]
  return value.type === 'array' ? value.elements.flatMap(scalarsOf) : []
}
