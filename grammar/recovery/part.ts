import type { Layout } from '../layout.js'
import type { Machine } from '../machine.js'
import type { ForeignText } from './foreign-text.js'
import type { ItemRecovery } from './items.js'
import type { ListRecovery } from './lists.js'
import type { Moves } from './moves.js'
import type { Recovery } from './recovery.js'
import type { Reporter } from './reporter.js'
import type { ScopeRecovery } from './scopes.js'
import type { StatementRecovery } from './statements.js'

/** One part of the recovery; the parts work on one machine and call each other. */
export abstract class RecoveryPart {
  readonly #all: Recovery

  constructor(all: Recovery) {
    this.#all = all
  }

  protected get machine(): Machine {
    return this.#all.machine
  }
  protected get layout(): Layout {
    return this.#all.layout
  }
  protected get say(): Reporter {
    return this.#all.say
  }
  protected get moves(): Moves {
    return this.#all.moves
  }
  protected get items(): ItemRecovery {
    return this.#all.items
  }
  protected get statements(): StatementRecovery {
    return this.#all.statements
  }
  protected get lists(): ListRecovery {
    return this.#all.lists
  }
  protected get scopes(): ScopeRecovery {
    return this.#all.scopes
  }
  protected get foreign(): ForeignText {
    return this.#all.foreign
  }
}
