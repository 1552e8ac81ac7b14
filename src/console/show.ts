import {
  type Configuration,
  contentsOf,
  locatePath,
  PatternError,
  type Scope,
  type ScopePath,
  shownStep,
  writtenParts,
} from '../config/index.js'
import { ConsoleError } from './error.js'
import { layoutOption, type RenderOptions } from './layout.js'

/**
 * The output of `config show`: inner scopes without contents, then options (runtime spec 3.1, F9).
 * Empty for an empty scope.
 */
export function renderShow(
  configuration: Configuration,
  path: ScopePath,
  render: RenderOptions,
): string {
  const scope = scopeIn(configuration.complete, path)
  if (scope === undefined) return ''
  const scopes = scope.scopes.map((child) => `${shownStep(child, render)} { ... }\n`)
  return scopes.join('') + optionLines(scope, '', render)
}

/**
 * The output of `config showrecurse`: the contents of a scope, without its own stanza (runtime spec
 * 3.1, F10).
 */
export function renderShowRecurse(
  configuration: Configuration,
  path: ScopePath,
  render: RenderOptions,
): string {
  return [...showRecurseParts(configuration, path, render)].join('')
}

/**
 * As `renderShowRecurse`, piece by piece: of a large configuration not all is rendered at once, and
 * what nobody asks for is not rendered.
 */
export function* showRecurseParts(
  configuration: Configuration,
  path: ScopePath,
  render: RenderOptions,
): Generator<string> {
  const scope = scopeIn(configuration.complete, path)
  if (scope !== undefined) yield* body(scope, '', render)
}

function* body(scope: Scope, indent: string, render: RenderOptions): Generator<string> {
  for (const child of scope.scopes) {
    yield `${indent}${shownStep(child, render)} {\n`
    yield* body(child, `${indent}  `, render)
    yield `${indent}}\n`
  }
  yield optionLines(scope, indent, render)
}

function optionLines(scope: Scope, indent: string, render: RenderOptions): string {
  const lines = contentsOf(scope).options.map((option) => {
    const { value } = option.definition
    const parts = writtenParts(option, value, render)
    return layoutOption(option.name, value, parts, { indent, close: '' })
  })
  return lines.join('')
}

function scopeIn(root: Scope, path: ScopePath): Scope | undefined {
  let scope: Scope | undefined = root
  for (const step of path) scope = scope?.child(step.name, step.instance)
  return scope
}

/**
 * The output of `config locate`: the scopes of a name, each with its path.
 * @param pattern an unanchored regular expression for their instances
 * @throws ConsoleError when there are none, or `pattern` is not a regular expression
 */
export function renderLocate(
  configuration: Configuration,
  name: string,
  pattern: string | undefined,
): string {
  const scopes = located(configuration, name, pattern)
  if (scopes.length === 0) throw new ConsoleError('No matching scopes found.')
  return scopes
    .map(
      (scope) => `${shownStep(scope, { maskSecrets: true })}\n  is at ${locatePath(scope.path)}\n`,
    )
    .join('')
}

function located(
  configuration: Configuration,
  name: string,
  pattern: string | undefined,
): readonly Scope[] {
  try {
    return configuration.locate(name, pattern)
  } catch (error) {
    if (!(error instanceof PatternError)) throw error
    const { pattern, why } = error
    throw new ConsoleError(
      why === undefined
        ? `'${pattern}' is not a regular expression.`
        : `'${pattern}' is not matched: it has ${why}.`,
    )
  }
}

/** The output of `config unset` for a whole scope. */
export function renderScopeUnset(path: ScopePath): string {
  return `Scope "${locatePath(path)}" has been unset.\n`
}
