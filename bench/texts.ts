import { joined, type Part } from './model.js'
import { type ProviderOptions, provider } from './provider.js'
import { confFile } from './writers/conf.js'
import { json, jsonc } from './writers/json.js'
import { toml } from './writers/toml.js'
import { yaml } from './writers/yaml.js'

/** How the same information is written for each contender. */
export type Language = 'conf' | 'json' | 'jsonc' | 'toml' | 'yaml'

/** The configuration as an operator has it: a main file, and the files that it includes. */
export function confFiles(parts: readonly Part[]): ReadonlyMap<string, string> {
  const [main, ...others] = parts
  if (main === undefined) return new Map()
  const includes = others.map(({ file }) => file)
  return new Map([
    [main.file, confFile(main, includes)],
    ...others.map((part): [string, string] => [part.file, confFile(part)]),
  ])
}

/** The whole configuration in one text. */
export function oneText(parts: readonly Part[], language: Language): string {
  switch (language) {
    case 'conf':
      return parts.map((part) => confFile(part)).join('\n')
    case 'json':
      return json(joined(parts))
    case 'jsonc':
      return jsonc(joined(parts))
    case 'toml':
      return toml(joined(parts))
    case 'yaml':
      return yaml(joined(parts))
  }
}

/** As many bindings as it takes for the conf files to have about so many bytes (within 2 %). */
export function providerOfSize(bytes: number, options: Omit<ProviderOptions, 'bindings'>): Part[] {
  const sizeOf = (bindings: number) => oneText(provider({ ...options, bindings }), 'conf').length
  const small = sizeOf(0)
  if (bytes <= small) return provider({ ...options, bindings: 0 })
  // The size grows evenly: a sample gives the number, and a second one corrects it.
  const sample = Math.max(10, Math.min(500, Math.round((bytes - small) / 1000)))
  const first = (bytes - small) / ((sizeOf(sample) - small) / sample)
  const second = (first * (bytes - small)) / (sizeOf(Math.round(first)) - small)
  return provider({ ...options, bindings: Math.round(second) })
}
