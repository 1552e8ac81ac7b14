import { encodeString } from '../syntax/index.js'
import type { ScopePath } from './change.js'
import { escapeInstance } from './identity.js'

/** `Listen ":587"`, or the bare name of an anonymous scope. */
export function displayStep(step: { name: string; instance?: string | undefined }): string {
  return step.instance === undefined ? step.name : `${step.name} ${encodeString(step.instance)}`
}

/** A scope path for people: `Datasource "ecdb"`, `auth_ds > Scheme "x"`; Global for the empty path. */
export function displayScope(path: ScopePath): string {
  return path.length === 0 ? 'Global' : path.map(displayStep).join(' > ')
}

/**
 * A scope path as `config locate` prints it: `auth_ds::Scheme:ecauth:QueryGroups::` (runtime spec
 * 3.2). Empty for Global.
 */
export function locatePath(path: ScopePath): string {
  return path.map(({ name, instance = '' }) => `${name}:${escapeInstance(instance)}:`).join('')
}
