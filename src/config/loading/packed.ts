import { Document } from '../../../grammar/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { IncludeView, Source, type SyntaxTree, type Tokens } from '../../syntax/index.js'
import type { ScopePath } from '../merging/change.js'
import type { Inclusion } from '../model.js'
import { LoadedFile } from './loaded-file.js'
import type { LoadedTexts } from './loader.js'
import { type FileTraits, readOnlyReason } from './read-only.js'
import { Reading, WrittenDefinition } from './reading.js'

/** A parsed text as plain data: bytes, token and tree columns, findings. */
export interface PackedDocument {
  readonly name: string
  readonly bytes: Uint8Array
  readonly tokens: Tokens
  readonly tree: Omit<SyntaxTree, 'source' | 'tokens'>
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The texts of a configuration as plain data; files and inclusions are referred to by list index.
 */
export interface PackedTexts {
  readonly files: readonly PackedFile[]
  /** In the order of reading; the first is that of the main file. */
  readonly inclusions: readonly PackedInclusion[]
  readonly localChanges?: PackedLocalChanges
  readonly diagnostics: readonly Diagnostic[]
}

export interface PackedFile {
  readonly name: string
  readonly path: string
  readonly realPath: string
  readonly productPath: string
  readonly traits: FileTraits
  readonly document: PackedDocument
}

export interface PackedInclusion {
  readonly file: number
  /** Index of the including inclusion; absent for the main file. */
  readonly parent?: number
  /** Node of the include statement in the parent's tree; absent for the local changes file. */
  readonly statement?: number
  readonly within: ScopePath
}

export interface PackedLocalChanges {
  /** Index of the inclusion, and node, of the option Local_Changes_File. */
  readonly inclusion: number
  readonly node: number
  readonly name: string
  readonly path: string
  readonly productPath: string
  /** Index of the file; absent when it does not exist. */
  readonly file?: number
}

/** Packs a document as data for another thread; only small buffers are copied. */
export function packDocument({ source, tree, diagnostics }: Document): PackedDocument {
  const { tokens, count, kind, first, limit, next } = tree
  const { bytes } = source
  // Node reads small files into a shared buffer, which cannot be transferred.
  const isWhole = bytes.byteLength === bytes.buffer.byteLength
  return {
    name: source.name,
    bytes: isWhole ? bytes : bytes.slice(),
    tokens: { count: tokens.count, kind: tokens.kind, start: tokens.start, end: tokens.end },
    tree: { count, kind, first, limit, next },
    diagnostics,
  }
}

export function unpackDocument({ name, bytes, tokens, tree, diagnostics }: PackedDocument) {
  const source = Source.fromBytes(bytes, name)
  return new Document(source, { ...tree, source, tokens }, diagnostics)
}

/** The buffers of a packed document for a transfer, after which the sender has lost them. */
export function buffersOf({ bytes, tokens, tree }: PackedDocument): ArrayBuffer[] {
  const columns = [bytes, tokens.kind, tokens.start, tokens.end]
  const all = [...columns, tree.kind, tree.first, tree.limit, tree.next]
  return [...new Set(all.map(({ buffer }) => buffer as ArrayBuffer))]
}

export function packTexts(texts: LoadedTexts): PackedTexts {
  const { files, inclusions, localChanges, diagnostics } = texts
  return {
    files: files.map(({ name, path, realPath, productPath, traits, document }) => ({
      ...{ name, path, realPath, productPath, traits },
      document: packDocument(document),
    })),
    inclusions: inclusions.map(({ file, parent, statement, within }) => ({
      file: files.indexOf(file as LoadedFile),
      ...(parent !== undefined && { parent: parent.order }),
      ...(statement !== undefined && { statement: statement.index }),
      within,
    })),
    ...(localChanges !== undefined && { localChanges: packLocalChanges(localChanges, files) }),
    diagnostics,
  }
}

function packLocalChanges(
  { definition, name, path, productPath, file }: NonNullable<LoadedTexts['localChanges']>,
  files: readonly LoadedFile[],
): PackedLocalChanges {
  const { inclusion, node } = definition
  return {
    ...{ inclusion: inclusion.order, node: node.index, name, path, productPath },
    ...(file !== undefined && { file: files.indexOf(file) }),
  }
}

/** Rebuilds packed texts without any access to the outside world. */
export function unpackTexts(packed: PackedTexts): LoadedTexts {
  const files = packed.files.map(
    ({ name, path, realPath, productPath, traits, document }) =>
      new LoadedFile(name, path, realPath, productPath, unpackDocument(document), traits),
  )
  const nested = packed.inclusions.map((): number[] => [])
  for (const [order, { parent, statement }] of packed.inclusions.entries()) {
    if (parent !== undefined && statement !== undefined) nested[parent]?.push(order)
  }
  const inclusions: Inclusion[] = []
  const readings: Reading[] = []
  const read = (order: number, base: number, more: Partial<Inclusion>): Reading => {
    const { file: at, within } = packed.inclusions[order] as PackedInclusion
    const file = files[at] as LoadedFile
    const inclusion: Inclusion = { file, within, order, ...more }
    inclusions[order] = inclusion
    file.inclusions.push(inclusion)
    const reading = new Reading(inclusion, base)
    readings[order] = reading
    for (const inner of nested[order] ?? []) {
      const { statement: node = 0 } = packed.inclusions[inner] as PackedInclusion
      const statement = new IncludeView(file.document.tree, node)
      reading.add(node, read(inner, reading.nextBase(node), { parent: inclusion, statement }))
    }
    return reading
  }
  const main = read(0, 0, {})
  const roots = [main]
  const { localChanges } = packed
  const last = packed.inclusions.length - 1
  const definition =
    localChanges &&
    new WrittenDefinition(readings[localChanges.inclusion] as Reading, localChanges.node)
  if (definition !== undefined && last > 0 && packed.inclusions[last]?.statement === undefined) {
    const more = { parent: definition.inclusion, localChanges: definition }
    roots.push(read(last, main.size, more))
  }
  for (const file of files) file.readOnly = readOnlyReason(file.traits, file.inclusions)
  return {
    main: files[packed.inclusions[0]?.file ?? 0] as LoadedFile,
    files,
    inclusions,
    readings: roots,
    localChanges: localChanges &&
      definition && {
        ...{ definition, name: localChanges.name, path: localChanges.path },
        productPath: localChanges.productPath,
        file: localChanges.file === undefined ? undefined : files[localChanges.file],
      },
    diagnostics: packed.diagnostics,
  }
}
