import { type SyntaxTree, TokenKind, type ValueView } from '../../syntax/index.js'
import { isSecretName, isUnknownSecret } from './names.js'

/** Matches names of options and keys whose value says what another value is: `name = "password"`. */
export const NAMING = /^(?:name|key|param|parameter|field|header|attribute|option|id)$/i

/** Matches names of options and keys that say nothing about their value: another one names it. */
export const NAMED = /^(?:value|val|content|data|text|is|string)$/i

/** How many tokens are looked at on each side, so that a scope of any length costs the same. */
const MOST_TOKENS = 100

/**
 * Whether an option says nothing about its value, and what stands around it says that it is a secret:
 * `Secret { value = x }`, `Param "password" { value = x }`, `Param { name = password value = x }`.
 */
export function isNamedAround(optionName: string, value: ValueView): boolean {
  if (!NAMED.test(optionName)) return false
  const { tree } = value
  const [first, limit] =
    value.type === 'scalar' ? [value.token, value.token + 1] : [value.firstToken, value.tokenLimit]
  const before = walk(tree, first - 1, -1)
  if (before.isNamed) return true
  if (before.edge !== undefined && isSecretHead(tree, before.edge)) return true
  return walk(tree, limit, 1).isNamed
}

/** @returns whether an option names a secret, and the brace of the scope when the walk reaches it */
function walk(tree: SyntaxTree, from: number, step: 1 | -1) {
  const { kind, count } = tree.tokens
  const [inner, outer] =
    step === 1
      ? [TokenKind.OpenBrace, TokenKind.CloseBrace]
      : [TokenKind.CloseBrace, TokenKind.OpenBrace]
  let depth = 0
  for (let token = from, steps = 0; steps < MOST_TOKENS; token += step, steps++) {
    if (token < 0 || token >= count) break
    if (kind[token] === inner) depth++
    if (kind[token] === outer && depth-- === 0) return { isNamed: false, edge: token }
    if (depth === 0 && kind[token] === TokenKind.Equals && namesSecret(tree, token)) {
      return { isNamed: true }
    }
  }
  return { isNamed: false }
}

function namesSecret(tree: SyntaxTree, equals: number): boolean {
  return NAMING.test(wordAt(tree, equals - 1)) && isSecretName(wordAt(tree, equals + 1))
}

/** Whether the type or the instance of a scope names a secret: `Secret {`, `Param = "password" {`. */
function isSecretHead(tree: SyntaxTree, brace: number): boolean {
  if (isUnknownSecret(wordAt(tree, brace - 1))) return true
  const isBehindEquals = tree.tokens.kind[brace - 2] === TokenKind.Equals
  return isUnknownSecret(wordAt(tree, brace - (isBehindEquals ? 3 : 2)))
}

/** A word or string without its quotes; empty where there is none. */
function wordAt({ tokens, source }: SyntaxTree, token: number): string {
  const kind = tokens.kind[token]
  if (kind !== TokenKind.Word && kind !== TokenKind.String) return ''
  return source.text.slice(tokens.start[token], tokens.end[token]).replace(/^"|"$/g, '')
}
