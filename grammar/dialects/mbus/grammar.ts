import { CstParser } from 'chevrotain'
import type { Grammar } from '../../compile.js'
import { tokenType, tokenTypes } from '../grammar.js'
import { DialectNode, DialectToken } from '../kinds.js'

const Head = tokenType(DialectToken.Head)
const Word = tokenType(DialectToken.Word)
const Text = tokenType(DialectToken.String)
const Equals = tokenType(DialectToken.Equals)
const OpenBrace = tokenType(DialectToken.OpenBrace)
const CloseBrace = tokenType(DialectToken.CloseBrace)
const SegmentKeyword = tokenType(DialectToken.Segment)
const InterfaceType = tokenType(DialectToken.InterfaceType)

/**
 * mbus.conf (language spec 10.1). The Spread daemon ignores line ends. Here the first word of a
 * line has a token kind of its own, so that an incomplete line takes nothing from the next one.
 */
class MbusParser extends CstParser {
  constructor() {
    super(Object.values(tokenTypes), { maxLookahead: 1 })
    this.performSelfAnalysis()
  }

  File = this.RULE('File', () => {
    this.MANY(() => {
      this.OR([
        { ALT: () => this.SUBRULE(this.Segment) },
        { ALT: () => this.SUBRULE(this.Setting) },
      ])
    })
  })

  Setting = this.RULE('Setting', () => {
    this.CONSUME(Head)
    this.OPTION(() => {
      this.CONSUME(Equals)
      this.OR([
        { ALT: () => this.CONSUME(Word) },
        { ALT: () => this.CONSUME(Text) },
        { ALT: () => this.SUBRULE(this.List) },
      ])
    })
  })

  List = this.RULE('List', () => {
    this.CONSUME(OpenBrace)
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(Word) },
        { ALT: () => this.CONSUME(Head) },
        { ALT: () => this.CONSUME(Text) },
      ])
    })
    this.CONSUME(CloseBrace)
  })

  Segment = this.RULE('Segment', () => {
    this.CONSUME(SegmentKeyword)
    this.CONSUME(Word)
    this.CONSUME(OpenBrace)
    this.MANY(() => this.SUBRULE(this.Node))
    this.CONSUME(CloseBrace)
  })

  Node = this.RULE('Node', () => {
    this.OR([{ ALT: () => this.CONSUME(Head) }, { ALT: () => this.CONSUME(Word) }])
    this.CONSUME1(Word)
    this.OPTION(() => {
      this.CONSUME(OpenBrace)
      this.MANY(() => this.SUBRULE(this.Interface))
      this.CONSUME(CloseBrace)
    })
  })

  Interface = this.RULE('Interface', () => {
    this.OPTION(() => this.CONSUME(InterfaceType))
    this.CONSUME(Word)
  })
}

export const mbusGrammar: Grammar = {
  parser: () => new MbusParser(),
  tokenTypes,
  nodes: {
    File: DialectNode.File,
    Setting: DialectNode.Setting,
    List: DialectNode.List,
    Segment: DialectNode.Segment,
    Node: DialectNode.Node,
    Interface: DialectNode.Interface,
  },
  maxLookahead: 1,
}
