import { isSecretName } from '../../schema/secrets/names.js'
import { MASK, withoutSecrets } from '../../schema/secrets/shapes.js'
import { encodeString } from '../../syntax/index.js'
import type { ScopePath } from '../merging/change.js'
import { escapeInstance } from '../merging/identity.js'

interface Step {
  readonly name: string
  readonly instance?: string | undefined
}

/** A step as written: `Listen ":587"`, or the name alone for an anonymous scope. */
export function stepText({ name, instance }: Step): string {
  return instance === undefined ? name : `${name} ${encodeString(instance)}`
}

/** As `stepText`, with secrets masked on request: an instance may be the URI of a database. */
export function shownStep(step: Step, { maskSecrets }: { readonly maskSecrets: boolean }): string {
  return stepText(maskSecrets ? withoutInstanceSecrets(step) : step)
}

/** A step for people, without secrets. */
export function displayStep(step: Step): string {
  return shownStep(step, { maskSecrets: true })
}

/**
 * A scope path for people, without secrets: `Datasource "ecdb"`, `auth_ds > Scheme "x"`, `Global`.
 */
export function displayScope(path: ScopePath): string {
  return path.length === 0 ? 'Global' : path.map(displayStep).join(' > ')
}

/**
 * A scope path as `config locate` prints it: `auth_ds::Scheme:ecauth:QueryGroups::` (runtime spec
 * 3.2), without secrets. Empty for Global.
 */
export function locatePath(path: ScopePath): string {
  return shownPath(path, { maskSecrets: true })
    .map(({ name, instance = '' }) => `${name}:${escapeInstance(instance)}:`)
    .join('')
}

/** The instance of a scope, with secrets masked on request: a scope may be named `password`. */
export function shownInstance(
  { name, instance }: Step,
  { maskSecrets }: { readonly maskSecrets: boolean },
): string | undefined {
  if (instance === undefined || !maskSecrets) return instance
  return isSecretName(name) ? MASK : withoutSecrets(instance)
}

/** A scope path as data, with secrets in its instances masked on request. */
export function shownPath<S extends Step>(
  path: readonly S[],
  { maskSecrets }: { readonly maskSecrets: boolean },
): readonly S[] {
  return maskSecrets ? path.map((step) => withoutInstanceSecrets(step)) : path
}

function withoutInstanceSecrets<S extends Step>(step: S): S {
  if (step.instance === undefined) return step
  const instance = shownInstance(step, { maskSecrets: true })
  return instance === step.instance ? step : { ...step, instance }
}
