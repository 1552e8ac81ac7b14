import type { Diagnostic } from '../../src/diagnostics/index.js'
import type { Range } from '../../src/syntax/index.js'
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
 * Decides what happens where the grammar does not accept a token: the mistake is reported, and the
 * machine is moved to a place where it can continue. Statements have no terminator in this
 * language, so the lines decide where a broken statement ends.
 *
 * The two aims: one mistake gives one error, and a broken statement takes nothing with it that can
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

  /** The ranges of other languages, in which the lexer's findings are meaningless. */
  get foreign(): readonly Range[] {
    return this.#foreign.ranges
  }

  /** @param distance how many tokens after the machine's place the unexpected token is */
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
