import { resolve } from 'node:path'
import { counted } from '../../src/diagnostics/counted.js'
import type { AuditHead, AuditVerdict } from '../../src/manager/records/audit-chain.js'
import { NotVerified, verifyAuditFile } from '../../src/manager/records/audit-file.js'
import { environmentError } from '../../src/node/files/system-error.js'
import { Failure } from '../../src/project/failure.js'
import { failure } from '../../src/project/system-failure.js'
import { visible } from '../../src/report/index.js'
import { command } from '../arguments/command.js'
import { printJson, printText } from '../terminal/terminal.js'

/** `audit verify`: whether the manager's log of commits is what the manager wrote. */
export const auditVerifyCommand = command({
  name: 'audit verify',
  describe: "Verify the hash chain of the manager's log of commits",
  positionals: [
    { name: 'file', describe: 'The log, auditlog.ec', count: 'one', completes: 'files' },
  ],
  flags: {
    head: {
      type: 'string',
      describe: 'A record that must be in it, as the paniclog has it: NUMBER:SHA256',
    },
    format: {
      type: 'string',
      choices: ['text', 'json'],
      default: 'text',
      describe: 'How the answer is printed',
    },
  },
  run: async ({ words, head, format }) => {
    const [name = ''] = words
    const verdict = await verified(name, head === undefined ? undefined : headIn(head))
    if (verdict.kind === 'broken') process.exitCode = 1
    if (format === 'json') printJson(jsonOf(name, verdict))
    else printText(textOf(visible(name), verdict))
  },
})

/** @throws Failure */
async function verified(name: string, expected: AuditHead | undefined): Promise<AuditVerdict> {
  try {
    return await verifyAuditFile(resolve(name), expected)
  } catch (error) {
    if (error instanceof NotVerified) throw new Failure(`${visible(name)}: ${error.message}`)
    throw failure(environmentError(error, name), name)
  }
}

/** @throws Failure */
function headIn(word: string): AuditHead {
  const [, number, hash] = /^(\d{1,15}):([\da-f]{64})$/i.exec(word) ?? []
  if (number === undefined || hash === undefined || Number(number) === 0) {
    throw new Failure(
      `--head ${visible(word)}: it takes the number and the SHA-256 of a record, NUMBER:SHA256`,
    )
  }
  return { records: Number(number), hash: hash.toLowerCase() }
}

function textOf(name: string, verdict: AuditVerdict): string {
  const { records, hash } = verdict.head
  if (verdict.kind === 'whole') {
    if (records === 0) return `${name}: no records\n`
    return `${name}: whole, ${counted(records, 'record')}, the last one with SHA-256 ${hash}\n`
  }
  const before = records === 0 ? '' : `What stands before line ${verdict.line} is whole.\n`
  return `${name}:${verdict.line}: ${verdict.text}\n${before}`
}

function jsonOf(file: string, verdict: AuditVerdict) {
  const { records, hash } = verdict.head
  const head = { records, hash }
  if (verdict.kind === 'whole') return { version: 1, file, whole: true, head }
  const { line, reason, text } = verdict
  return { version: 1, file, whole: false, line, reason, text, head }
}
