import type { Scope } from '../../../config/index.js'
import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'

/** What kind of thing a module is, where it is known; the others are generic. */
const KINDS: Readonly<Record<string, string>> = {
  ec_logger: 'Logger',
  as_logger: 'Singleton',
  ds_core: 'Singleton',
}

/** `module list` (runtime spec 3.4): the modules that the running configuration has a stanza for. */
export const moduleList: Command = {
  name: 'module list',
  usage: ['module list'],
  description: 'Show the modules that the configuration names',
  operands: 'none',
  run: async ({ operands, output }, { live }) => {
    takesNothing(operands, moduleList.usage)
    const modules = live.current.complete.scopes.filter(({ type }) => type?.module === true)
    await output.write(modules.map(moduleText).join(''))
    return DONE
  },
}

function moduleText({ name, instance, options, type }: Scope): string {
  const enabled = options.get('enabled')?.at(-1)?.value
  const isOff = enabled?.type === 'scalar' && /^(?:false|0|no|off|disabled)$/i.test(enabled.value)
  const called = instance === undefined ? name : `${name}:${instance}`
  const lines = [
    `Module: ${called}`,
    `  Scope_Name: ${name}`,
    ...(instance === undefined ? [] : [`  Instance_Name: ${instance}`]),
    `  Enabled: ${isOff ? 'disabled' : 'enabled'}`,
    `  API: ${KINDS[name.toLowerCase()] ?? 'Generic'}`,
    `  Name: ${name}`,
    `  Description: ${type?.description ?? ''}`.trimEnd(),
  ]
  return lines.map((line) => `${line}\n`).join('')
}
