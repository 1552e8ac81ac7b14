import { DialectNode, DialectToken } from '../../kinds.js'
import { looksLikeAddress } from '../address.js'
import { MbusPart, NODE_FORM } from './part.js'

const INTERFACE_FORM = 'An interface is written as D or C and its address.'

/** Mistakes in the nodes of a segment and their interfaces. */
export class NodeRecovery extends MbusPart {
  recover(): void {
    if (this.innermostKind === DialectNode.Interface) this.#inInterface()
    else if (this.inBody) this.#inInterfaces()
    else this.#inNodeHeader()
  }

  #inNodeHeader(): void {
    const { machine } = this
    const { at } = machine
    const name = this.innermostFirst
    const kind = this.kind(at)
    if (kind === DialectToken.Equals) return this.#equalsInNode(name, at)
    if (kind === DialectToken.String) {
      this.say.report('syntax/unexpected', at, at + 1, 'The address of a node is not quoted', {
        detail: 'Take the quotes out.',
      })
      this.stepOver()
      this.assumeToken()
      return
    }
    if (!this.layout.startsLine(name) && this.kind(name) === DialectToken.Word) {
      return this.#extraInSegment(name)
    }
    if (looksLikeAddress(this.layout.text(name))) {
      this.say.report(
        'syntax/missing-name',
        name,
        name + 1,
        `The name of the node before ${this.say.quoted(name)} is missing`,
        { detail: NODE_FORM },
      )
    } else {
      this.say.report(
        'syntax/missing-value',
        name,
        name + 1,
        `Node ${this.say.quoted(name)} has no address`,
        {
          detail: NODE_FORM,
        },
      )
    }
    if (kind === DialectToken.OpenBrace) this.assumeToken()
    else machine.abandon()
  }

  /** Handles an extra word after a node, which was read as the name of another node. */
  #extraInSegment(name: number): void {
    const { machine } = this
    machine.builder.rewind(name, machine.builder.innermost)
    machine.dropped(0)
    machine.at = name
    this.say.report('syntax/extra-words', name, name + 1, `Unexpected ${this.say.quoted(name)}`, {
      detail: NODE_FORM,
    })
    this.addToStatement(this.lineOrBrace(name))
  }

  /** Handles `name = ...` in a segment: a node, or a setting after an unclosed segment. */
  #equalsInNode(name: number, at: number): void {
    const { machine } = this
    const { builder } = machine
    const segment = builder.open.at(-2) as number
    const margin = this.layout.indent(builder.first[segment] as number)
    const outside = this.layout.startsLine(name) && this.layout.indent(name) <= margin
    if (!outside || looksLikeAddress(this.layout.text(at + 1))) {
      const summary = '"=" cannot stand between a node and its address'
      return this.stepOverEquals([DialectToken.Word], summary, NODE_FORM)
    }
    this.unclosedSegment()
    builder.rewind(name, builder.innermost)
    machine.dropped(0)
    this.breakUpTo(name)
  }

  #inInterfaces(): void {
    const { machine } = this
    const { at } = machine
    const node = this.innermostFirst
    const kind = this.kind(at)
    const line = kind === DialectToken.Head && this.layout.startsLine(at)
    if (kind === DialectToken.EndOfFile || kind === DialectToken.Segment || line) {
      const brace = this.braceOf(node)
      this.say.report(
        'syntax/unclosed-scope',
        brace,
        brace + 1,
        `"{" of node ${this.say.quoted(node)} is not closed`,
        { detail: 'A "}" is missing behind its interfaces.' },
      )
      machine.abandon()
      return
    }
    let limit = at + 1
    const strange = [DialectToken.OpenBrace, DialectToken.Equals, DialectToken.String]
    while (this.isOneOf(strange, limit)) limit++
    this.say.report('syntax/unexpected', at, limit, `Unexpected ${this.say.quoted(at)}`, {
      detail: INTERFACE_FORM,
    })
    machine.builder.breaks(machine.builder.innermost)
    machine.resumeAt(limit)
  }

  #inInterface(): void {
    const type = this.innermostFirst
    this.say.report(
      'syntax/missing-value',
      type,
      type + 1,
      `Interface ${this.say.quoted(type)} has no address`,
      { detail: INTERFACE_FORM },
    )
    this.machine.abandon()
  }
}
