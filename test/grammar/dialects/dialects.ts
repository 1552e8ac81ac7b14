import type { DialectDocument } from '../../../grammar/dialects/document.js'
import { environmentGrammar } from '../../../grammar/dialects/environment/grammar.js'
import { lexEnvironment } from '../../../grammar/dialects/environment/lexer.js'
import { LINE_FORMATS } from '../../../grammar/dialects/lines/formats.js'
import { mbusGrammar } from '../../../grammar/dialects/mbus/grammar.js'
import { lexMbus } from '../../../grammar/dialects/mbus/lexer.js'
import {
  parseClusterBoot,
  parseDigestFile,
  parseEnvironment,
  parseGroupsFile,
  parseMbus,
  parsePasswordFile,
  parseRotate,
} from '../../../grammar/index.js'
import type { DialectName } from '../../../src/project/dialects/other-languages.js'
import { grammarOracle, type Verdict } from '../../tools/oracle.js'
import {
  lineOracle,
  splitClusterBoot,
  splitDigest,
  splitGroups,
  splitPasswords,
  splitRotate,
} from './lines/splitter.js'

interface TestedDialect {
  readonly parse: (
    text: string | Uint8Array,
    options?: { name?: string },
  ) => DialectDocument<unknown>
  /** What a second reader says of a text: the Chevrotain parser of a grammar, or a plain splitter. */
  readonly oracle: (text: string) => Verdict
  /** The ending of its files in the corpus. */
  readonly ending: string
  /** Pieces that texts are made of, so that random ones come near to the dialect. */
  readonly pieces: readonly string[]
}

/** Pieces of any text: line ends, blanks, what nobody sees, and what is no valid character. */
const ANYWHERE = [
  ...['\n', '\n', '\n', '\r\n', '\r', ' ', '  ', '\t', '# c\n', '#', '\\', '\\\n', '\0', '\ufeff'],
  ...['\u00a0', '\u200b', '\u2028', '\v', 'é', '😀', '“', '”', '"', "'", '`', ';', ',', ':', '='],
  ...['<<<<<<< a\n', '=======\n', '>>>>>>> b\n', 'word', 'a=b\n', 'x', '\udcff'],
]

const MBUS = [
  ...['{', '}', '=', '{', '}', ' = ', 'Spread_Segment ', 'Spread_Segment 10.0.0.255:4803 {\n'],
  ...['node1 10.0.0.1\n', '10.0.0.1 ', 'D ', 'C 10.0.0.1 ', 'EventTimeStamp\n', '[%a]', '}\n'],
  ...['DebugFlags = { A B }\n', 'DaemonUser = ec\n', '# Subcluster: a => b\n', '  ', 'Name '],
]
const KEY_VALUE = ['key', '=', ' = ', 'key=value\n', '[section]\n', 'export ', 'a=b c\n', '# c']
const SHELL = [
  ...[
    'A=',
    'B=1\n',
    'export ',
    'export A\n',
    '$A',
    '\x24{A}',
    '\x24{A:-b}',
    '$(',
    ')',
    '$((',
    '(',
    '{',
  ],
  ...[
    '}',
    '$',
    '$1',
    '~',
    '&&',
    '|',
    '<<EOF\n',
    'EOF\n',
    'if x; then\n',
    'fi\n',
    'done\n',
    'f() {',
  ],
  ...[
    "'a b'",
    '"a b"',
    'case a in\n',
    'esac\n',
    'while ',
    '+=',
    '<',
    '>',
    '\\"',
    '\\$',
    'unset A\n',
  ],
]
const HASH = '0123456789abcdef0123456789abcdef'
const FIELDS = [':', ':', 'user', 'Momentum Console', HASH, `u:r:${HASH}\n`, 'user:secret\n']
const GROUPS = [':', ',', ', ', 'root', 'root:a,b\n', 'ops:x:a\n', 'w:x:10:a,b\n', 'ht: a b c\n']

/** The dialects, by the folders of their files in the corpus. */
export const DIALECTS: Readonly<Record<string, TestedDialect>> = {
  mbus: {
    parse: parseMbus,
    oracle: grammarOracle(mbusGrammar, lexMbus),
    ending: '.conf',
    pieces: [...ANYWHERE, ...MBUS, ...MBUS],
  },
  'cluster-boot': {
    parse: parseClusterBoot,
    oracle: lineOracle(LINE_FORMATS.clusterBoot, 'Assignment', splitClusterBoot),
    ending: '.boot',
    pieces: [...ANYWHERE, ...KEY_VALUE, ...KEY_VALUE],
  },
  rotate: {
    parse: parseRotate,
    oracle: lineOracle(LINE_FORMATS.rotate, 'Assignment', splitRotate),
    ending: '.conf',
    pieces: [...ANYWHERE, ...KEY_VALUE, ...KEY_VALUE],
  },
  environment: {
    parse: parseEnvironment,
    oracle: grammarOracle(environmentGrammar, lexEnvironment),
    ending: '.env',
    pieces: [...ANYWHERE, ...SHELL, ...SHELL],
  },
  digest: {
    parse: parseDigestFile,
    oracle: lineOracle(LINE_FORMATS.digest, 'User', splitDigest),
    ending: '.digest',
    pieces: [...ANYWHERE, ...FIELDS, ...FIELDS],
  },
  passwords: {
    parse: parsePasswordFile,
    oracle: lineOracle(LINE_FORMATS.password, 'User', splitPasswords),
    ending: '.passwd',
    pieces: [...ANYWHERE, ...FIELDS, ...FIELDS],
  },
  groups: {
    parse: parseGroupsFile,
    oracle: lineOracle(LINE_FORMATS.groups, 'Group', splitGroups),
    ending: '.groups',
    pieces: [...ANYWHERE, ...GROUPS, ...GROUPS],
  },
} satisfies Record<DialectName, TestedDialect>
