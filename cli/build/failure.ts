/** The build cannot go on. The message says what is wrong and where; no stack is shown. */
export class BuildFailure extends Error {
  override name = 'BuildFailure'
}
