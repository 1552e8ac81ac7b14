import { CstParser } from 'chevrotain'
import type { Grammar } from '../../compile.js'
import { tokenType, tokenTypes } from '../grammar.js'
import { DialectNode, DialectToken } from '../kinds.js'

const Head = tokenType(DialectToken.Head)
const Name = tokenType(DialectToken.Name)
const Export = tokenType(DialectToken.Export)
const Equals = tokenType(DialectToken.Equals)
const Word = tokenType(DialectToken.Word)
const Opaque = tokenType(DialectToken.Opaque)
const Semicolon = tokenType(DialectToken.Semicolon)

/**
 * The environment file (language spec 9): assignments in the shell language. A variable that begins
 * a command has a token kind of its own, so that every command ends with its line.
 */
class EnvironmentParser extends CstParser {
  constructor() {
    super(Object.values(tokenTypes), { maxLookahead: 1 })
    this.performSelfAnalysis()
  }

  File = this.RULE('File', () => {
    this.MANY(() => {
      this.OR([
        { ALT: () => this.SUBRULE(this.Assignment) },
        { ALT: () => this.SUBRULE(this.Export) },
      ])
      this.OPTION(() => this.CONSUME(Semicolon))
    })
  })

  Assignment = this.RULE('Assignment', () => {
    this.OR([{ ALT: () => this.CONSUME(Head) }, { ALT: () => this.CONSUME(Name) }])
    this.CONSUME(Equals)
    this.OPTION(() => this.SUBRULE(this.Value))
  })

  Export = this.RULE('Export', () => {
    this.CONSUME(Export)
    this.SUBRULE(this.Variable)
    this.MANY(() => this.SUBRULE1(this.Variable))
  })

  Variable = this.RULE('Variable', () => {
    this.CONSUME(Name)
    this.OPTION(() => {
      this.CONSUME(Equals)
      this.OPTION1(() => this.SUBRULE(this.Value))
    })
  })

  Value = this.RULE('Value', () => {
    this.OR([{ ALT: () => this.CONSUME(Word) }, { ALT: () => this.CONSUME(Opaque) }])
  })
}

export const environmentGrammar: Grammar = {
  parser: () => new EnvironmentParser(),
  tokenTypes,
  nodes: {
    File: DialectNode.File,
    Assignment: DialectNode.Assignment,
    Export: DialectNode.Export,
    Variable: DialectNode.Variable,
  },
  maxLookahead: 1,
}
