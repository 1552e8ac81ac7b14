import type { Source } from '../../syntax/index.js'

/** How many lines are looked at. */
const LINES = 6

/** Directives of Apache that no name of the product is like. */
const APACHE =
  /^(?:ServerRoot|ServerName|ServerAdmin|ServerTokens|DocumentRoot|LoadModule|AddModule|DirectoryIndex|ErrorLog|CustomLog|LogFormat|StartServers|MaxClients|AddType|TypesConfig|User|Group|Listen|Include|Alias|ScriptAlias)\s+[^={]*$/

/**
 * Whether a text is that of a web server: nginx ends each directive with a `;`, and Apache writes
 * names and values without `=`. What the tree says about another language is a guess, so the lines are
 * looked at themselves, the first ones without blank lines and comments.
 */
export function isOfWebServer(source: Source): boolean {
  const lines = source.text
    .slice(0, 16_384)
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .slice(0, LINES)
  return isNginx(lines) || isApache(lines)
}

function isNginx(lines: readonly string[]): boolean {
  const directives = lines.filter((line) => /^[a-z_]+\s+[^=]*;$/.test(line))
  return directives.length >= 2 && lines.every((line) => /[;{}]$/.test(line))
}

function isApache(lines: readonly string[]): boolean {
  const sure = lines.filter((line) => APACHE.test(line) || /^<\/?[A-Z]\w+[^<>]*>$/.test(line))
  return sure.length >= 2 && lines.every((line) => /^(?:[A-Z]\w+\s+[^={]*|<.*>)$/.test(line))
}
