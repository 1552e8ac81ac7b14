import type { Configuration, ScopePath } from '../../../config/index.js'
import { textOf } from '../../settings.js'

/** What the configuration says about TLS at an address; files as the running product names them. */
export interface TlsSettings {
  readonly certificate: string | undefined
  readonly key: string | undefined
  readonly clientCa: string | undefined
  readonly verifyMode: string | undefined
}

/**
 * What is said about TLS for a `Listen`; undefined where clear text is spoken: nothing is said, or the
 * certificate is the word `none`.
 */
export function tlsSettings(
  configuration: Configuration,
  path: ScopePath,
): TlsSettings | undefined {
  const text = (option: string) => textOf(configuration, path, option) || undefined
  const settings: TlsSettings = {
    certificate: text('TLS_Certificate'),
    key: text('TLS_Key'),
    clientCa: text('TLS_Client_CA'),
    verifyMode: text('TLS_Verify_Mode'),
  }
  if (settings.certificate?.toLowerCase() === 'none') return undefined
  const isSaid = Object.values(settings).some((each) => each !== undefined)
  return isSaid ? settings : undefined
}

export function isSameTls(one: TlsSettings | undefined, other: TlsSettings | undefined): boolean {
  return (
    one?.certificate === other?.certificate &&
    one?.key === other?.key &&
    one?.clientCa === other?.clientCa &&
    one?.verifyMode === other?.verifyMode
  )
}
