import { sysrootOf } from '../../config/environment/main-file.js'
import { dirname, isAbsolute, resolvePath } from '../../config/environment/paths.js'
import type { Sysroot } from '../../config/environment/sysroot.js'
import type { Configuration, Inclusion } from '../../config/index.js'
import { includeTarget } from '../../config/loading/include-target.js'
import type { ValueView } from '../../syntax/index.js'

/**
 * The file names in a plan, which mean the same on other machines: for a file included by an
 * absolute path, or from such a file, its path in the running product; otherwise its path from the
 * folder of the main file.
 */
export class PlanNames {
  readonly #byPath = new Map<string, string>()
  readonly #byName = new Map<string, string>()
  readonly #folder: string
  readonly #sysroot: Sysroot

  constructor({ main, files, localChanges, options }: Configuration) {
    this.#folder = dirname(main.productPath)
    this.#sysroot = sysrootOf(options)
    for (const { path, productPath, inclusions, virtual } of files) {
      if (!virtual) this.#add(path, productPath, inclusions[0])
    }
    if (localChanges?.file === undefined && localChanges !== undefined) {
      const { path, productPath, definition } = localChanges
      const { inclusion, value } = definition
      const isFixed = isAbsoluteOperand(value) || isNamedAbsolutely(inclusion)
      this.#enter(path, isFixed ? productPath : this.#fromFolder(productPath))
    }
  }

  /** @param path of a file on this machine */
  nameOf(path: string): string {
    return this.#byPath.get(path) ?? this.#fromFolder(this.#sysroot.productPath(path))
  }

  /** The path of a file on this machine, even if it does not exist. */
  pathOf(name: string): string {
    const known = this.#byName.get(name)
    return known ?? this.#sysroot.inside(resolvePath(this.#folder, name)).path
  }

  #add(path: string, productPath: string, inclusion: Inclusion | undefined): void {
    const isFixed = inclusion !== undefined && isNamedAbsolutely(inclusion)
    this.#enter(path, isFixed ? productPath : this.#fromFolder(productPath))
  }

  #enter(path: string, name: string): void {
    this.#byPath.set(path, name)
    this.#byName.set(name, path)
  }

  #fromFolder(productPath: string): string {
    const from = this.#folder.split('/').filter(Boolean)
    const to = productPath.split('/').filter(Boolean)
    let same = 0
    while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++
    return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/')
  }
}

/** Whether a file was included by an absolute path, or from a file that was. */
function isNamedAbsolutely(inclusion: Inclusion): boolean {
  for (let at: Inclusion | undefined = inclusion; at !== undefined; at = at.parent) {
    const operand = at.statement?.target ?? at.localChanges?.value
    if (operand !== undefined && isAbsoluteOperand(operand)) return true
  }
  return false
}

function isAbsoluteOperand(operand: ValueView): boolean {
  if (operand.type !== 'scalar') return false
  const target = includeTarget(operand.value)
  return target.kind === 'path' && isAbsolute(target.path)
}
