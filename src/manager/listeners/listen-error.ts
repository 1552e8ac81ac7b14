/** A listener cannot be opened; the message says which and why, in one line. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
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

/** What the system has said about a listener, in our words where there are any. */
export function listenError(endpoint: string, error: unknown): ListenError {
  if (error instanceof ListenError) return error
  const { code = '', message = 'it failed' } = Object(error) as NodeJS.ErrnoException
  return new ListenError(`${endpoint} cannot be opened: ${REASONS[code] ?? message}`)
}
