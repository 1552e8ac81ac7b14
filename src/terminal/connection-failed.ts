/** There is no connection, or it cannot be used; the message is one line for the person. */
export class ConnectionFailed extends Error {
  override readonly name = 'ConnectionFailed'
}
