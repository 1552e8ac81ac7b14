import {
  type CommandOffer,
  type CommandWord,
  type FlagOffer,
  firstWords,
  groups,
  type Offer,
  PROGRAM_FLAGS,
} from './model.js'

/** A script that makes zsh complete the program's command line. It starts no program. */
export function zshScript(offers: readonly CommandOffer[]): string {
  const singles = offers.filter(({ name }) => !name.includes(' '))
  return `#compdef ecconf
# Completion of ecconf in zsh. As a file _ecconf in a folder of $fpath, or in ~/.zshrc:
#   source <(ecconf completion zsh)

_ecconf() {
  local -a commands
  if (( CURRENT == 2 )); then
    if [[ $PREFIX == -* ]]; then
      _arguments${PROGRAM_FLAGS.map((flag) => ` \\\n        ${flagSpec(flag)}`).join('')}
      return
    fi
${describeWords(firstWords(offers), 4)}
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
${singles.map((offer) => commandCase(offer, offer.name, 4)).join('\n')}
${[...groups(offers)].map(([group, members]) => groupCase(group, members, offers)).join('\n')}
  esac
}

# As a file of $fpath it is called; in ~/.zshrc it is read, and has to name itself.
if [[ $funcstack[1] == _ecconf ]]; then
  _ecconf "$@"
else
  compdef _ecconf ecconf
fi
`
}

function groupCase(
  group: string,
  members: readonly CommandWord[],
  offers: readonly CommandOffer[],
): string {
  const cases = members.flatMap(({ word }) =>
    offers
      .filter(({ name }) => name === `${group} ${word}`)
      .map((offer) => commandCase(offer, word, 8)),
  )
  return `    ${group})
      if (( CURRENT == 2 )); then
${describeWords(members, 8)}
        return
      fi
      shift words
      (( CURRENT-- ))
      case $words[1] in
${cases.join('\n')}
      esac
      ;;`
}

function describeWords(words: readonly CommandWord[], indent: number): string {
  const lines = [
    'commands=(',
    ...words.map(({ word, describe }) => `  ${quote(`${word}:${describe}`)}`),
    ')',
    '_describe command commands',
  ]
  return indented(lines, indent)
}

function commandCase({ flags, operand }: CommandOffer, word: string, indent: number): string {
  const specs = [
    ...flags.map(flagSpec),
    ...(operand === undefined ? [] : [quote(`*:operand:${action(operand)}`)]),
  ]
  const lines = [
    `${word})`,
    '  _arguments -S \\',
    ...specs.map((spec, at) => `    ${spec}${at < specs.length - 1 ? ' \\' : ''}`),
    '  ;;',
  ]
  return indented(lines, indent)
}

/** A flag as `_arguments` takes it: `'(-c --config)'{-c+,--config=}'[The main file]:value:_files'`. */
function flagSpec({ name, alias, describe, takesValue, value, repeatable }: FlagOffer): string {
  const help = `[${describe.replace(/[\\[\]:]/g, '\\$&')}]`
  const rest = takesValue ? `${help}:value:${action(value)}` : help
  const long = takesValue ? `${name}=` : name
  if (alias === undefined) return quote(`${repeatable ? '*' : ''}${long}${rest}`)
  const short = takesValue ? `${alias}+` : alias
  const excluded = repeatable ? '*' : `(${alias} ${name})`
  return `${quote(excluded)}{${short},${long}}${quote(rest)}`
}

function action(offer: Offer): string {
  if (offer === undefined) return ' '
  if (offer === 'files') return '_files'
  return offer === 'folders' ? '_files -/' : `(${offer.join(' ')})`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function indented(lines: readonly string[], indent: number): string {
  return lines.map((line) => ' '.repeat(indent) + line).join('\n')
}
