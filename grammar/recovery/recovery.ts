import type { Diagnostic } from '../../src/diagnostics/index.js'
import { NodeKind } from '../../src/syntax/index.js'
import type { Layout } from '../layout.js'
import type { Machine, MachineRecovery } from '../machine.js'
import { ConfReporter } from './conf-reporter.js'
import { ForeignText } from './foreign-text.js'
import { ItemRecovery } from './items.js'
import { ListRecovery } from './lists.js'
import { Moves } from './moves.js'
import { ScopeRecovery } from './scopes.js'
import { StatementRecovery } from './statements.js'

/**
 * What happens where the grammar does not go on: the mistake is named, and the machine is moved to
 * a place where it can go on. A statement has no terminator in this language, so how the text is
 * laid out in lines decides where a broken one ends.
 *
 * Two aims: one mistake gives one error, and a broken statement takes nothing with it that can
 * still be read.
 */
export class Recovery implements MachineRecovery {
  readonly scopes: ScopeRecovery
  readonly #say: ConfReporter
  readonly #foreign: ForeignText
  readonly #items: ItemRecovery
  readonly #lists: ListRecovery

  constructor(
    private readonly machine: Machine,
    layout: Layout,
  ) {
    const say = new ConfReporter(layout)
    const tools = { machine, layout, say, moves: new Moves(machine, layout, say) }
    this.#say = say
    this.scopes = new ScopeRecovery(tools)
    this.#foreign = new ForeignText(tools)
    this.#lists = new ListRecovery(tools)
    const statements = new StatementRecovery(tools, this.scopes, this.#foreign)
    this.#items = new ItemRecovery(tools, this.scopes, this.#foreign, statements)
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#say.diagnostics
  }

  /** The pieces of other languages in the text: what the lexer said about them is of no use. */
  get foreign(): readonly { readonly start: number; readonly end: number }[] {
    return this.#foreign.ranges
  }

  /** @param distance how many tokens ahead of the machine the one lies that fits no rule */
  recover(distance: number): void {
    const { builder } = this.machine
    if (builder.kindOf(builder.innermost) > NodeKind.Option && this.#foreign.stepOverItem()) return
    switch (builder.kindOf(builder.innermost)) {
      case NodeKind.Include:
        this.#items.inInclude()
        break
      case NodeKind.Array:
        this.#lists.inArray()
        break
      case NodeKind.Dictionary:
        this.#lists.inDictionary()
        break
      case NodeKind.Entry:
        this.#lists.inEntry()
        break
      default:
        this.#items.atItem(this.scopes.leaveHeader() + distance)
    }
  }
}
