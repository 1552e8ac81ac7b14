/** The words of a command as the table has them, and the instance of a module among them. */
export interface CommandName {
  /** In lower case, with NAME in the place of the instance: `ec_logger:NAME`, `help`. */
  readonly words: readonly string[]
  /** As typed: `ec_logger` of `ec_logger:ec_logger help`. */
  readonly instance?: string
}

/** @param typed words that a command may begin with */
export function commandName(typed: readonly string[]): CommandName {
  const [first = '', ...others] = typed
  const [, module, instance] = /^([^:]+):(.+)$/s.exec(first) ?? []
  const rest = others.map((word) => word.toLowerCase())
  if (module === undefined || instance === undefined) {
    return { words: typed.length === 0 ? [] : [first.toLowerCase(), ...rest] }
  }
  return { words: [`${module.toLowerCase()}:NAME`, ...rest], instance }
}
