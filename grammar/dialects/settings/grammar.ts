import { CstParser } from 'chevrotain'
import type { Grammar } from '../../compile.js'
import { tokenType, tokenTypes } from '../grammar.js'
import { DialectNode, DialectToken } from '../kinds.js'

const Head = tokenType(DialectToken.Head)
const Word = tokenType(DialectToken.Word)
const Equals = tokenType(DialectToken.Equals)

/** cluster.boot (language spec 10.3): `key=value`, and a value is one word. */
class ClusterBootParser extends CstParser {
  constructor() {
    super(Object.values(tokenTypes), { maxLookahead: 1 })
    this.performSelfAnalysis()
  }

  File = this.RULE('File', () => {
    this.MANY(() => this.SUBRULE(this.Assignment))
  })

  Assignment = this.RULE('Assignment', () => {
    this.CONSUME(Head)
    this.CONSUME(Equals)
    this.CONSUME(Word)
  })
}

/** ec_rotate.conf (language spec 10.4): `key = value`, and a value is any number of words. */
class RotateParser extends CstParser {
  constructor() {
    super(Object.values(tokenTypes), { maxLookahead: 1 })
    this.performSelfAnalysis()
  }

  File = this.RULE('File', () => {
    this.MANY(() => this.SUBRULE(this.Assignment))
  })

  Assignment = this.RULE('Assignment', () => {
    this.CONSUME(Head)
    this.CONSUME(Equals)
    this.MANY(() => this.CONSUME(Word))
  })
}

const nodes = { File: DialectNode.File, Assignment: DialectNode.Assignment }

export const clusterBootGrammar: Grammar = {
  parser: () => new ClusterBootParser(),
  tokenTypes,
  nodes,
  maxLookahead: 1,
}

export const rotateGrammar: Grammar = {
  parser: () => new RotateParser(),
  tokenTypes,
  nodes,
  maxLookahead: 1,
}
