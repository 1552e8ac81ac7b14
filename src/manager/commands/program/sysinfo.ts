import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'

/** `sysinfo`: what the product prints is about its own build, which we do not have. */
export const sysinfo: Command = {
  name: 'sysinfo',
  usage: ['sysinfo'],
  description: 'Show the version, the host and the system that the program runs on',
  operands: 'none',
  run: async ({ operands, output }, { program }) => {
    takesNothing(operands, sysinfo.usage)
    const { version, host, system, runtime } = program
    await output.write(
      `Version: ${version}\nHost: ${host}\nSystem: ${system}\nRuntime: ${runtime}\n`,
    )
    return DONE
  },
}
