interface Validated {
  readonly validator?: string | undefined
  readonly instanceValidator?: string | undefined
}

/**
 * The problems of a value or a name that none of the possible types accepts; empty when one accepts
 * it. A validator shared by several types runs once.
 */
export function commonProblems<Type extends Validated, Problem>(
  types: readonly Type[],
  problemsOf: (type: Type) => readonly Problem[],
): readonly Problem[] {
  let found: readonly Problem[] | undefined
  const asked = new Set<string | undefined>()
  for (const type of types) {
    const validator = type.validator ?? type.instanceValidator
    if (asked.has(validator)) continue
    asked.add(validator)
    const problems = problemsOf(type)
    if (problems.length === 0) return []
    found ??= problems
  }
  return found ?? []
}
