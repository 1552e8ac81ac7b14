import { chmodSync, realpathSync, statSync } from 'node:fs'
import type { Configuration } from '../../src/config/index.js'
import type { SavedPlan } from '../../src/edit/index.js'
import { environmentError } from '../../src/node/system-error.js'
import { Failure } from '../failure.js'
import { writeOutput } from '../output-file.js'
import { failure } from '../system-failure.js'
import { sealOf } from './seal.js'

/** A plan holds secrets as they are. */
const MODE = 0o600

/** A plan as JSON (`schemas/plan.json`), with a newline at its end. */
export function planText(plan: SavedPlan): string {
  return `${JSON.stringify({ ...plan, seal: sealOf(plan) }, null, 2)}\n`
}

/**
 * Writes a plan in place of what the file held, for its owner's eyes only.
 * @throws Failure
 */
export function writePlan(name: string, plan: SavedPlan): void {
  makePrivate(name)
  writeOutput(name, planText(plan), MODE)
}

/** Takes a file that is there from all but its owner, for the writer keeps its mode. @throws Failure */
function makePrivate(name: string): void {
  try {
    const status = statSync(name, { throwIfNoEntry: false })
    if (status?.isFile()) chmodSync(name, MODE)
    else if (status !== undefined) throw new Failure(`${name}: is no regular file`)
  } catch (error) {
    throw failure(environmentError(error, name), name)
  }
}

/**
 * Stops when a plan would take the place of what it is made from.
 * @param lines the file with the lines; `-` is standard input
 * @throws Failure
 */
export function refuseOutput(name: string, lines: string, { files }: Configuration): void {
  const path = realPathOf(name)
  if (path === undefined) return
  if (files.some(({ realPath }) => realPath === path)) {
    throw new Failure(`${name}: is a file of the configuration, and no place for a plan`)
  }
  if (lines !== '-' && path === realPathOf(lines)) {
    throw new Failure(`${name}: holds the lines, and is no place for the plan`)
  }
}

/** Undefined when there is no such file. */
function realPathOf(name: string): string | undefined {
  try {
    return realpathSync(name)
  } catch {
    return undefined
  }
}
