import type { Command } from './arguments/command.js'

/**
 * Programs of the product that ecconf stands in for. Each is installed under its own name; `ecconf
 * NAME` is the same, and no help speaks of it.
 */
const PROGRAMS: Readonly<Record<string, () => Promise<Command>>> = {
  validate_config: async () => (await import('./product/validate-config.js')).validateConfig,
  eccmgr: async () => (await import('./product/eccmgr.js')).eccmgr,
  ec_console: async () => (await import('./product/ec-console.js')).ecConsole,
  ec_md5passwd: async () => (await import('./product/md5passwd.js')).md5passwd,
  ec_dump_config: async () => (await import('./product/dump-config.js')).dumpConfig,
}

/** The names of the programs. */
export const productProgramNames: readonly string[] = Object.keys(PROGRAMS)

/** Undefined when the product has no such program. */
export async function productProgram(name = ''): Promise<Command | undefined> {
  return Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name]?.() : undefined
}
