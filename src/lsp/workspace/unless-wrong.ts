import { Failure } from '../../project/failure.js'

/** What comes of some work; undefined when settings are wrong, which the findings of the text say. */
export async function unlessWrong<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}
