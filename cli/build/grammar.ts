import { posix } from 'node:path'
import { compileGrammar, type Grammar } from '../../grammar/compile.js'
import { BuildFailure } from './failure.js'
import { writeGenerated } from './generated.js'
import { GRAMMARS } from './grammars.js'

/**
 * Compiles the grammars of the conf language and of its dialects to the tables that the machine runs.
 *
 * @throws BuildFailure when Chevrotain finds a grammar ambiguous or left-recursive
 */
export async function buildGrammar(): Promise<void> {
  for (const [file, grammar] of Object.entries(GRAMMARS)) {
    const folder = posix.dirname(file)
    const types = posix.join(posix.relative(folder, 'grammar'), 'table.js')
    const origin = `${folder}/grammar.ts`
    await writeGenerated(
      file,
      origin,
      `import type { GrammarTable } from '${types.startsWith('.') ? types : `./${types}`}'\n\n` +
        `export const table: GrammarTable = ${JSON.stringify(compiled(origin, grammar))}\n`,
    )
  }
}

function compiled(origin: string, grammar: Grammar): ReturnType<typeof compileGrammar> {
  try {
    return compileGrammar(grammar)
  } catch (error) {
    throw new BuildFailure(`${origin} does not compile: ${(error as Error).message}`)
  }
}
