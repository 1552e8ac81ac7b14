import { basename } from '../../../config/environment/paths.js'
import type { ConfigFile } from '../../../config/index.js'
import { diagnostic } from '../../../diagnostics/index.js'
import { BROKEN, NodeKind, OptionView, type Range } from '../../../syntax/index.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { secretsIn } from '../../values/secrets.js'

/** The permission bit that lets everybody read a file. */
const OTHERS_READ = 0o004

/**
 * A password in a file that everybody on the machine can read. A file below a sysroot is a copy of
 * what will be installed, perhaps with another mode, so it is not checked.
 */
export const readableSecret: ConfigurationRule = {
  codes: ['security/readable-secret'],
  *check({ files, registry }) {
    for (const file of files) {
      const { name, document, mode = 0 } = file
      if ((mode & OTHERS_READ) === 0 || isStandIn(file)) continue
      const { text } = document.source
      const secret = secretsIn(document, registry).find(({ start, end }) =>
        isSecret(text.slice(start, end)),
      )
      if (secret === undefined) continue
      const place = { file: name, ...holderOf(secret.start, file) }
      const octal = (bits: number) => bits.toString(8).padStart(3, '0')
      yield diagnostic(
        'security/readable-secret',
        place,
        `${quoted(basename(name))} holds a secret, and everybody on the machine can read it`,
        {
          detail:
            `Its mode is 0${octal(mode)}: chmod ${octal(mode & 0o770)} ${name} shuts others out. ` +
            'Its owner or group must be that of the product.',
        },
      )
    }
  },
}

function isStandIn({ path, productPath }: ConfigFile): boolean {
  return path !== productPath
}

/** Matches placeholders that people write in place of a secret. */
const PLACEHOLDERS = [
  /^(.)\1*$/,
  /^(?:change[-_ ]?(?:me|it|this)|(?:my|the|your)[-_ ]?\w*|pass(?:word|wd|phrase)?|pwd|secret|public)$/i,
  /^(?:dummy|example|none|placeholder|redacted|replace[-_ ]?me|tbd|todo)$/i,
  /^<[^<>]*>$|^\[[^[\]]*\]$|^\{\{|^@\w+@$|^[$%]\{?\w+\}?%?$|^%\{[^{}]*\}$/,
]

function isSecret(text: string): boolean {
  const word = text.trim()
  return word !== '' && !PLACEHOLDERS.some((placeholder) => placeholder.test(word))
}

/** The range to report for a secret: the name of its option, or in a comment the text before it. */
function holderOf(secret: number, { document: { tree, source } }: ConfigFile): Range {
  for (let node = 0; node < tree.count; node++) {
    if (((tree.kind[node] as number) & ~BROKEN) !== NodeKind.Option) continue
    const option = new OptionView(tree, node)
    if (option.end <= secret) continue
    if (option.start > secret) break
    const { start, end } = option.nameToken
    return { start, end }
  }
  const from = source.lineStart(source.lineAt(secret))
  const before = source.text.slice(from, secret)
  return {
    start: from + before.length - before.trimStart().length,
    end: from + before.trimEnd().length,
  }
}
