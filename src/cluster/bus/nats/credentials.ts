import { createPrivateKey, X509Certificate } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { readBounded, UnreadableFile } from '../../../project/read-bounded.js'
import type { BusLogin } from '../../../schema/values/bus-url.js'
import type { BusSettings } from '../bus-settings.js'
import { BusFileProblem } from './bus-file-problem.js'

/** The most that a file of certificates, a key or a login may have, in bytes. */
const MOST = 1024 * 1024

/** The permission bit that lets everybody read a file. */
const OTHERS_READ = 0o004

/** What a member proves itself with at the servers of the bus, and by what it knows them. */
export interface BusCredentials {
  readonly ca: string | undefined
  readonly certificate: string | undefined
  readonly key: string | undefined
  readonly login: BusLogin | CredentialsOfNats | undefined
}

/** What `nsc` writes: who somebody is, and the key that proves it. */
export interface CredentialsOfNats {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Where a path of the running product lies on this machine. */
export type Place = (path: string) => string

/**
 * Reads the files that the settings name. They are read anew for each connection, so that a renewed
 * certificate or password needs no restart.
 * @throws BusFileProblem
 */
export async function readCredentials(
  { ca, certificate, key, credentials }: BusSettings,
  place: Place,
): Promise<BusCredentials> {
  if (key !== undefined && certificate === undefined) {
    throw new BusFileProblem('Bus: key is set, but certificate is not')
  }
  return {
    ca: ca === undefined ? undefined : await readCertificates('ca', ca, place),
    ...(certificate === undefined
      ? { certificate: undefined, key: undefined }
      : await readPair(certificate, key, place)),
    login: credentials === undefined ? undefined : await readLogin(credentials, place),
  }
}

async function readPair(certificate: string, key: string | undefined, place: Place) {
  const certificates = await readCertificates('certificate', certificate, place)
  // As elsewhere in the product, certificate and key may be in one file.
  const keyText = key === undefined ? certificates : await readText('key', key, place)
  const name = key === undefined ? `certificate ${certificate}` : `key ${key}`
  if (!new X509Certificate(certificates).checkPrivateKey(keyIn(keyText, name))) {
    throw new BusFileProblem(`Bus: ${name} does not hold the key of ${certificate}`)
  }
  return { certificate: certificates, key: keyText }
}

async function readCertificates(option: string, path: string, place: Place): Promise<string> {
  const text = await readText(option, path, place)
  try {
    new X509Certificate(text)
  } catch {
    throw new BusFileProblem(`Bus: ${option} ${path} holds no certificate in PEM format`)
  }
  return text
}

function keyIn(text: string, name: string) {
  try {
    return createPrivateKey({ key: text, format: 'pem' })
  } catch (error) {
    const isLocked = /passphrase|bad decrypt/i.test(String(error))
    throw new BusFileProblem(
      isLocked
        ? `Bus: ${name} holds a key that needs a passphrase`
        : `Bus: ${name} holds no private key in PEM format`,
    )
  }
}

/** A file of credentials of NATS, or one line `user:password`. */
async function readLogin(path: string, place: Place): Promise<BusLogin | CredentialsOfNats> {
  const bytes = await readFileOf('credentials', path, place)
  const text = textOf(bytes, 'credentials', path)
  if (HEADS.every((head) => text.includes(head))) return { path, bytes }
  const [, user, password] = /^([^:\r\n]+):([^\r\n]+)\r?\n?$/.exec(text) ?? []
  if (user === undefined || password === undefined) {
    throw new BusFileProblem(
      `Bus: credentials ${path} holds neither credentials of NATS nor one line user:password`,
    )
  }
  return { user, password }
}

/** Stand over who somebody is, and over the key that proves it. */
const HEADS = ['-----BEGIN NATS USER JWT-----', '-----BEGIN USER NKEY SEED-----']

async function readText(option: string, path: string, place: Place): Promise<string> {
  return textOf(await readFileOf(option, path, place), option, path)
}

async function readFileOf(option: string, path: string, place: Place): Promise<Uint8Array> {
  try {
    return await readBounded(place(path), MOST)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    throw new BusFileProblem(`Bus: ${option} ${path} cannot be read: ${error.reason}`)
  }
}

function textOf(bytes: Uint8Array, option: string, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new BusFileProblem(`Bus: ${option} ${path} is no text in UTF-8`)
  }
}

/** What is wrong with who may read the secret files, one line each. */
export async function readableByOthers(
  { certificate, key, credentials }: BusSettings,
  place: Place,
): Promise<readonly string[]> {
  const secret = { credentials, ...(key === undefined ? { certificate } : { key }) }
  const found: string[] = []
  for (const [option, path] of Object.entries(secret)) {
    if (path === undefined) continue
    const mode = await modeOf(path, place)
    if ((mode & OTHERS_READ) === 0) continue
    const chmod = (mode & 0o770).toString(8).padStart(3, '0')
    found.push(
      `Bus: everybody on the machine can read ${option} ${path}; chmod ${chmod} shuts others out`,
    )
  }
  return found
}

/** The permission bits of a file; 0 for one that cannot be seen: the attempt to read it says more. */
async function modeOf(path: string, place: Place): Promise<number> {
  try {
    return (await stat(place(path))).mode & 0o777
  } catch {
    return 0
  }
}
