import { CstParser } from 'chevrotain'
import type { Grammar } from '../../compile.js'
import { tokenType, tokenTypes } from '../grammar.js'
import { DialectNode, DialectToken } from '../kinds.js'

const Head = tokenType(DialectToken.Head)
const Field = tokenType(DialectToken.Field)
const Colon = tokenType(DialectToken.Colon)
const Word = tokenType(DialectToken.Word)
const Comma = tokenType(DialectToken.Comma)

/**
 * A groups file (language spec 10.6): `group:users`, `group:password:users` or
 * `group:password:number:users`. How many colons a line has says which field holds the users, so
 * the lexer tells a field from a user.
 */
class GroupsParser extends CstParser {
  constructor() {
    super(Object.values(tokenTypes), { maxLookahead: 1 })
    this.performSelfAnalysis()
  }

  File = this.RULE('File', () => {
    this.MANY(() => this.SUBRULE(this.Group))
  })

  Group = this.RULE('Group', () => {
    this.CONSUME(Head)
    this.CONSUME(Colon)
    this.OPTION(() => {
      this.SUBRULE(this.Unused)
      this.OPTION1(() => this.SUBRULE1(this.Unused))
    })
    this.MANY(() => {
      this.CONSUME(Word)
      this.OPTION2(() => this.CONSUME(Comma))
    })
  })

  Unused = this.RULE('Unused', () => {
    this.OPTION(() => this.CONSUME(Field))
    this.CONSUME(Colon)
  })
}

export const groupsGrammar: Grammar = {
  parser: () => new GroupsParser(),
  tokenTypes,
  nodes: { File: DialectNode.File, Group: DialectNode.Group },
  maxLookahead: 1,
}
