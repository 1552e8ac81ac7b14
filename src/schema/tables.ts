import type { RegistryData } from './data.js'
import * as generated from './registry.generated.js'
import { Rows } from './rows.js'

type RowOf<Name extends keyof RegistryData> = RegistryData[Name] extends readonly (infer Row)[]
  ? Row
  : never

export const values = new Rows<RowOf<'values'>>(generated.values)
export const lines = new Rows<RowOf<'lines'>>(generated.lines)
export const options = new Rows<RowOf<'options'>>(generated.options)
export const scopes = new Rows<RowOf<'scopes'>>(generated.scopes)
export const innerScopes = new Rows<RowOf<'innerScopes'>>(generated.innerScopes)
export const secretOptions = new Rows<RowOf<'secretOptions'>>(generated.secretOptions)
export const optionDescriptions = new Rows<RowOf<'optionDescriptions'>>(
  generated.optionDescriptions,
)
export const optionFacts = new Rows<RowOf<'optionFacts'>>(generated.optionFacts)
let misspellings: ReadonlyMap<string, string> | undefined

/** The option that a misspelled name in the documents stands for; undefined for another name. */
export function misspelledOption(name: string): string | undefined {
  misspellings ??= new Map(
    generated
      .misspellings()
      .split('\n')
      .map((row): RowOf<'misspellings'> => JSON.parse(row)),
  )
  return misspellings.get(name)
}

export const scopeMacros = new Rows<RowOf<'scopeMacros'>>(generated.scopeMacros)
export const scopeDescriptions = new Rows<RowOf<'scopeDescriptions'>>(generated.scopeDescriptions)

let names: readonly string[] | undefined

/** The names of all options, by index. */
export function optionNames(): readonly string[] {
  names ??= generated.names().split(' ')
  return names
}

let namesOfScopes: readonly string[] | undefined

/** The names of all scopes, by index. */
export function scopeNames(): readonly string[] {
  namesOfScopes ??= generated.scopeNames().split(' ')
  return namesOfScopes
}

/** How many names are looked for in the text before all of it is read. */
const MOST_SEARCHES = 64
let searches = 0
let readScopes: ReadonlyMap<string, readonly number[]> | undefined

/**
 * The indices of the scopes that have an option of this name; none for an unknown name.
 * @param name in lower case
 */
export function scopesByOption(name: string): readonly number[] {
  const text = generated.scopesByOption()
  if (readScopes === undefined && searches++ < MOST_SEARCHES) {
    const at = /\s/.test(name) ? -1 : text.indexOf(`\n${name} `)
    if (at === -1) return []
    const from = at + name.length + 2
    return text.slice(from, text.indexOf('\n', from)).split(' ').map(Number)
  }
  readScopes ??= new Map(
    Array.from(text.matchAll(/^(\S+) (.+)/gm), ([, each, indices]) => [
      each as string,
      (indices as string).split(' ').map(Number),
    ]),
  )
  return readScopes.get(name) ?? []
}

/** The names for which `scopesByOption` has scopes. */
export function namesInScopes(): string[] {
  return Array.from(generated.scopesByOption().matchAll(/^\S+/gm), ([name]) => name)
}
