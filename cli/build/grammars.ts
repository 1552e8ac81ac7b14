import { confGrammar, type Grammar } from '../../grammar/compile.js'
import { environmentGrammar } from '../../grammar/dialects/environment/grammar.js'
import { mbusGrammar } from '../../grammar/dialects/mbus/grammar.js'

/** The grammars that are compiled, by the files that their tables are written to. */
export const GRAMMARS: Readonly<Record<string, Grammar>> = {
  'grammar/table.generated.ts': confGrammar,
  'grammar/dialects/environment/table.generated.ts': environmentGrammar,
  'grammar/dialects/mbus/table.generated.ts': mbusGrammar,
}
