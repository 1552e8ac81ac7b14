import { join } from 'node:path'
import ts from 'typescript'
import { ROOT } from '../tools/program.js'

/** The entries of the package, by the names that programs import. */
export const ENTRIES = {
  ecconf: 'src/index.ts',
  'ecconf/node': 'src/node.ts',
  'ecconf/lsp': 'src/lsp.ts',
  'ecconf/manager': 'src/manager.ts',
} as const

/** What an entry exports, and what its signatures mention and it does not export. */
export interface PublicNames {
  readonly names: readonly string[]
  /** Each with the exported name whose signature mentions it. */
  readonly missing: readonly string[]
}

/** Reads the sources of the entries, as the compiler sees them. */
export function publicNames(): Record<keyof typeof ENTRIES, PublicNames> {
  const paths = Object.values(ENTRIES).map((path) => join(ROOT, path))
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    ROOT,
  )
  const program = ts.createProgram(paths, { ...options, noEmit: true })
  const checker = program.getTypeChecker()
  const of = (path: string): PublicNames => {
    const file = program.getSourceFile(path)
    const module = file && checker.getSymbolAtLocation(file)
    if (module === undefined) throw new Error(`${path} exports nothing`)
    const exported = checker.getExportsOfModule(module)
    const known = new Set(exported.map((symbol) => declared(symbol, checker)))
    const missing = exported.flatMap((symbol) =>
      [...mentioned(declared(symbol, checker), checker)]
        .filter((other) => !known.has(other))
        .map((other) => `${other.name}, which ${symbol.name} mentions`),
    )
    return {
      names: exported.map(({ name }) => name).sort(),
      missing: [...new Set(missing)].sort(),
    }
  }
  const [core = '', node = '', lsp = '', manager = ''] = paths
  return {
    ecconf: of(core),
    'ecconf/node': of(node),
    'ecconf/lsp': of(lsp),
    'ecconf/manager': of(manager),
  }
}

/** What a name stands for where it is declared. */
function declared(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}

/** The declarations of this project that the signature of another one names. */
function mentioned(symbol: ts.Symbol, checker: ts.TypeChecker): Set<ts.Symbol> {
  const found = new Set<ts.Symbol>()
  const add = (type: ts.Type) => {
    for (const named of [type.aliasSymbol, type.getSymbol()]) {
      if (named !== undefined && isOwnType(named) && named !== symbol) found.add(named)
    }
  }
  const look = (node: ts.Node): void => {
    if (isHidden(node) || ts.isBlock(node)) return
    if (ts.isTypeReferenceNode(node) || ts.isExpressionWithTypeArguments(node)) {
      const name = ts.isTypeReferenceNode(node) ? node.typeName : node.expression
      const named = checker.getSymbolAtLocation(name)
      if (named !== undefined) {
        const target = declared(named, checker)
        if (isOwnType(target) && target !== symbol) found.add(target)
      }
    }
    // The type of what has none written is inferred from what is not looked into.
    if (ts.isFunctionLike(node) && node.type === undefined && 'body' in node) {
      const signature = checker.getSignatureFromDeclaration(node)
      if (signature !== undefined) add(signature.getReturnType())
    }
    if (ts.isVariableDeclaration(node)) {
      if (node.type !== undefined) look(node.type)
      return
    }
    if (ts.isPropertyDeclaration(node) && node.type !== undefined) return look(node.type)
    ts.forEachChild(node, look)
  }
  for (const declaration of symbol.declarations ?? []) look(declaration)
  return found
}

/** Whether nobody outside of a class sees a member. */
function isHidden(node: ts.Node): boolean {
  const isPrivateName =
    ts.isClassElement(node) && node.name !== undefined && ts.isPrivateIdentifier(node.name)
  const flags = ts.canHaveModifiers(node) ? ts.getCombinedModifierFlags(node as ts.Declaration) : 0
  // The types of the package are written down without them.
  const isInternal = ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal')
  return isPrivateName || isInternal || (flags & ts.ModifierFlags.Private) !== 0
}

/** Whether a symbol is an interface, a class or another name for a type that a file of this project exports. */
function isOwnType(symbol: ts.Symbol): boolean {
  const kinds = ts.SymbolFlags.Interface | ts.SymbolFlags.Class | ts.SymbolFlags.TypeAlias
  if ((symbol.flags & kinds) === 0) return false
  return (symbol.declarations ?? []).some((declaration) => {
    const { fileName } = declaration.getSourceFile()
    return fileName.startsWith(ROOT) && !fileName.includes('/node_modules/')
  })
}
