const NAME = 'BusFileProblem'

/** A file that `Bus` names cannot be used; the message is one line, with the option and the file. */
export class BusFileProblem extends Error {
  override readonly name = NAME
}

/** By its name: the library lies in a file of its own, which has a class of its own. */
export function isBusFileProblem(error: unknown): error is BusFileProblem {
  return error instanceof Error && error.name === NAME
}
