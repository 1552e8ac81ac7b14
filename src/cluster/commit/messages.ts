import type { JsonValue } from '../../schema/index.js'
import { encodeEnvelope, type Head } from '../messages/envelope.js'
import { type HeadReader, WrongHead } from '../messages/head-reader.js'
import { readHead } from '../messages/read-head.js'
import { NODE_STATES, type NodeState } from './states.js'

/**
 * What a manager asks of a node.
 * - `survey`: what runs, and who holds the slot
 * - `compare`: which options differ from those that the manager's files say
 * - `prepare`, `apply`, `extend`, `confirm`, `cancel`: the phases of a commit
 * - `state`: what the node's journal says of a commit
 * - `take-over`: the same, and from now on the node obeys the asking manager in this commit
 * - `undecided`: the answer to a node that has asked for the decision: there is none
 */
const PHASES = [
  'survey',
  'compare',
  'prepare',
  'apply',
  'extend',
  'confirm',
  'cancel',
  'state',
  'take-over',
  'undecided',
] as const

export type Phase = (typeof PHASES)[number]

/** A message of a manager to one node. */
export interface CommitRequest {
  /** 128 random bits in hex. */
  readonly txid: string
  /** Of the manager; a node refuses a lower one than it knows. */
  readonly epoch: number
  readonly phase: Phase
  /** Tells several requests of one phase apart: a later one has a higher number. */
  readonly sequence: number
  /** The digest of what the node is to run before. */
  readonly base: string
  /** The digest of what it is to run after; empty as long as it is not known. */
  readonly candidate: string
  /** In `prepare`: the changes, as lines of the console. */
  readonly changes?: readonly string[] | undefined
  /** In `prepare`: every node of the commit. */
  readonly participants?: readonly string[] | undefined
  /** In `prepare`: who has asked for the commit. */
  readonly by?: string | undefined
  /** In `prepare`: the sha256 of the secret that proves the decision. */
  readonly secretHash?: string | undefined
  /** In `confirm`: that secret. */
  readonly secret?: string | undefined
  /** In `prepare`, `apply` and `extend`: after how many milliseconds the node takes it back. */
  readonly length?: number | undefined
  /** In `extend`: it is the first step of confirming. */
  readonly isConfirming?: boolean | undefined
  /** In `cancel`: why. */
  readonly reason?: string | undefined
  /** In `compare`: the hash of each line of the manager's listing. */
  readonly hashes?: readonly string[] | undefined
}

/** Who holds the slot of a node. */
export interface Holder {
  readonly txid: string
  readonly manager: string
  readonly by: string
  /** ISO 8601, by the clock of the node. */
  readonly since: string
}

/** What a node says of one commit, and of itself. */
export interface NodeReport {
  readonly state: NodeState
  /** Whether nothing that it does of itself changes this state any more. */
  readonly isEnded: boolean
  /** Why the node is in its state; empty where there is nothing to say. */
  readonly reason: string
  readonly base: string
  readonly candidate: string
  /** The digest of what the node runs now; empty when it cannot be told. */
  readonly running: string
  /** The node has answered to the first step of confirming: the commit may have been confirmed since. */
  readonly isConfirming: boolean
  /** The manager that the node obeys in this commit; empty when it knows nothing of it. */
  readonly owner: string
  readonly ownerEpoch: number
  /** The highest epoch that the node knows of any manager. */
  readonly highestEpoch: number
  /** Only when the node knows that the commit is confirmed. */
  readonly secret?: string | undefined
  /** As long as the commit is not over on the node: what the secret is checked with. */
  readonly secretHash?: string | undefined
  /** In answers to `state` and `take-over`. */
  readonly participants?: readonly string[] | undefined
  /** Who holds the slot of the node, if anybody. */
  readonly holder?: Holder | undefined
  /** When the node takes back what it runs, unless it is confirmed; ISO 8601, by its own clock. */
  readonly deadline?: string | undefined
}

/** The answer of a node to a request. */
export interface CommitAnswer {
  readonly txid: string
  readonly phase: Phase
  readonly sequence: number
  /** Whether what was asked for is done. */
  readonly isDone: boolean
  /** Why it is not done: one line, and others below it. */
  readonly refusal: readonly string[]
  readonly report: NodeReport
}

/** A node asks everybody how a commit was decided: it is at its deadline, or past it. */
export interface DecisionQuestion {
  readonly txid: string
  /** The answer of a manager carries it as its sequence. */
  readonly number: number
}

/** A node tells another one that a commit was confirmed. */
export interface ToldDecision {
  readonly txid: string
  readonly secret: string
}

/** What an id of a commit looks like. */
export const TXID = /^[0-9a-f]{32}$/
/** How many bytes a request may have. */
export const LONGEST_REQUEST = 250 * 1024
/** How many nodes may take part in a commit. */
export const MOST_PARTICIPANTS = 2000
/** How many hashes go with a comparison. */
export const MOST_HASHES = 8000
/** How many lines say why something is refused. */
export const MOST_REFUSAL_LINES = 40

export function encodeRequest(request: CommitRequest): Uint8Array {
  return encodeEnvelope({ kind: 'commit-request', ...given(request) })
}

/** @returns undefined for another message, and for one that is wrong */
export function decodeRequest(payload: Uint8Array): CommitRequest | undefined {
  return readHead(payload, 'commit-request', (head) => ({
    txid: readTxid(head),
    epoch: head.count('epoch'),
    phase: head.oneOf('phase', PHASES),
    sequence: head.count('sequence'),
    base: head.text('base', 64),
    candidate: head.text('candidate', 64),
    changes: optionalTexts(head, 'changes', 20_000),
    participants: optionalTexts(head, 'participants', MOST_PARTICIPANTS),
    by: head.optionalText('by', 1000),
    secretHash: head.optionalText('secretHash', 64),
    secret: head.optionalText('secret', 64),
    length: head.optionalCount('length'),
    isConfirming: head.flag('isConfirming'),
    reason: head.optionalText('reason', 2000),
    hashes: optionalTexts(head, 'hashes', MOST_HASHES),
  }))
}

export function encodeAnswer({ report, ...answer }: CommitAnswer): Uint8Array {
  const { holder, ...rest } = report
  const reported = { ...given(rest), ...(holder !== undefined && { holder: [{ ...holder }] }) }
  return encodeEnvelope({ kind: 'commit-answer', ...given(answer), report: [reported] })
}

/** @returns undefined for another message, and for one that is wrong */
export function decodeAnswer(payload: Uint8Array): CommitAnswer | undefined {
  return readHead(payload, 'commit-answer', (head) => ({
    txid: readTxid(head),
    phase: head.oneOf('phase', PHASES),
    sequence: head.count('sequence'),
    isDone: head.flag('isDone'),
    refusal: head.texts('refusal', MOST_REFUSAL_LINES).map((line) => line.slice(0, 2000)),
    report: readReport(head),
  }))
}

export function encodeQuestion(question: DecisionQuestion): Uint8Array {
  return encodeEnvelope({ kind: 'commit-question', ...question })
}

/** @returns undefined for another message, and for one that is wrong */
export function decodeQuestion(payload: Uint8Array): DecisionQuestion | undefined {
  return readHead(payload, 'commit-question', (head) => ({
    txid: readTxid(head),
    number: head.count('number'),
  }))
}

export function encodeTold(told: ToldDecision): Uint8Array {
  return encodeEnvelope({ kind: 'commit-told', ...told })
}

/** @returns undefined for another message, and for one that is wrong */
export function decodeTold(payload: Uint8Array): ToldDecision | undefined {
  return readHead(payload, 'commit-told', (head) => ({
    txid: readTxid(head),
    secret: head.text('secret', 64),
  }))
}

function readReport(head: HeadReader): NodeReport {
  const [report] = head.objects('report', 1)
  // A message without the report is wrong: reading the fields of the head itself says so.
  const fields = report ?? head
  const [holder] = fields.has('holder') ? fields.objects('holder', 1) : []
  return {
    state: fields.oneOf('state', NODE_STATES),
    isEnded: fields.flag('isEnded'),
    reason: fields.text('reason', 2000),
    base: fields.text('base', 64),
    candidate: fields.text('candidate', 64),
    running: fields.text('running', 64),
    isConfirming: fields.flag('isConfirming'),
    owner: fields.text('owner', 255),
    ownerEpoch: fields.count('ownerEpoch'),
    highestEpoch: fields.count('highestEpoch'),
    secret: fields.optionalText('secret', 64),
    secretHash: fields.optionalText('secretHash', 64),
    participants: optionalTexts(fields, 'participants', MOST_PARTICIPANTS),
    holder: holder && {
      txid: readTxid(holder),
      manager: holder.text('manager', 255),
      by: holder.text('by', 1000),
      since: holder.text('since', 64),
    },
    deadline: fields.optionalText('deadline', 64),
  }
}

/** Reads the id of a commit, which names files too: nothing but hex digits is taken. @throws WrongHead */
function readTxid(head: HeadReader): string {
  const txid = head.text('txid', 32)
  if (!TXID.test(txid)) throw new WrongHead('txid', '32 hex digits')
  return txid
}

function optionalTexts(head: HeadReader, field: string, most: number) {
  return head.has(field) ? head.texts(field, most) : undefined
}

/** What is given of an object: JSON has no undefined. */
function given(fields: object): Head {
  const all = Object.entries(fields) as [string, JsonValue | undefined][]
  return Object.fromEntries(
    all.filter((each): each is [string, JsonValue] => each[1] !== undefined),
  )
}
