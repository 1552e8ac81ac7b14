interface Validated {
  readonly validator?: string | undefined
  readonly instanceValidator?: string | undefined
}

/**
 * The problems of something that no kind of option, or scope, here accepts; empty when one does.
 * Kinds share their validators, and each is asked once.
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
