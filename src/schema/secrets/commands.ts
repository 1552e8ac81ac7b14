import type { Range } from '../../syntax/index.js'

/**
 * Secrets known by their place in a line, not by a name: after a program's flag, in a netrc line,
 * in the address of a web hook, after a word such as Bearer. The group `secret` of each pattern
 * captures the secret. Patterns are bounded, so that the time is proportional to the length of the
 * text.
 */
export function placedSecrets(text: string): Range[] {
  const found: Range[] = []
  for (const pattern of PATTERNS) {
    for (const { indices } of text.matchAll(pattern)) {
      const [start, end] = indices?.groups?.secret ?? [0, 0]
      if (end > start) found.push({ start, end })
    }
  }
  for (const [program, flag] of PROGRAMS) {
    // The first occurrence of the program is enough, because all later ones are after it.
    const first = program.exec(text)
    if (first === null) continue
    flag.lastIndex = first.index + first[0].length
    for (let match = flag.exec(text); match !== null; match = flag.exec(text)) {
      const [start, end] = match.indices?.groups?.secret ?? [0, 0]
      if (end > start) found.push({ start, end })
    }
  }
  return found
}

/** Matches any text that may have secrets for `placedSecrets`. */
export const PLACED =
  /(?:^|[\s"'(,])(?:-u|-U|--user|--proxy-user)\b|curl|login|hooks?[./]|\/bot\d|bearer\s|basic\s|\w\/\S{1,64}@|\w:\S{1,64}@|mysql|mariadb|sshpass|redis-cli|ldap|snmp/i

const PATTERNS: readonly RegExp[] = [
  // `curl -u user:x`; two numbers are a user and a group.
  /(?:^|[\s"'(,])(?:-u|-U|--user|--proxy-user)["',\s=]{1,4}["'\\]{0,2}[^\s:"'\\]{1,64}:(?!\/\/)(?!\d{1,10}(?:[\s"'\\]|$))(?<secret>[^\s"'\\]+)/dg,
  // A line of a netrc file: `machine h login u password x`.
  /\b(?:login|user|machine)\s{1,8}[^\s"']{1,64}\s{1,8}(?:password|passwd)\s{1,8}(?!["']?\s)["']?(?<secret>[^\s"']+)/dgi,
  // `scp u:x@host:`.
  /\b(?:scp|sftp|ssh|rsync|l?ftp|curl|wget|git|mount|smbclient)\b[^\n:@]{0,64}[\s"'][\w.+-]{1,64}:(?!\/\/)(?<secret>[^\s"'@/]{1,64})@(?=[\w.-])/dgi,
  // Oracle's `user/x@database`: alone in a string, or after a word that suggests Oracle.
  /(?:"|^)[A-Za-z]\w{0,30}\/(?<secret>[^\s/@"'.:]{1,64})@[\w.:/-]{1,64}(?:"|$)/dg,
  /\b(?:oci8?|oracle|thin|sqlplus|rman|connect|tns)["']?[\s:=@"']{1,4}[A-Za-z]\w{0,30}\/(?<secret>[^\s/@"']{1,64})@/dgi,
  /(?:^|[\s'=(])(?!HTTP\b)[A-Za-z]\w{0,30}\/(?![A-Z]?[a-z-]+@)(?<secret>[^\s/@"'.:]{1,64})@(?!v?\d)[\w.]{1,64}/dg,
  // The addresses of web hooks and bots contain the token that gives access.
  /hooks\.slack\.com\/\w{1,16}\/(?<secret>[^\s"'<>]+)/dgi,
  /discord(?:app)?\.com\/api\/webhooks\/(?<secret>[^\s"'<>]+)/dgi,
  /webhook\.office\.com\/webhook\w{0,4}\/(?<secret>[^\s"'<>]+)/dgi,
  /api\.telegram\.org\/bot(?<secret>[^\s"'<>/]+)/dgi,
  // The value of an `Authorization` header, without the name of the header.
  /\bbearer\s{1,4}(?!(?:tokens?|auth\w*|of|format|schemes?|headers?|is|are|and|or|for|in|to|with|credentials?|methods?)\b|["'<$%{:*])(?<secret>[\w.~+/=-]+)/dgi,
  /\b[Bb]asic\s{1,4}(?<secret>[A-Za-z0-9+/]{2,}={1,2})(?![\w=])/dg,
  /(?:["']|^)[Bb]asic\s{1,4}(?![A-Z]?[a-z]+(?:["']|$))(?<secret>[A-Za-z0-9+/]{4,})(?:["']|$)/dg,
]

/** Programs, each with the flag that takes a secret. */
const PROGRAMS: readonly (readonly [program: RegExp, flag: RegExp])[] = [
  [/\b(?:mysql|mariadb)\w{0,16}\b/, /["',\s]-p(?!["'\s])(?<secret>[^\s"']+)/dg],
  // `curl -uuser:x`
  [/\bcurl\b/, /["',\s]-u[^\s:"'\\]{1,64}:(?!\/\/)(?<secret>[^\s"'\\]+)/dg],
  [/\bsshpass\b/, /["',\s]-p["',\s]{0,4}(?<secret>[^\s"',]+)/dg],
  [/\bredis-cli\b/, /["',\s]-a["',\s]{1,4}(?<secret>[^\s"',]+)/dg],
  [
    /\bldap(?:search|modify|add|delete|passwd|whoami|compare)\b/,
    /["',\s]-w["',\s]{0,4}(?<secret>[^\s"',]+)/dg,
  ],
  [
    /\bsnmp(?:walk|get|set|bulkwalk|trap|table)\b/,
    /["',\s]-[cAX]["',\s]{1,4}(?<secret>[^\s"',]+)/dg,
  ],
]
