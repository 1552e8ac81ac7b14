import { characterName, isForeignBlank, isZeroWidth } from '../../../../grammar/lexer/characters.js'
import { validate, validateInstance } from '../../../schema/index.js'
import type { OptionType } from '../../../schema/types.js'
import { encodeString, type ScalarView } from '../../../syntax/index.js'
import type { FileFindings } from '../../engine/file-findings.js'
import type { SchemaRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { commonProblems } from '../../values/common-problems.js'
import { eachScalar, placeWithin } from '../../values/scalars.js'

/** Types of hosts, addresses and domains, which cannot hold such a character. */
const NAMES: ReadonlySet<string> = new Set([
  'cidr',
  'domain',
  'domain_glob',
  'domain_or_pattern',
  'email',
  'host_address',
  'host_port',
  'hostname',
  'ip_address',
  'local_address',
  'route',
  'socket_address',
])

/** Types of words, lists, and patterns, which nobody writes such a character into. */
const WORDS: ReadonlySet<string> = new Set([
  'capability_set',
  'colon_list',
  'comma_list',
  'email_list',
  'instance',
  'open_enum',
  'openssl_cipher_list',
  'regex',
  'uri',
  'uri_path',
])

/** Types of texts with names of files in them, whose blanks and lines may be odd ones. */
const FILES: ReadonlySet<string> = new Set([
  'datasource_uri',
  'file_path',
  'file_path_template',
  'log_destination',
])

/** Types of texts that may go over several lines. */
const OF_LINES: ReadonlySet<string> = new Set([
  'colon_list',
  'comma_list',
  'openssl_cipher_list',
  'regex',
])

/**
 * A character that nobody sees, or a line end, inside of quotes where no value of that kind can
 * hold it. Text that people read may have its no-break spaces.
 */
export const invisibleInString: SchemaRule = {
  codes: ['schema/invisible-in-string'],
  option({ name, value, types }, { findings }) {
    const kind = commonType(types)
    if (kind === undefined || !MAY_BE_HIDDEN.test(value.text)) return
    if (commonProblems(types, (type) => validate(type, value)).length > 0) return
    for (const scalar of eachScalar(value)) {
      report(scalar, kind, `the value of option ${quoted(name)}`, findings)
    }
  },
  scope({ view, name, types }, { findings }) {
    const { instance } = view
    if (instance === undefined || types.length === 0 || !MAY_BE_HIDDEN.test(instance.text)) return
    if (commonProblems(types, (type) => validateInstance(type, instance)).length > 0) return
    const kinds = new Set(types.map(({ instanceType }) => instanceType))
    const [kind = 'open_enum'] = kinds.size === 1 ? kinds : []
    const isPattern = kind === 'domain_or_pattern' && instance.value.startsWith('/')
    report(instance, isPattern ? 'regex' : kind, `the name of scope ${quoted(name)}`, findings)
  },
}

/** Anything outside of printable ASCII: what it is, is looked at then. */
const MAY_BE_HIDDEN = /[^\t\x20-\x7e]/

function commonType(types: readonly OptionType[]): string | undefined {
  const [kind, ...others] = new Set(types.map(({ type, element }) => element ?? type))
  if (kind === undefined || others.length > 0) return undefined
  return [NAMES, WORDS, FILES].some((types) => types.has(kind)) ? kind : undefined
}

function report(scalar: ScalarView, kind: string, where: string, findings: FileFindings): void {
  // Outside of quotes the lexer reports it.
  if (!scalar.quoted) return
  const text = scalar.value
  const at = [...text].findIndex((character) => isHidden(character, kind))
  if (at < 0) return
  const units = [...text].slice(0, at).join('').length
  const unit = text.charCodeAt(units)
  const isName = NAMES.has(kind)
  const what = unit < 0x20 ? 'Line end' : `Invisible character ${characterName(unit)}`
  findings.report(
    'schema/invisible-in-string',
    placeWithin(scalar, units, units + 1),
    `${what} in ${where}`,
    {
      detail:
        isForeignBlank(unit) && !isName
          ? 'It looks like a space and is none. Write an ordinary space.'
          : 'Nobody sees it, and it changes the value. Take it out.',
      fix: findings.unsafeFix(isName ? 'Take it out' : 'Write it without', {
        start: scalar.start,
        end: scalar.end,
        text: encodeString(visible(text, kind, isName)),
      }),
      ...(isName && { severity: 'error' as const }),
    },
  )
}

function isHidden(character: string, kind: string): boolean {
  const unit = character.charCodeAt(0)
  if (FILES.has(kind)) return isZeroWidth(unit)
  if (character === '\n' || character === '\r') return !OF_LINES.has(kind)
  return isForeignBlank(unit) || isZeroWidth(unit)
}

function visible(text: string, kind: string, isName: boolean): string {
  return [...text]
    .map((character) => {
      if (!isHidden(character, kind)) return character
      return isName || isZeroWidth(character.charCodeAt(0)) ? '' : ' '
    })
    .join('')
}
