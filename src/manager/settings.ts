import type { Configuration, Definition, ScopePath } from '../config/index.js'
import { type JsonValue, toJson } from '../schema/index.js'

/** An effective value as data, with fallback and default; undefined when there is none. */
function effective(
  configuration: Configuration,
  path: ScopePath,
  option: string,
): JsonValue | undefined {
  const { type, value } = configuration.eval(path, option)
  return value === undefined ? undefined : toJson(type, value)
}

/** A switch; undefined where nothing says anything, or says something that is none. */
export function flagOf(
  configuration: Configuration,
  path: ScopePath,
  option: string,
): boolean | undefined {
  const value = effective(configuration, path, option)
  return typeof value === 'boolean' ? value : undefined
}

export function textOf(
  configuration: Configuration,
  path: ScopePath,
  option: string,
): string | undefined {
  const value = effective(configuration, path, option)
  return typeof value === 'string' ? value : undefined
}

export function numberOf(
  configuration: Configuration,
  path: ScopePath,
  option: string,
): number | undefined {
  const value = effective(configuration, path, option)
  return typeof value === 'number' ? value : undefined
}

/** Permission bits; undefined where nothing says any. */
export function modeOf(
  configuration: Configuration,
  path: ScopePath,
  option: string,
): number | undefined {
  const value = textOf(configuration, path, option)
  return value !== undefined && /^[0-7]{3,4}$/.test(value) ? Number.parseInt(value, 8) : undefined
}

/** The texts of an array, or of a scalar in the place of one. */
export function textsOf(
  configuration: Configuration,
  path: ScopePath,
  option: string,
): readonly string[] {
  const value = effective(configuration, path, option)
  const values = Array.isArray(value) ? value : [value]
  return values.filter((each): each is string => typeof each === 'string')
}

/** The entries of a dictionary by their lower-case keys; undefined when nothing sets one. */
export function entriesOf(
  configuration: Configuration,
  path: ScopePath,
  option: string,
): ReadonlyMap<string, string | boolean> | undefined {
  const value = effective(configuration, path, option)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const entries = Object.entries(value).flatMap(([key, each]): [string, string | boolean][] =>
    typeof each === 'string' || typeof each === 'boolean' ? [[key.toLowerCase(), each]] : [],
  )
  return new Map(entries)
}

/** Whether a configuration sets an option itself; a default does not count. */
export function definedAt(
  configuration: Configuration,
  path: ScopePath,
  option: string,
): Definition | undefined {
  return configuration.written(path, option)
}
