import { DialectNode } from '../../kinds.js'
import { LineRecovery } from '../../recovery.js'
import { NodeRecovery } from './nodes.js'
import { SegmentRecovery } from './segments.js'
import { SettingRecovery } from './settings.js'
import { StatementRecovery } from './statements.js'

/** Mistakes in mbus.conf, each handled by the part for the machine's present place. */
export class MbusRecovery extends LineRecovery {
  readonly #statements = new StatementRecovery(this.machine, this)
  readonly #settings = new SettingRecovery(this.machine, this)
  readonly #segments = new SegmentRecovery(this.machine, this)
  readonly #nodes = new NodeRecovery(this.machine, this)

  recover(): void {
    this.#part().recover()
  }

  #part(): LineRecovery {
    switch (this.innermostKind) {
      case DialectNode.Setting:
      case DialectNode.List:
        return this.#settings
      case DialectNode.Segment:
        return this.#segments
      case DialectNode.Node:
      case DialectNode.Interface:
        return this.#nodes
      default:
        return this.#statements
    }
  }
}
