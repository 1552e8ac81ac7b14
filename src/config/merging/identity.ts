import type { ScopePath, ScopeStep } from './change.js'

/** Whether an instance of Domain or Host is a regular expression: `/.../` (language spec 8). */
export function isRegexInstance(instance: string): boolean {
  return instance.length > 2 && instance.startsWith('/') && instance.endsWith('/')
}

/** Whether the instances of a scope are domain names, or regular expressions for them. */
export function hasDomainInstances(lowerName: string): boolean {
  return lowerName === 'domain' || lowerName === 'host'
}

/**
 * A key equal for instances that mean the same scope (language spec 4): domain names compare
 * without case, all else, including regular expressions, as written.
 * @param lowerName the name of the scope in lower case
 */
export function instanceKey(lowerName: string, instance: string): string {
  return hasDomainInstances(lowerName) && !isRegexInstance(instance)
    ? instance.toLowerCase()
    : instance
}

/** A key for each scope of a configuration: equal for paths that mean the same scope. */
export function pathKey(path: ScopePath): string {
  return path.map(stepKey).join('')
}

export function stepKey(step: ScopeStep): string {
  const name = step.name.toLowerCase()
  return step.instance === undefined
    ? `${name}::`
    : `${name}:=${escapeInstance(instanceKey(name, step.instance))}:`
}

/** An instance in a path with colons, where `:` and `\` are escaped (runtime spec 3.2). */
export function escapeInstance(instance: string): string {
  return instance.replace(/[\\:]/g, '\\$&')
}
