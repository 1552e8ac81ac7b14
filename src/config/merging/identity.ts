import type { ScopePath, ScopeStep } from './change.js'

/** Whether an instance of Domain or Host is a regular expression: `/.../` (language spec 8). */
export function isRegexInstance(instance: string): boolean {
  return instance.length > 2 && instance.startsWith('/') && instance.endsWith('/')
}

/** Scopes whose instances are domain names, or regular expressions over them. */
export function hasDomainInstances(lowerName: string): boolean {
  return lowerName === 'domain' || lowerName === 'host'
}

/**
 * What makes two instances of a kind of scope the same (language spec 4): domain names compare
 * without case, everything else, regular expressions too, as it is written.
 * @param lowerName the scope's name in lower case
 */
export function instanceKey(lowerName: string, instance: string): string {
  return hasDomainInstances(lowerName) && !isRegexInstance(instance)
    ? instance.toLowerCase()
    : instance
}

/** One text for each scope of a configuration: equal for two paths that mean the same scope. */
export function pathKey(path: ScopePath): string {
  return path.map(stepKey).join('')
}

export function stepKey(step: ScopeStep): string {
  const name = step.name.toLowerCase()
  return step.instance === undefined
    ? `${name}::`
    : `${name}:=${escapeInstance(instanceKey(name, step.instance))}:`
}

/** An instance in a path with colons: `:` and the backslash itself are escaped (runtime spec 3.2). */
export function escapeInstance(instance: string): string {
  return instance.replace(/[\\:]/g, '\\$&')
}
