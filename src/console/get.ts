import type { Configuration, Effective, ScopePath } from '../config/index.js'
import { locatePath, optionName, writtenParts } from '../config/index.js'
import { ConsoleError } from './error.js'
import { layoutOption, type RenderOptions } from './layout.js'

/** Precedes options of a scope at any depth (runtime spec 3.1, F2). */
const INSIDE = ' '.repeat(8)

/**
 * The output of `config get`: the value in the scope itself.
 * @throws ConsoleError when the option is not set there
 */
export function renderGet(
  configuration: Configuration,
  path: ScopePath,
  option: string,
  render: RenderOptions,
): string {
  const definition = configuration.get(path, option)
  const type = configuration.optionType(path, option)
  if (definition === undefined) throw notSet(path, optionName(type, option))
  const named = { name: optionName(type, definition.name), type }
  const { value } = definition
  const indent = path.length === 0 ? '' : INSIDE
  const layout = { indent, close: '  ' } as const
  return layoutOption(named.name, value, writtenParts(named, value, render), layout)
}

/**
 * The output of `config set`: the new value, laid out as by `config get` (runtime spec 3.1, F4).
 * @param after the configuration with the change
 */
export function renderSet(
  after: Configuration,
  path: ScopePath,
  option: string,
  render: RenderOptions,
): string {
  return renderGet(after, path, option, render)
}

/** The error for an option that is not set in a scope; the name of Global is empty there. */
export function notSet(path: ScopePath, name: string): ConsoleError {
  return new ConsoleError(`Option '${name}' is not set in scope '${locatePath(path)}'.`)
}

/**
 * The output of `config eval`: the effective value, with fallback and default.
 * @throws ConsoleError when there is neither a value nor a default
 */
export function renderEval(
  configuration: Configuration,
  path: ScopePath,
  option: string,
  render: RenderOptions,
): string {
  const effective = configuration.eval(path, option)
  const text = renderEffective(effective, { indent: '', close: '' }, render)
  if (text === undefined) throw new ConsoleError(`Option '${effective.name}' has no value.`)
  return text
}

/**
 * The output of `config unset` for an option: that it is unset, and its effective value now.
 * @param after the configuration without the option
 */
export function renderUnset(
  after: Configuration,
  path: ScopePath,
  option: string,
  render: RenderOptions,
): string {
  const effective = after.eval(path, option)
  const indent = path.length === 0 ? '' : INSIDE
  const now = renderEffective(effective, { indent, close: '  ' }, render)
  const gone = `"${effective.name}" has been unset.`
  return now === undefined ? `${gone}\n` : `${gone} Effective value is now:\n${now}`
}

function renderEffective(
  effective: Effective,
  layout: Parameters<typeof layoutOption>[3],
  render: RenderOptions,
): string | undefined {
  const { value, type, origin, definition } = effective
  if (value === undefined) return undefined
  const name = optionName(type, definition?.name ?? effective.name)
  if (origin === 'default' && value.type === 'scalar' && /^(?:true|false)$/i.test(value.value)) {
    return layoutOption(name, value, () => (/^t/i.test(value.value) ? '1' : '0'), layout)
  }
  return layoutOption(name, value, writtenParts({ name, type }, value, render), layout)
}
