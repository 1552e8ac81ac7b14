import { confGrammar, type Grammar } from '../../grammar/compile.js'
import { environmentGrammar } from '../../grammar/dialects/environment/grammar.js'
import { groupsGrammar } from '../../grammar/dialects/groups/grammar.js'
import { mbusGrammar } from '../../grammar/dialects/mbus/grammar.js'
import { digestGrammar, passwordGrammar } from '../../grammar/dialects/passwords/grammar.js'
import { clusterBootGrammar, rotateGrammar } from '../../grammar/dialects/settings/grammar.js'

/** The grammars that are compiled, by the files that their tables are written to. */
export const GRAMMARS: Readonly<Record<string, Grammar>> = {
  'grammar/table.generated.ts': confGrammar,
  'grammar/dialects/environment/table.generated.ts': environmentGrammar,
  'grammar/dialects/groups/table.generated.ts': groupsGrammar,
  'grammar/dialects/mbus/table.generated.ts': mbusGrammar,
  'grammar/dialects/passwords/digest.generated.ts': digestGrammar,
  'grammar/dialects/passwords/password.generated.ts': passwordGrammar,
  'grammar/dialects/settings/cluster-boot.generated.ts': clusterBootGrammar,
  'grammar/dialects/settings/rotate.generated.ts': rotateGrammar,
}
