import type { Diagnostic } from '../../src/diagnostics/index.js'
import { Reporter } from '../findings/reporter.js'
import { Layout } from '../layout.js'
import type { Machine, MachineRecovery } from '../machine.js'
import { DialectNode, DialectToken } from './kinds.js'

/**
 * Decides what happens where the grammar of a dialect does not accept a token. The end of a line
 * ends a broken statement, so a bad line gives one finding and the next lines are read as usual.
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

  /** Whether the machine has reached the repetition in the rule of the innermost node. */
  protected get inBody(): boolean {
    const { pc, grammar } = this.machine
    return pc >= (grammar.loops[this.innermostKind] as number)
  }

  /** The first token of the innermost open node. */
  protected get innermostFirst(): number {
    const { builder } = this.machine
    return builder.first[builder.innermost] as number
  }

  /** Makes the tokens from the machine's place up to `limit` an error, and resumes at `limit`. */
  protected errorUpTo(limit: number): void {
    const { machine } = this
    machine.builder.broken(DialectNode.Error, machine.at, limit)
    machine.resumeAt(limit)
  }

  /**
   * Adds the tokens up to `limit` to the statement that ends directly before them, and marks it as
   * broken; without such a statement they become an error.
   */
  protected addToStatement(limit: number): void {
    const { machine } = this
    const { builder } = machine
    let node = builder.count - 1
    const ends = node > builder.innermost && builder.limit[node] === machine.at
    // The inner nodes that end together with the statement come after it in the tree.
    while (ends && node - 1 > builder.innermost && builder.limit[node - 1] === machine.at) node--
    if (!ends || builder.kindOf(node) === DialectNode.Error || this.layout.startsLine(machine.at)) {
      return this.errorUpTo(limit)
    }
    builder.limit[node] = limit
    builder.breaks(node)
    machine.resumeAt(limit)
  }

  /** Skips a token that does not belong to the innermost node, and marks the node as broken. */
  protected stepOver(): void {
    this.machine.builder.breaks(this.machine.builder.innermost)
    this.machine.at++
  }

  /** Continues as if the missing token were there, and marks the innermost node as broken. */
  protected assumeToken(): void {
    this.machine.builder.breaks(this.machine.builder.innermost)
    this.machine.assumeToken()
  }

  /** Ends the innermost node as broken, including the tokens up to `limit`. */
  protected breakUpTo(limit: number): void {
    this.machine.at = limit
    this.machine.abandon()
  }
}
