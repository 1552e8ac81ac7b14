import type { FileHandle } from 'node:fs/promises'
import { openRegular } from '../../node/files/open-to-read.js'
import { hasCode } from '../../node/writing/write-error.js'
import { type AuditHead, type AuditVerdict, AuditVerification } from './audit-chain.js'

/** Bytes that are read at once. */
const CHUNK = 1 << 20

/** The longest line, in bytes: a record holds no more than a commit can change. */
const LONGEST = 256 << 20

const NEWLINE = 0x0a

/** A file that is not verified, with the reason in words. */
export class NotVerified extends Error {
  override readonly name = 'NotVerified'
}

/**
 * Verifies the chain in a file, line by line: no more than the longest line is held at once.
 * @param expected as for `AuditVerification`
 * @throws NotVerified for what is no regular file; the system's errors
 */
export async function verifyAuditFile(path: string, expected?: AuditHead): Promise<AuditVerdict> {
  const file = await openRegular(path).catch((error) => {
    throw hasCode(error, 'ENOTREG') ? new NotVerified('is no regular file') : error
  })
  try {
    return await verify(file, new AuditVerification(expected))
  } finally {
    await file.close()
  }
}

async function verify(file: FileHandle, verification: AuditVerification): Promise<AuditVerdict> {
  const chunk = Buffer.alloc(CHUNK)
  // The beginning of the line that is being read.
  let begun: Buffer[] = []
  let length = 0
  for (;;) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK)
    if (bytesRead === 0) break
    let at = 0
    for (;;) {
      const end = chunk.subarray(0, bytesRead).indexOf(NEWLINE, at)
      if (end < 0) break
      begun.push(chunk.subarray(at, end))
      if (!verification.take(Buffer.concat(begun))) return verification.end()
      begun = []
      length = 0
      at = end + 1
    }
    const rest = Buffer.from(chunk.subarray(at, bytesRead))
    if (rest.length > 0) begun.push(rest)
    length += rest.length
    if (length > LONGEST) throw new NotVerified(`has a line of more than ${LONGEST >> 20} MiB`)
  }
  if (length > 0) verification.cutOff()
  return verification.end()
}
