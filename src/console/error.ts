/** A failed console command; the message is what the console prints. */
export class ConsoleError extends Error {
  override readonly name = 'ConsoleError'
}
