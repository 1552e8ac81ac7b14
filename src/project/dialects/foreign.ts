import type { Source } from '../../syntax/index.js'

/** How many lines are looked at. */
const LINES = 6

/** Directives of Apache that no name of the product is like. */
const APACHE =
  /^(?:ServerRoot|ServerName|ServerAdmin|ServerTokens|DocumentRoot|LoadModule|AddModule|DirectoryIndex|ErrorLog|CustomLog|LogFormat|StartServers|MaxClients|AddType|TypesConfig|User|Group|Listen|Include|Alias|ScriptAlias)\s+[^={]*$/

/**
 * Whether a text is that of another program: nginx ends each directive with a `;`, Apache writes names
 * and values without `=`, logrotate has blocks for files, and others have sections of `name=value`. What the tree says about another language is a guess, so the lines are
 * looked at themselves, the first ones without blank lines and comments.
 */
export function isOfOtherProgram(source: Source): boolean {
  const lines = source.text
    .slice(0, 16_384)
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .slice(0, LINES)
  return isNginx(lines) || isApache(lines) || isIni(lines) || isLogrotate(lines)
}

/** Blocks for files, with directives that have no `=`, as logrotate has them. */
function isLogrotate(lines: readonly string[]): boolean {
  const [first = '', ...others] = lines
  return (
    /^"?\/[^{}=]*\{$/.test(first) &&
    others.length > 0 &&
    others.every((line) => /^(?:[a-z]+(?:\s+[^={}]+)?|\}|"?\/[^{}=]*\{)$/.test(line))
  )
}

/** Heads of blocks of nginx that no scope of the product has. */
const NGINX_BLOCK =
  /^(?:http|server|events|stream|mail|upstream\s+\S+|location\s+.+|map\s+\$.+|types|geo\s+.+)\s*\{/

function isNginx(lines: readonly string[]): boolean {
  if (!lines.every((line) => /[;{}]$/.test(line))) return false
  const directives = lines.filter((line) =>
    /(?:^|[{;]\s*)[a-z_]+(?:\s+[^=\s;{}][^;{}]*)?;/.test(line),
  )
  const isBlock = NGINX_BLOCK.test(lines[0] ?? '')
  return directives.length >= (isBlock ? 1 : 2)
}

/** An INI file: sections, and below each of them names and values. */
function isIni(lines: readonly string[]): boolean {
  const [first = ''] = lines
  return (
    /^\[[^\]="]+\]$/.test(first) &&
    lines.length >= 2 &&
    lines.every((line) => /^(?:\[[^\]="]+\]|[\w.-]+\s*=[^{([]*)$/.test(line))
  )
}

function isApache(lines: readonly string[]): boolean {
  const sure = lines.filter((line) => APACHE.test(line) || /^<\/?[A-Z]\w+[^<>]*>$/.test(line))
  return sure.length >= 2 && lines.every((line) => /^(?:[A-Z]\w+\s+[^={]*|<.*>)$/.test(line))
}
