import { resolve } from 'node:path'
import { type Document, parse } from '../../grammar/index.js'
import { MOST_TEXT } from '../../src/config/index.js'
import { type FileAccess, ROOT_ALONE } from '../../src/edit/index.js'
import { summaryWithoutSecrets } from '../../src/lint/index.js'
import { openedIdentity } from '../../src/node/files/file-identity.js'
import { askQuietly } from '../../src/node/files/ignore-errors.js'
import { wasPiped } from '../../src/node/files/read-file.js'
import { readWithAccess, systemCalls } from '../../src/node/index.js'
import { realPathOf } from '../../src/project/paths/real-path.js'
import { failure } from '../../src/project/system-failure.js'
import { inputEnvironment, noteInput } from '../streams/inputs.js'

/** One of the three files of a merge. */
export interface Side {
  /** As it is named, and where it lay before it was read; a pipe lies in the folder of its process. */
  readonly path: string
  readonly realPath: string
  /** Whether it came through a pipe. */
  readonly isPipe: boolean
  /** What tells the file and its folder from all others, as they were opened. */
  readonly identity?: string | undefined
  readonly folderIdentity?: string | undefined
  /** Who could read it when it was read; undefined for a pipe. */
  readonly access: FileAccess | undefined
  readonly bytes: Uint8Array
  readonly document: Document
}

/**
 * @param name as people know the file
 * @throws Failure when it cannot be read
 */
export async function readSide(path: string, name: string): Promise<Side> {
  try {
    const realPath = realPathOf(path)
    const absolute = resolve(path)
    noteInput(absolute, 'is a file of the configuration')
    const found = askQuietly(() => readWithAccess(realPath, systemCalls, MOST_TEXT))
    // What is no file, or cannot be read so, is read by its name, or refused in the words for that.
    const bytes = found?.bytes ?? (await inputEnvironment().readFile(absolute, true, MOST_TEXT))
    const isPipe = found === undefined && wasPiped(absolute)
    return {
      path: absolute,
      realPath,
      isPipe,
      identity: found?.identity,
      folderIdentity: found?.folder && openedIdentity(found.folder),
      // One of which nothing is known counts as readable by nobody.
      access: isPipe ? undefined : (found?.access ?? ROOT_ALONE),
      bytes,
      document: parse(bytes, { name }),
    }
  } catch (error) {
    throw failure(error, name)
  }
}

/** What keeps a file from being merged: the first error of its syntax; undefined when it has none. */
export function syntaxProblem({ document }: Side): string | undefined {
  const { source, diagnostics } = document
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first === undefined) return undefined
  const { line, column } = source.position(first.start)
  const others = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  return `${source.name}:${line}:${column}: ${summaryWithoutSecrets(document, first)}${others}`
}
