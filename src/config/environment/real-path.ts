import { type Environment, EnvironmentError } from './environment.js'

/** The real path of a path; `other` when nothing exists there. */
export async function realPathOr<T>(
  environment: Environment,
  path: string,
  other: T,
): Promise<string | T> {
  try {
    return await environment.realPath(path)
  } catch (error) {
    if (error instanceof EnvironmentError) return other
    throw error
  }
}
