import { NodeKind } from '../../src/syntax/index.js'
import type { Layout } from '../layout.js'
import type { Machine } from '../machine.js'
import { ForeignText } from './foreign-text.js'
import { ItemRecovery } from './items.js'
import { ListRecovery } from './lists.js'
import { Moves } from './moves.js'
import { Reporter } from './reporter.js'
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
export class Recovery {
  readonly say: Reporter
  readonly moves: Moves
  readonly items: ItemRecovery
  readonly statements: StatementRecovery
  readonly lists: ListRecovery
  readonly scopes: ScopeRecovery
  readonly foreign: ForeignText

  constructor(
    readonly machine: Machine,
    readonly layout: Layout,
  ) {
    this.say = new Reporter(this)
    this.moves = new Moves(this)
    this.items = new ItemRecovery(this)
    this.statements = new StatementRecovery(this)
    this.lists = new ListRecovery(this)
    this.scopes = new ScopeRecovery(this)
    this.foreign = new ForeignText(this)
  }

  /** @param distance how many tokens ahead of the machine the one lies that fits no rule */
  recover(distance: number): void {
    const { builder } = this.machine
    if (builder.kindOf(builder.innermost) > NodeKind.Option && this.foreign.stepOverItem()) return
    switch (builder.kindOf(builder.innermost)) {
      case NodeKind.Include:
        this.items.inInclude()
        break
      case NodeKind.Array:
        this.lists.inArray()
        break
      case NodeKind.Dictionary:
        this.lists.inDictionary()
        break
      case NodeKind.Entry:
        this.lists.inEntry()
        break
      default:
        this.items.atItem(this.scopes.leaveHeader() + distance)
    }
  }
}
