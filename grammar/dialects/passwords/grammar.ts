import { CstParser } from 'chevrotain'
import type { Grammar } from '../../compile.js'
import { tokenType, tokenTypes } from '../grammar.js'
import { DialectNode, DialectToken } from '../kinds.js'

const Head = tokenType(DialectToken.Head)
const Field = tokenType(DialectToken.Field)
const Colon = tokenType(DialectToken.Colon)

/** A digest file (language spec 10.5): `user:realm:HA1`. */
class DigestParser extends CstParser {
  constructor() {
    super(Object.values(tokenTypes), { maxLookahead: 1 })
    this.performSelfAnalysis()
  }

  File = this.RULE('File', () => {
    this.MANY(() => this.SUBRULE(this.User))
  })

  User = this.RULE('User', () => {
    this.CONSUME(Head)
    this.CONSUME(Colon)
    this.CONSUME(Field)
    this.CONSUME1(Colon)
    this.CONSUME1(Field)
  })
}

/** A password file (language spec 10.5): `user:password`. */
class PasswordParser extends CstParser {
  constructor() {
    super(Object.values(tokenTypes), { maxLookahead: 1 })
    this.performSelfAnalysis()
  }

  File = this.RULE('File', () => {
    this.MANY(() => this.SUBRULE(this.User))
  })

  User = this.RULE('User', () => {
    this.CONSUME(Head)
    this.CONSUME(Colon)
    this.CONSUME(Field)
  })
}

const nodes = { File: DialectNode.File, User: DialectNode.User }

export const digestGrammar: Grammar = {
  parser: () => new DigestParser(),
  tokenTypes,
  nodes,
  maxLookahead: 1,
}

export const passwordGrammar: Grammar = {
  parser: () => new PasswordParser(),
  tokenTypes,
  nodes,
  maxLookahead: 1,
}
