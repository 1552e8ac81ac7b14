/**
 * The thread that SQLite runs in: a query that takes long holds nobody up there, and can be ended with
 * its thread.
 */
import { parentPort, workerData } from 'node:worker_threads'
import initSqlJs, { type Database, type SqlValue } from 'sql.js'
import type { ThreadAnswer, ThreadData, ThreadQuestion } from './messages.js'

const { wasm } = workerData as ThreadData
const sqlite = initSqlJs({ wasmBinary: new Uint8Array(wasm).buffer })
let database: Database | undefined

parentPort?.on('message', async (question: ThreadQuestion) => {
  parentPort?.postMessage(await answer(question))
})

async function answer({ bytes, ...question }: ThreadQuestion): Promise<ThreadAnswer> {
  try {
    const { Database } = await sqlite
    if (bytes !== undefined) {
      database?.close()
      database = new Database(bytes)
    }
    if (database === undefined) return { kind: 'failed', why: 'no database is open' }
    return rowsOf(database, question)
  } catch (error) {
    return { kind: 'failed', why: (error as Error).message }
  }
}

function rowsOf(
  opened: Database,
  { text, values, mostRows }: Omit<ThreadQuestion, 'bytes'>,
): ThreadAnswer {
  const statement = opened.prepare(text, [...values])
  try {
    const rows: (string | null)[][] = []
    while (rows.length < mostRows && statement.step()) rows.push(statement.get().map(textOf))
    return { kind: 'rows', columns: statement.getColumnNames(), rows }
  } finally {
    statement.free()
  }
}

function textOf(value: SqlValue): string | null {
  if (value === null) return null
  return typeof value === 'object' ? Buffer.from(value).toString() : String(value)
}
