import type { JsonValue } from '../../../schema/index.js'
import { ANSWER_STATUSES } from '../../messages/answer.js'
import { isHead } from '../../messages/envelope.js'
import { HeadReader, WrongHead } from '../../messages/head-reader.js'
import { LONGEST_ANSWER } from '../answer-assembly.js'
import { Broadcast, type Target } from '../broadcast.js'
import { commandText } from '../command-text.js'
import { KEPT_STATUSES, type KeptAnswer } from '../kept-answer.js'

/** The version of the file; another one is not read. */
const VERSION = 1

/** How many bytes of a record Base64 makes of the longest answer, and the rest of it. */
const LONGEST_RECORD = Math.ceil(LONGEST_ANSWER / 3) * 4 + 64 * 1024

export function sentRecord({ sending }: Broadcast): string {
  const { id, text, isXml, target, issuer, sentAt, patience, nodes } = sending
  return line({
    kind: 'sent',
    ...{ id, text, isXml, issuer, patience },
    target: target.kind,
    ...(target.kind !== 'all' && { of: target.name }),
    at: sentAt.getTime(),
    nodes: nodes.map(({ name, subcluster = null }) => ({ name, subcluster })),
  })
}

export function answerRecord(
  { sending }: Broadcast,
  node: string,
  { status, bytes, isLate, took, run }: KeptAnswer,
): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
  return line({ kind: 'answer', id: sending.id, node, status, isLate, took, run, bytes: text })
}

export function removedRecord(id: string): string {
  return line({ kind: 'removed', id })
}

export function flushedRecord(): string {
  return line({ kind: 'flushed' })
}

function line(record: Readonly<Record<string, JsonValue>>): string {
  return `${JSON.stringify({ v: VERSION, ...record })}\n`
}

/** What the records of a file come to, one after the other. */
export class RecordReader {
  readonly #broadcasts = new Map<string, Broadcast>()

  /** The commands, the oldest first. */
  get broadcasts(): readonly Broadcast[] {
    return [...this.#broadcasts.values()]
  }

  /** @returns whether the line is a record */
  take(text: string): boolean {
    try {
      const head: unknown = JSON.parse(text)
      if (!isHead(head)) return false
      const reader = new HeadReader(head)
      if (reader.count('v') !== VERSION) return false
      this.#read(reader)
      return true
    } catch (error) {
      if (error instanceof WrongHead || error instanceof SyntaxError) return false
      throw error
    }
  }

  /** @throws WrongHead */
  #read(head: HeadReader): void {
    switch (head.oneOf('kind', ['sent', 'answer', 'removed', 'flushed'])) {
      case 'sent':
        return this.#sent(head)
      case 'answer':
        return this.#answer(head)
      case 'removed':
        this.#broadcasts.delete(head.text('id', 64))
        return
      case 'flushed':
        return this.#broadcasts.clear()
    }
  }

  #sent(head: HeadReader): void {
    const id = head.text('id', 64)
    const text = head.text('text', LONGEST_RECORD)
    const isXml = head.flag('isXml')
    const { key } = commandText(isXml ? `xml ${text}` : text)
    this.#broadcasts.set(
      id,
      new Broadcast({
        ...{ id, text, isXml, key, target: targetIn(head) },
        issuer: head.text('issuer'),
        patience: head.count('patience'),
        sentAt: new Date(head.count('at')),
        nodes: head.objects('nodes').map((node) => ({
          name: node.text('name', 255),
          subcluster: node.optionalText('subcluster', 255),
        })),
      }),
    )
  }

  #answer(head: HeadReader): void {
    const answer = {
      status: head.oneOf('status', [...ANSWER_STATUSES, ...KEPT_STATUSES]),
      isLate: head.flag('isLate'),
      took: head.count('took'),
      run: head.text('run', 64),
      bytes: new Uint8Array(Buffer.from(head.text('bytes', LONGEST_RECORD), 'base64')),
    }
    this.#broadcasts.get(head.text('id', 64))?.keep(head.text('node', 255), answer)
  }
}

function targetIn(head: HeadReader): Target {
  const kind = head.oneOf('target', ['all', 'subcluster', 'node'])
  return kind === 'all' ? { kind } : { kind, name: head.text('of', 255) }
}
