import { TlsProblem } from './tls/credentials.js'

/** A listener cannot be opened; the message says which and why, in one line. */
export class ListenError extends Error {
  override readonly name = 'ListenError'

  /** @param isOfTls whether what the configuration says about TLS cannot be done */
  constructor(
    message: string,
    readonly isOfTls = false,
  ) {
    super(message)
  }
}

const REASONS: { readonly [code: string]: string } = {
  EADDRINUSE: 'the address is in use',
  EADDRNOTAVAIL: 'this machine does not have the address',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'a part of the path is no folder',
  EROFS: 'the file system can only be read',
  ENAMETOOLONG: 'the path is too long for a socket',
  ENOTFOUND: 'the name is not known',
  EMFILE: 'the process has too many open files',
}

/**
 * What the system has said about a listener, in our words where there are any.
 * @param verb what becomes of the listener
 */
export function listenError(
  endpoint: string,
  error: unknown,
  verb = 'cannot be opened',
): ListenError {
  if (error instanceof ListenError) return error
  const isOfTls = error instanceof TlsProblem
  const { code = '', message = 'it failed' } = Object(error) as NodeJS.ErrnoException
  return new ListenError(`${endpoint} ${verb}: ${REASONS[code] ?? message}`, isOfTls)
}
