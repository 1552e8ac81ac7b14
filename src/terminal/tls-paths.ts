/** The files that a person names for TLS. */
export interface TlsPaths {
  /** Whom the server's certificate has to be signed by; else those that Node trusts. */
  readonly ca?: string | undefined
  /** What the server is shown. */
  readonly certificate?: string | undefined
  /** Of the certificate; else it is in the same file. */
  readonly key?: string | undefined
}
