/**
 * Whether a name says that what it names is a secret: `password`, `DBPassword`, `my_api_key`,
 * `auth_token`. For names that the product does not know, and for the keys of dictionaries and
 * parameters. Names of files and columns (`password_file`) are none: the last word counts.
 */
export function isSecretName(name: string): boolean {
  if (!STEM.test(name)) return false
  const known = answers.get(name)
  if (known !== undefined) return known
  const answer = decide(name.slice(-LONGEST))
  // The names of one configuration are few; a hostile text may have any number of them.
  if (answers.size >= MOST_ANSWERS) answers.clear()
  answers.set(name, answer)
  return answer
}

/**
 * Whether the name of an option or a key that the product does not know says that it is a secret: as
 * `isSecretName` has it, and plurals too (`Tokens`, `api_keys`).
 */
export function isUnknownSecret(name: string): boolean {
  if (isSecretName(name) || HEADER.test(name)) return true
  return PLURAL.test(name) && (isSecretName(singular(name)) || /^keys$/i.test(name))
}

/** The header that holds who asks, as an option or as a key. */
export const HEADER = /^(?:proxy[-_ ]?)?authori[sz]ation$/i
const PLURAL = /(?:key|token|code)s[^A-Za-z]{0,8}$/i

function singular(name: string): string {
  return name.replace(/(key|token|code)s(?=[^A-Za-z]{0,8}$)/i, '$1')
}

/** What each name holds that is one: a quick look before the thorough one. */
const STEM = /pas|psw|pwd|pw|secret|token|key|cred|psk|auth|community/i

/** What is longer is no name; only its end is looked at. */
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

/** First words in names of numbers: `Max_Token`. */
const QUANTITY = /^(?:max|min|num|count|limit)$/

/** Words behind a name that say which of them it is: `Password_Old`, `Community_String`. */
const WHICH = /^(?:old|new|current|previous|prev|backup|bak|plain|plaintext|cleartext|string|text)$/

/** Words before `key` in the names of secrets. */
const KEYS =
  'api|access|secret|private|auth|authentication|authorization|encryption|encrypt|crypt|signing|shared|master|session|hmac|aes|account|storage|app|application|consumer|client|service|license|preshared'

/** A password with a slip of typing: `pasword`, `passwrd`, `passowrd`. */
const MISTYPED = 'p[as]{1,3}(?:w[ord]{1,3}|ow?rd)'

const WORD = new RegExp(
  '^(?:pass|pw|pwd|psk|secrets?|creds?|credentials?|community|bindpw|passwor[dt]s?|(?:db|user|smtp|login|auth|bind|root|admin|my|ldap|sasl|sql|http)pass)$|' +
    `(?:password|passwd|passphrase|passcode|pwd|secret|token|(?:password|secret)hash|(?:${KEYS})key|${MISTYPED})$`,
)

const PHRASE = new RegExp(
  `^(?:pass (?:word|phrase)|(?:password|secret) hash|basic auth|(?:token|secret) (?:id|value)|(?:${KEYS}) key)$`,
)
