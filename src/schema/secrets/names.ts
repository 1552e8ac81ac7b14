/**
 * Whether a name says that its value is a secret: `password`, `DBPassword`, `my_api_key`,
 * `auth_token`. For unknown options, and for keys of dictionaries and parameters. The last word
 * decides, so names of files and columns (`password_file`) do not count.
 */
export function isSecretName(name: string): boolean {
  if (!STEM.test(name)) return false
  const known = answers.get(name)
  if (known !== undefined) return known
  const answer = decide(name.slice(-LONGEST))
  // A configuration has few names, but a hostile text may have any number of them.
  if (answers.size >= MOST_ANSWERS) answers.clear()
  answers.set(name, answer)
  return answer
}

/**
 * Whether the name of an unknown option or key says that its value is a secret: as `isSecretName`,
 * and for plurals too (`Tokens`, `api_keys`).
 */
export function isUnknownSecret(name: string): boolean {
  if (isSecretName(name) || HEADER.test(name)) return true
  return PLURAL.test(name) && (isSecretName(singular(name)) || /^keys$/i.test(name))
}

/** Matches the authorization header, as an option or a key. */
export const HEADER = /^(?:proxy[-_ ]?)?authori[sz]ation$/i
const PLURAL = /(?:key|token|code)s[^A-Za-z]{0,8}$/i

function singular(name: string): string {
  return name.replace(/(key|token|code)s(?=[^A-Za-z]{0,8}$)/i, '$1')
}

/** A quick test that every secret name passes, before the thorough one. */
const STEM = /pas|psw|pwd|pw|secret|token|key|cred|psk|auth|community/i

/** The longest name, in characters; of a longer one only the end is examined. */
const LONGEST = 64
const MOST_ANSWERS = 1_000
const answers = new Map<string, boolean>()

function decide(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])(?=[A-Z])/g, '$1 ')
    .replace(/([A-Z])(?=[A-Z][a-z])/g, '$1 ')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word !== '')
  if (QUANTITY.test(words[0] ?? '')) return false
  while (words.length > 1 && WHICH.test(words.at(-1) as string)) words.pop()
  const last = words.at(-1) ?? ''
  return WORD.test(last) || PHRASE.test(`${words.at(-2) ?? ''} ${last}`)
}

/** First words in names of quantities: `Max_Token`. */
const QUANTITY = /^(?:max|min|num|count|limit)$/

/** Words after a name that select a variant: `Password_Old`, `Community_String`. */
const WHICH = /^(?:old|new|current|previous|prev|backup|bak|plain|plaintext|cleartext|string|text)$/

/** Words that precede `key` in the names of secrets. */
const KEYS =
  'api|access|secret|private|auth|authentication|authorization|encryption|encrypt|crypt|signing|shared|master|session|hmac|aes|account|storage|app|application|consumer|client|service|license|preshared'

/** Matches misspelled passwords: `pasword`, `passwrd`, `passowrd`. */
const MISTYPED = 'p[as]{1,3}(?:w[ord]{1,3}|ow?rd)'

const WORD = new RegExp(
  '^(?:pass|pw|pwd|psk|secrets?|creds?|credentials?|community|bindpw|passwor[dt]s?|(?:db|user|smtp|login|auth|bind|root|admin|my|ldap|sasl|sql|http)pass)$|' +
    `(?:password|passwd|passphrase|passcode|pwd|secret|token|(?:password|secret)hash|(?:${KEYS})key|${MISTYPED})$`,
)

const PHRASE = new RegExp(
  `^(?:pass (?:word|phrase)|(?:password|secret) hash|basic auth|(?:token|secret) (?:id|value)|(?:${KEYS}) key)$`,
)
