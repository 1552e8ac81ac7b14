type Variables = Readonly<Record<string, string | undefined>>

/**
 * Whether output is coloured. `--no-color` and `NO_COLOR` refuse it; `FORCE_COLOR` and
 * `CLICOLOR_FORCE` want it also where there is no terminal; `CLICOLOR=0` refuses it on one.
 * @param flag false for `--no-color`
 */
export function wantsColour(
  flag: boolean | undefined,
  terminal: boolean,
  { NO_COLOR = '', FORCE_COLOR = '', CLICOLOR_FORCE = '', CLICOLOR, TERM }: Variables,
): boolean {
  if (flag === false || NO_COLOR !== '') return false
  if (FORCE_COLOR !== '') return !isOff(FORCE_COLOR)
  if (CLICOLOR_FORCE !== '' && !isOff(CLICOLOR_FORCE)) return true
  return terminal && CLICOLOR !== '0' && TERM !== 'dumb'
}

function isOff(value: string): boolean {
  return value === '0' || value === 'false'
}

/** Terminals by the names that they give themselves. */
const BY_PROGRAM = new Set(['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper', 'rio'])
const BY_TERM = new Set(['xterm-kitty', 'xterm-ghostty', 'alacritty', 'foot', 'contour'])

/** The first VTE, the terminal of GNOME and others, that links do no harm to: 0.50.1. */
const FIRST_VTE = 5001

/**
 * Whether the terminal is known to take links (OSC 8). Others may show them as rubbish; logs of CI
 * keep them.
 */
export function knowsLinks(variables: Variables): boolean {
  const { CI, FORCE_HYPERLINK = '', TERM = '', TERM_PROGRAM = '', VTE_VERSION = '' } = variables
  if (FORCE_HYPERLINK !== '') return !isOff(FORCE_HYPERLINK)
  if (CI !== undefined || /^(?:dumb|screen|tmux)/.test(TERM)) return false
  return (
    BY_PROGRAM.has(TERM_PROGRAM) ||
    BY_TERM.has(TERM) ||
    Number(VTE_VERSION) >= FIRST_VTE ||
    variables.WT_SESSION !== undefined ||
    variables.KONSOLE_VERSION !== undefined
  )
}
