import { ConfParser } from '../../../grammar/grammar.js'
import { TokenKind } from '../../../src/syntax/index.js'
import { choice, type Diagram, literal, name, optional, repeated, sequence } from './diagram.js'

/** A rule of the grammar, as a diagram. */
export interface Production {
  readonly name: string
  readonly diagram: Diagram
}

/** A production as Chevrotain writes it down. */
type Serialized = ReturnType<ConfParser['getSerializedGastProductions']>[number]
interface WithName extends Serialized {
  readonly name: string
}

/** The marks: tokens that are always written in the same way. */
const MARKS: Readonly<Partial<Record<keyof typeof TokenKind, string>>> = {
  Equals: '=',
  OpenBrace: '{',
  CloseBrace: '}',
  OpenParen: '(',
  CloseParen: ')',
  OpenBracket: '[',
  CloseBracket: ']',
  Comma: ',',
}

/** The diagram of each token, by the name that it has in the grammar. */
const TOKENS = new Map(
  (Object.keys(TokenKind) as (keyof typeof TokenKind)[]).map((token) => {
    const mark = MARKS[token]
    const word = token.toLowerCase()
    return [token.toUpperCase(), mark === undefined ? name(word, word) : literal(mark)]
  }),
)

/**
 * The rules of the grammar, in its order.
 *
 * @throws Error when the grammar uses a production that has no diagram
 */
export function productions(): Production[] {
  return new ConfParser().getSerializedGastProductions().map((rule) => ({
    name: nameOf(rule),
    diagram: sequence(...definitionOf(rule).map(diagramOf)),
  }))
}

function diagramOf(production: Serialized): Diagram {
  switch (production.type) {
    case 'Terminal': {
      const diagram = TOKENS.get(nameOf(production))
      if (diagram === undefined) throw new Error(`no diagram for the token ${nameOf(production)}`)
      return diagram
    }
    case 'NonTerminal':
      return name(nameOf(production), nameOf(production))
    case 'Alternation':
      return choice(...definitionOf(production).map(diagramOf))
    case 'Alternative':
      return sequence(...definitionOf(production).map(diagramOf))
    case 'Option':
      return optional(sequence(...definitionOf(production).map(diagramOf)))
    case 'Repetition':
      return repeated(sequence(...definitionOf(production).map(diagramOf)))
    default:
      throw new Error(`no diagram for a production of type ${production.type}`)
  }
}

function definitionOf(production: Serialized): readonly Serialized[] {
  return production.definition ?? []
}

function nameOf(production: Serialized): string {
  return (production as WithName).name
}
