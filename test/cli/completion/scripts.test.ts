import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Command, command } from '../../../cli/arguments/command.js'
import { bashScript } from '../../../cli/completion/bash.js'
import { fishScript } from '../../../cli/completion/fish.js'
import { commandOffers } from '../../../cli/completion/model.js'
import { zshScript } from '../../../cli/completion/zsh.js'

const test = suite('completion scripts')

const run = () => undefined

const COMMANDS: readonly Command[] = [
  command({
    name: 'lint',
    describe: "Find what's [wrong]: all",
    positionals: [{ name: 'files', describe: 'Files', count: 'many', completes: 'files' }],
    flags: {
      config: { type: 'string', alias: 'c', completes: 'files', describe: 'The main file' },
      maxSize: { type: 'string', describe: 'A\\B' },
      rule: { type: 'texts', choices: ['a', 'b'], describe: 'A rule' },
      includes: { type: 'boolean', default: true, describe: 'Follow includes' },
    },
    run,
  }),
  command({
    name: 'overlay show',
    describe: 'Show it',
    flags: { sysroot: { type: 'string', completes: 'folders', describe: 'The root' } },
    run,
  }),
  command({ name: 'overlay check', describe: 'Check it', flags: {}, run }),
]

const offers = commandOffers(COMMANDS)

test('bash: the words of each place', () => {
  const script = bashScript(offers)
  assert.match(script, "    offer='lint overlay --help --version'\n")
  assert.match(script, "      overlay) offer='show check' ;;\n")
  assert.match(script, '    overlay) command="overlay $' + '{COMP_WORDS[2]-}" first=3 ;;\n')
  assert.match(
    script,
    `      lint)
        flags='--config --max-size --rule --no-includes --no-color --help'
        operand=@files
        case $flag in
          --config | -c) offer=@files ;;
          --max-size) offer=@none ;;
          --rule) offer='a b' ;;
        esac
        ;;
      overlay\\ show)
        flags='--sysroot --no-color --help'
        operand=@none
        case $flag in
          --sysroot) offer=@folders ;;
        esac
        ;;
      overlay\\ check)
        flags='--no-color --help'
        operand=@none
        ;;
    esac
`,
  )
})

test('zsh: commands, groups of commands and their flags', () => {
  assert.is(
    zshScript(offers),
    `#compdef ecconf
# Completion of ecconf in zsh. As a file _ecconf in a folder of $fpath, or in ~/.zshrc:
#   source <(ecconf completion zsh)

_ecconf() {
  local -a commands
  if (( CURRENT == 2 )); then
    if [[ $PREFIX == -* ]]; then
      _arguments \\
        '--help[Show help]' \\
        '--version[Show version number]'
      return
    fi
    commands=(
      'lint:Find what'\\''s [wrong]: all'
      'overlay:show, check'
    )
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
    lint)
      _arguments -S \\
        '(-c --config)'{-c+,--config=}'[The main file]:value:_files' \\
        '--max-size=[A\\\\B]:value: ' \\
        '*--rule=[A rule]:value:(a b)' \\
        '--no-includes[Follow includes]' \\
        '--no-color[Never use colours]' \\
        '--help[Show help]' \\
        '*:operand:_files'
      ;;
    overlay)
      if (( CURRENT == 2 )); then
        commands=(
          'show:Show it'
          'check:Check it'
        )
        _describe command commands
        return
      fi
      shift words
      (( CURRENT-- ))
      case $words[1] in
        show)
          _arguments -S \\
            '--sysroot=[The root]:value:_files -/' \\
            '--no-color[Never use colours]' \\
            '--help[Show help]'
          ;;
        check)
          _arguments -S \\
            '--no-color[Never use colours]' \\
            '--help[Show help]'
          ;;
      esac
      ;;
  esac
}

# As a file of $fpath it is called; in ~/.zshrc it is read, and has to name itself.
if [[ $funcstack[1] == _ecconf ]]; then
  _ecconf "$@"
else
  compdef _ecconf ecconf
fi
`,
  )
})

test('fish: a line for each word and each flag', () => {
  const lines = fishScript(offers).split('\n')
  assert.equal(
    lines.filter((line) => line.startsWith('complete ')),
    [
      'complete -c ecconf -f',
      "complete -c ecconf -n '__ecconf_is' -l help -d 'Show help'",
      "complete -c ecconf -n '__ecconf_is' -l version -d 'Show version number'",
      "complete -c ecconf -n '__ecconf_is' -a lint -d 'Find what\\'s [wrong]: all'",
      "complete -c ecconf -n '__ecconf_is' -a overlay -d 'show, check'",
      "complete -c ecconf -n '__ecconf_is overlay' -a show -d 'Show it'",
      "complete -c ecconf -n '__ecconf_is overlay' -a check -d 'Check it'",
      "complete -c ecconf -n '__ecconf_begins lint' -s c -l config -r -F -d 'The main file'",
      "complete -c ecconf -n '__ecconf_begins lint' -l max-size -r -f -d 'A\\\\B'",
      "complete -c ecconf -n '__ecconf_begins lint' -l rule -r -f -a 'a b' -d 'A rule'",
      "complete -c ecconf -n '__ecconf_begins lint' -l no-includes -d 'Follow includes'",
      "complete -c ecconf -n '__ecconf_begins lint' -l no-color -d 'Never use colours'",
      "complete -c ecconf -n '__ecconf_begins lint' -l help -d 'Show help'",
      "complete -c ecconf -n '__ecconf_begins lint' -F",
      "complete -c ecconf -n '__ecconf_begins overlay show' -l sysroot -r -f -a '(__fish_complete_directories)' -d 'The root'",
      "complete -c ecconf -n '__ecconf_begins overlay show' -l no-color -d 'Never use colours'",
      "complete -c ecconf -n '__ecconf_begins overlay show' -l help -d 'Show help'",
      "complete -c ecconf -n '__ecconf_begins overlay check' -l no-color -d 'Never use colours'",
      "complete -c ecconf -n '__ecconf_begins overlay check' -l help -d 'Show help'",
    ],
  )
})

test.run()
