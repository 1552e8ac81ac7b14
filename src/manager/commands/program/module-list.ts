import type { Scope } from '../../../config/index.js'
import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'

/** What is said of a module. */
interface Module {
  readonly name: string
  /** Absent for a module of which there is one. */
  readonly instance?: string
  readonly isOff: boolean
  readonly description: string
}

/** What kind of thing a module is, where it is known; the others are generic. */
const KINDS: Readonly<Record<string, string>> = {
  ec_logger: 'Logger',
  as_logger: 'Singleton',
  ds_core: 'Singleton',
}

/** The one module behind all data sources, which stand in the configuration in its place. */
const DS_CORE: Module = {
  name: 'ds_core',
  isOff: false,
  description: 'Keeps the connections to data sources and caches what they answer.',
}

/** `module list` (runtime spec 3.4): the modules that the running configuration makes use of. */
export const moduleList: Command = {
  name: 'module list',
  usage: ['module list'],
  description: 'Show the modules that the configuration names',
  operands: 'none',
  run: async ({ operands, output }, { live }) => {
    takesNothing(operands, moduleList.usage)
    const scopes = live.current.complete.scopes.filter(({ type }) => type?.module === true)
    const modules = new Set(scopes.map(moduleOf))
    await output.write([...modules].map(moduleText).join(''))
    return DONE
  },
}

function moduleOf({ name, instance, options, type }: Scope): Module {
  if (name.toLowerCase() === 'datasource') return DS_CORE
  const enabled = options.get('enabled')?.at(-1)?.value
  const isOff = enabled?.type === 'scalar' && /^(?:false|0|no|off|disabled)$/i.test(enabled.value)
  const description = type?.description ?? ''
  return { name, isOff, description, ...(instance !== undefined && { instance }) }
}

function moduleText({ name, instance, isOff, description }: Module): string {
  const lines = [
    `Module: ${instance === undefined ? name : `${name}:${instance}`}`,
    `  Scope_Name: ${name}`,
    ...(instance === undefined ? [] : [`  Instance_Name: ${instance}`]),
    `  Enabled: ${isOff ? 'disabled' : 'enabled'}`,
    `  API: ${KINDS[name.toLowerCase()] ?? 'Generic'}`,
    `  Name: ${name}`,
    `  Description: ${description}`.trimEnd(),
  ]
  return lines.map((line) => `${line}\n`).join('')
}
