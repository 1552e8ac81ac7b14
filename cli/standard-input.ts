import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Environment, environmentWithTexts } from '../src/config/index.js'

/**
 * An environment in which a file holds what comes from standard input.
 * @param name the file's, which need not exist
 */
export async function withStandardInput(
  environment: Environment,
  name: string,
): Promise<Environment> {
  return environmentWithTexts(environment, new Map([[resolve(name), readFileSync(STDIN)]]))
}

const STDIN = 0
