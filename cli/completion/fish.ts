import {
  type CommandOffer,
  type FlagOffer,
  firstWords,
  groups,
  type Offer,
  PROGRAM_FLAGS,
} from './model.js'

/** A script that makes fish complete the program's command line. It starts no program. */
export function fishScript(offers: readonly CommandOffer[]): string {
  const lines = [
    ...PROGRAM_FLAGS.map((flag) => flagLine('__ecconf_is', flag)),
    ...firstWords(offers).map(({ word, describe }) => wordLine('__ecconf_is', word, describe)),
    ...[...groups(offers)].flatMap(([group, members]) =>
      members.map(({ word, describe }) => wordLine(`__ecconf_is ${group}`, word, describe)),
    ),
    ...offers.flatMap(commandLines),
  ]
  return `# Completion of ecconf in fish: ~/.config/fish/completions/ecconf.fish, or
#   ecconf completion fish | source

# Whether these words, and no others, stand between the program's name and the cursor.
function __ecconf_is
    set -l words (commandline -opc)
    set -e words[1]
    test "$words" = "$argv"
end

# Whether these words stand behind the program's name.
function __ecconf_begins
    set -l words (commandline -opc)
    set -e words[1]
    set -l count (count $argv)
    test (count $words) -ge $count; and test "$words[1..$count]" = "$argv"
end

complete -c ecconf -f
${lines.join('\n')}
`
}

function commandLines({ name, flags, operand }: CommandOffer): string[] {
  const condition = `__ecconf_begins ${name}`
  const words = operand === undefined ? [] : [`${start(condition)} ${values(operand)}`]
  return [...flags.map((flag) => flagLine(condition, flag)), ...words]
}

function flagLine(condition: string, flag: FlagOffer): string {
  const { name, alias, describe, takesValue, value } = flag
  const parts = [
    start(condition),
    ...(alias === undefined ? [] : [`-s ${alias.slice(1)}`]),
    `-l ${name.slice(2)}`,
    ...(takesValue ? [`-r ${values(value)}`] : []),
    `-d ${quote(describe)}`,
  ]
  return parts.join(' ')
}

function wordLine(condition: string, word: string, describe: string): string {
  return `${start(condition)} -a ${word} -d ${quote(describe)}`
}

function start(condition: string): string {
  return `complete -c ecconf -n '${condition}'`
}

function values(offer: Offer): string {
  if (offer === undefined) return '-f'
  if (offer === 'files') return '-F'
  return offer === 'folders'
    ? "-f -a '(__fish_complete_directories)'"
    : `-f -a ${quote(offer.join(' '))}`
}

function quote(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`
}
