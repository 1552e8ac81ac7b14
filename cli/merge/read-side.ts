import { resolve } from 'node:path'
import { type Document, parse } from '../../grammar/index.js'
import { MOST_TEXT } from '../../src/config/index.js'
import { summaryWithoutSecrets } from '../../src/lint/index.js'
import { realPathOf } from '../../src/project/paths/real-path.js'
import { failure } from '../../src/project/system-failure.js'
import { inputEnvironment } from '../streams/inputs.js'

/** One of the three files of a merge. */
export interface Side {
  /** As it is named, and where it lay before it was read; a pipe lies in the folder of its process. */
  readonly path: string
  readonly realPath: string
  /** What tells the file from all others, where it is one. */
  readonly identity: string | undefined
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
    const status = await inputEnvironment().status(resolve(path))
    const bytes = await inputEnvironment().readFile(resolve(path), true, MOST_TEXT)
    const { identity } = status ?? {}
    return { path: resolve(path), realPath, identity, bytes, document: parse(bytes, { name }) }
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
