import type { Layout } from '../layout.js'
import type { Machine } from '../machine.js'
import type { ConfReporter } from './conf-reporter.js'
import type { Moves } from './moves.js'

/** What all parts of the recovery work with. */
export interface RecoveryTools {
  readonly machine: Machine
  readonly layout: Layout
  readonly say: ConfReporter
  readonly moves: Moves
}

/** A part of the recovery, for the mistakes in one kind of node. */
export abstract class RecoveryPart {
  protected readonly machine: Machine
  protected readonly layout: Layout
  protected readonly say: ConfReporter
  protected readonly moves: Moves

  constructor({ machine, layout, say, moves }: RecoveryTools) {
    this.machine = machine
    this.layout = layout
    this.say = say
    this.moves = moves
  }
}
