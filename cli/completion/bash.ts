import {
  type CommandOffer,
  type CommandWord,
  type FlagOffer,
  firstWords,
  groups,
  type Offer,
  PROGRAM_FLAGS,
} from './model.js'

/** A script that makes bash complete the program's command line. It starts no program. */
export function bashScript(offers: readonly CommandOffer[]): string {
  const begins = [
    ...firstWords(offers).map(({ word }) => word),
    ...PROGRAM_FLAGS.map(({ name }) => name),
  ]
  const grouped = [...groups(offers)]
  return `# Completion of ecconf in bash. In ~/.bashrc:
#   source <(ecconf completion bash)

_ecconf() {
  local IFS=$' \\t\\n' current=\${COMP_WORDS[COMP_CWORD]} flag=\${COMP_WORDS[COMP_CWORD - 1]}
  local command=\${COMP_WORDS[1]} first=2 flags= operand= offer= word
  COMPREPLY=()

  case $command in
${grouped.map(([word]) => `    ${word}) command="${word} \${COMP_WORDS[2]-}" first=3 ;;`).join('\n')}
  esac

  if ((COMP_CWORD == 1)); then
    offer='${begins.join(' ')}'
  elif ((COMP_CWORD < first)); then
    case \${COMP_WORDS[1]} in
${grouped.map(([word, members]) => `      ${word}) offer='${wordList(members)}' ;;`).join('\n')}
    esac
  else
    # The shell takes "--format=json" apart at its "=".
    if [[ $current == = ]]; then
      current=
    elif [[ $flag == = ]]; then
      flag=\${COMP_WORDS[COMP_CWORD - 2]}
    fi

    case $command in
${offers.map(commandCase).join('\n')}
    esac

    for word in "\${COMP_WORDS[@]:first:COMP_CWORD - first}"; do
      # Behind it nothing is a flag.
      if [[ $word == -- ]]; then offer=$operand flags=; fi
    done
    if [[ -z $offer ]]; then
      if [[ $current == -* ]]; then offer=$flags; else offer=$operand; fi
    fi
  fi

  # Names of files are best completed by readline itself. Old shells cannot be asked for that.
  case $offer in
    @none) ;;
    @files) compopt -o default 2>/dev/null || { IFS=$'\\n' COMPREPLY=($(compgen -f -- "$current")); } ;;
    @folders) compopt -o dirnames 2>/dev/null || { IFS=$'\\n' COMPREPLY=($(compgen -d -- "$current")); } ;;
    *) COMPREPLY=($(compgen -W "$offer" -- "$current")) ;;
  esac
}

complete -F _ecconf ecconf
`
}

function wordList(words: readonly CommandWord[]): string {
  return words.map(({ word }) => word).join(' ')
}

function commandCase({ name, flags, operand }: CommandOffer): string {
  const lines = [
    `${name.replace(' ', '\\ ')})`,
    `  flags='${flags.map(({ name }) => name).join(' ')}'`,
    `  operand=${offerText(operand)}`,
    ...valueCases(flags),
    '  ;;',
  ]
  return lines.map((line) => `      ${line}`).join('\n')
}

/** What follows each flag that takes a value. */
function valueCases(flags: readonly FlagOffer[]): string[] {
  const byOffer = new Map<string, string[]>()
  for (const { name, alias, takesValue, value } of flags) {
    if (!takesValue) continue
    const offer = offerText(value)
    byOffer.set(offer, [...(byOffer.get(offer) ?? []), name, ...(alias ? [alias] : [])])
  }
  if (byOffer.size === 0) return []
  const cases = [...byOffer].map(([offer, names]) => `    ${names.join(' | ')}) offer=${offer} ;;`)
  return ['  case $flag in', ...cases, '  esac']
}

function offerText(offer: Offer): string {
  if (offer === undefined) return '@none'
  return typeof offer === 'string' ? `@${offer}` : `'${offer.join(' ')}'`
}
