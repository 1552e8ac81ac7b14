import type { Diagnostic } from '../../src/diagnostics/index.js'
import { Reporter } from '../findings/reporter.js'
import { Layout } from '../layout.js'
import type { Machine, MachineRecovery } from '../machine.js'
import { DialectNode, DialectToken } from './kinds.js'

/**
 * What happens where the grammar of a dialect does not go on. A line's end ends a broken statement:
 * one bad line gives one finding, and what follows it is read.
 */
export abstract class LineRecovery implements MachineRecovery {
  protected readonly layout: Layout
  protected readonly say: Reporter

  /** @param whole the recovery that this one is a part of */
  constructor(
    protected readonly machine: Machine,
    whole?: LineRecovery,
  ) {
    this.layout = whole?.layout ?? new Layout(machine.source, machine.tokens)
    this.say = whole?.say ?? new Reporter(this.layout)
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.say.diagnostics
  }

  abstract recover(): void

  protected kind(token: number): number {
    return token < 0 ? DialectToken.EndOfFile : (this.machine.kinds[token] as number)
  }

  /** The kind of a node of the tree. */
  protected kindOf(node: number): number {
    return this.machine.builder.kindOf(node)
  }

  /** The kind of the innermost open node. */
  protected get innermostKind(): number {
    return this.kindOf(this.machine.builder.innermost)
  }

  /** Whether the machine is in the repetition of the innermost node's rule, or behind it. */
  protected get inBody(): boolean {
    const { pc, grammar } = this.machine
    return pc >= (grammar.loops[this.innermostKind] as number)
  }

  /** The first token of the innermost open node. */
  protected get innermostFirst(): number {
    const { builder } = this.machine
    return builder.first[builder.innermost] as number
  }

  /** Makes an error of the tokens from the machine's place up to `limit`, and goes on behind them. */
  protected errorUpTo(limit: number): void {
    const { machine } = this
    machine.builder.broken(DialectNode.Error, machine.at, limit)
    machine.resumeAt(limit)
  }

  /**
   * Gives the tokens up to `limit` to the statement that ends right before them, which is broken by
   * them. When there is none, they are an error.
   */
  protected addToStatement(limit: number): void {
    const { machine } = this
    const { builder } = machine
    let node = builder.count - 1
    const ends = node > builder.innermost && builder.limit[node] === machine.at
    // The nodes inside the statement that end with it come behind it.
    while (ends && node - 1 > builder.innermost && builder.limit[node - 1] === machine.at) node--
    if (!ends || builder.kindOf(node) === DialectNode.Error || this.layout.startsLine(machine.at)) {
      return this.errorUpTo(limit)
    }
    builder.limit[node] = limit
    builder.breaks(node)
    machine.resumeAt(limit)
  }

  /** Steps over a token that does not belong to the innermost node, which is broken by it. */
  protected stepOver(): void {
    this.machine.builder.breaks(this.machine.builder.innermost)
    this.machine.at++
  }

  /** Goes on as if the token were there that the innermost node lacks. */
  protected assumeToken(): void {
    this.machine.builder.breaks(this.machine.builder.innermost)
    this.machine.assumeToken()
  }

  /** Ends the innermost node, broken, with the tokens up to `limit` in it. */
  protected breakUpTo(limit: number): void {
    this.machine.at = limit
    this.machine.abandon()
  }
}
