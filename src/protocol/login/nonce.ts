import { randomBytes } from 'node:crypto'

/** 144 random bits as 24 characters that stand in every mechanism's messages as they are. */
export function makeNonce(): string {
  return randomBytes(18).toString('base64url')
}
