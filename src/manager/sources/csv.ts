import { join, normalize } from 'node:path'
import { readBounded } from '../../node/files/read-bounded.js'
import { type Driver, type Question, type Rows, SourceError } from './address.js'

/** What a query for a CSV file says. */
interface Wanted {
  /** Below the path of the data source; empty: that path itself is the file. */
  readonly file: string
  /** The file has so many columns, and no line with their names. */
  readonly columns: number | undefined
  /** What the columns of a row must hold. */
  readonly where: readonly (readonly [column: string, value: string])[]
}

/**
 * CSV files (runtime spec 2.3): the query is `FILE?cols=N`, with `$name` for values. Without `cols` the
 * first line names the columns; with it they are called 1 to N. Ours is `COLUMN=VALUE` behind `&`: only
 * rows are wanted that hold the value there.
 */
export const csv: Driver = (rest, { place }) => {
  const path = rest.trim()
  if (path === '') throw new SourceError('the path is missing', true)
  return {
    name: `csv at ${path}`,
    ask: async (question, signal) => {
      const wanted = wantedBy(question)
      const read = readBounded(place(join(path, wanted.file))).catch((error: Error) => {
        throw new SourceError(error.message, true)
      })
      return rowsOf(await orAborted(read, signal), wanted, question.mostRows, signal)
    },
    close: async () => undefined,
  }
}

function wantedBy({ query, parameters }: Question): Wanted {
  const filled = query.trim().replace(/\$([A-Za-z_]\w*)/g, (_, name: string) => {
    const value = parameters.get(name.toLowerCase())
    if (value !== undefined) return encodeURIComponent(value)
    throw new SourceError(`the query has $${name}, which its map does not give`, false)
  })
  const [, encoded = '', search = ''] = /^([^?]*)\??(.*)$/s.exec(filled) ?? []
  const file = normalize(decoded(encoded) || '.')
  // A name that somebody logs in with must not lead out of the folder.
  if (/^(?:\.\.)?(?:\/|$)/.test(file) || file.includes('\0')) {
    throw new SourceError('the query leads out of the folder of the data source', false)
  }
  const where = new URLSearchParams(search)
  const columns = where.get('cols')
  where.delete('cols')
  if (columns !== null && !/^[1-9]\d{0,3}$/.test(columns)) {
    throw new SourceError('cols is no number of columns', false)
  }
  return { file, columns: columns === null ? undefined : Number(columns), where: [...where] }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new SourceError('the name of the file in the query cannot be decoded', false)
  }
}

async function rowsOf(
  bytes: Uint8Array,
  { columns: count, where }: Wanted,
  mostRows: number,
  signal: AbortSignal,
): Promise<Rows> {
  const { parse } = await import('csv-parse')
  const parser = parse(Buffer.from(bytes), { bom: true, skip_empty_lines: true })
  const rows: string[][] = []
  let columns = count === undefined ? undefined : numbers(count)
  let conditions = columns && conditionsOf(columns, where)
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      if (signal.aborted) throw signal.reason
      if (columns === undefined || conditions === undefined) {
        columns = record
        conditions = conditionsOf(columns, where)
      } else if (record.length !== columns.length) {
        throw new SourceError(`a line has ${record.length} columns, not ${columns.length}`, false)
      } else if (conditions.every(({ at, value }) => record[at] === value)) {
        if (rows.push(record) >= mostRows) break
      }
    }
  } catch (error) {
    if (error instanceof SourceError) throw error
    // What the parser says may quote the file.
    const { code = 'it cannot be read' } = error as { code?: string }
    throw new SourceError(`the file is no CSV: ${code}`, false)
  } finally {
    parser.destroy()
  }
  return { columns: columns ?? [], rows }
}

function numbers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1))
}

function conditionsOf(columns: readonly string[], where: Wanted['where']) {
  return where.map(([column, value]) => {
    const at = columns.indexOf(column)
    if (at < 0) throw new SourceError(`the file has no column ${column}`, false)
    return { at, value }
  })
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    promise.then(resolve, reject)
  })
}
