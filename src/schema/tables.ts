import type { RegistryData } from './data.js'
import * as generated from './registry.generated.js'
import { Rows } from './rows.js'

type RowOf<Name extends keyof RegistryData> = RegistryData[Name][number]

export const values = new Rows<RowOf<'values'>>(generated.values)
export const lines = new Rows<RowOf<'lines'>>(generated.lines)
export const options = new Rows<RowOf<'options'>>(generated.options)
export const scopes = new Rows<RowOf<'scopes'>>(generated.scopes)
export const optionDescriptions = new Rows<RowOf<'optionDescriptions'>>(
  generated.optionDescriptions,
)
export const optionFacts = new Rows<RowOf<'optionFacts'>>(generated.optionFacts)
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
