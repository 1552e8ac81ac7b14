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

/** What each name holds that is one: a quick look before the thorough one. */
const STEM = /pass|pwd|pw|secret|token|key|cred|psk|auth|community/i

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
  const last = words.at(-1) ?? ''
  return WORD.test(last) || PHRASE.test(`${words.at(-2) ?? ''} ${last}`)
}

const WORD =
  /^(?:pass|pw|pwd|psk|secrets?|creds?|credentials?|community|bindpw|passwor[dt]s?|(?:db|user|smtp|login|auth|bind|root|admin|my|ldap|sasl|sql|http)pass)$|(?:password|passwd|passphrase|pwd|secret|token|(?:api|auth|access|secret|private|encryption|signing|master|shared)key)$/

const PHRASE =
  /^(?:pass (?:word|phrase)|(?:password|secret) hash|basic auth|(?:token|secret) (?:id|value)|(?:api|access|secret|private|auth|authentication|authorization|encryption|encrypt|crypt|signing|shared|master|session|hmac|aes|account|storage|app|application|consumer|client|service|license|preshared) key)$/
