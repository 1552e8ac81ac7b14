import type { Part, Setting, Stanza, Value } from './model.js'
import { Random } from './random.js'

/** How often a statement has a comment above it, and how often one behind it. */
const COMMENT_ABOVE = 0.12
const COMMENT_BEHIND = 0.2

const BINDINGS_PER_GROUP = 10
/** How many domains a binding has when nothing else is said. */
const DOMAINS: readonly [low: number, high: number] = [1, 5]

/** Those who receive most of the mail: binding after binding has its own limits for them. */
const RECEIVERS = [
  ...['gmail.com', 'googlemail.com', 'yahoo.com', 'ymail.com', 'aol.com', 'outlook.com'],
  ...['hotmail.com', 'live.com', 'msn.com', 'icloud.com', 'me.com', 'comcast.net', 'att.net'],
  ...['verizon.net', 'cox.net', 'charter.net', 'gmx.de', 'web.de', 't-online.de', 'freenet.de'],
  ...['orange.fr', 'wanadoo.fr', 'free.fr', 'laposte.net', 'libero.it', 'virgilio.it', 'mail.ru'],
  ...['yandex.ru', 'qq.com', '163.com', '126.com', 'naver.com', 'docomo.ne.jp', 'ezweb.ne.jp'],
]

/** Receivers with many names, told by a regular expression. */
const PATTERNS = [
  '/(?:^|[.])yahoo[.](?:com|co[.][a-z][a-z]|[a-z][a-z])$/',
  '/^hotmail\\.(com|de|fr|it|es|co\\.uk)$/',
  '/^(wanadoo|orange)\\.fr$/',
  '/[.]edu$/',
  '/^mx[0-9]+[.]customer-[0-9]+[.]example$/',
  '/(?:^|[.])(?:gov|mil)$/',
]

const REMARKS = [
  'agreed with the postmaster, do not raise without asking',
  'was 20 until the complaints in March',
  'see the run book, page 4',
  'temporary: remove after the move to the new addresses',
  'they defer with 4.7.0 above this',
  'new customer, warming up',
  'the customer pays for a dedicated address',
  'measured over four weeks',
  'their support wants one connection per address (ticket 48213)',
  'no more than this: they count per /24',
]

/** Options of a binding or domain, each with a value as an operator chooses it. */
const SHAPING: readonly (readonly [string, (random: Random) => Value])[] = [
  ['Max_Outbound_Connections', (random) => random.integer(2, 60)],
  ['Outbound_Throttle_Messages', (random) => `${random.integer(10, 900)}/60`],
  ['Max_Deliveries_Per_Connection', (random) => random.pick([20, 50, 100, 250, 500])],
  ['Outbound_Throttle_Connections', (random) => `${random.integer(1, 30)}/10`],
  ['Retry_Interval', (random) => random.pick([300, 600, 900, 1200, 1800])],
  ['Message_Expiration', (random) => random.pick([43200, 86400, 172800])],
  ['TLS', (random) => random.pick(['no', 'ifavailable', 'required'])],
  ['Idle_Timeout', (random) => random.integer(1, 30)],
  ['Max_Recipients_Per_Batch', (random) => random.pick([1, 10, 50, 100])],
  ['Adaptive_Enabled', (random) => random.chance(0.7)],
  ['Adaptive_Max_Outbound_Connections', (random) => ['1', String(random.integer(5, 80))]],
  ['Suspend_Delivery', () => false],
]

export interface ProviderOptions {
  readonly seed: number
  readonly bindings: number
  /** How many domains each binding has; one to five by default. */
  readonly domains?: number | undefined
  /** How many binding groups stand in one file. */
  readonly groupsPerFile?: number | undefined
}

/**
 * The configuration of an email service provider: what all share, the listeners, the receivers, and
 * the binding groups of the customers. Each option and each scope stands there once, so that other
 * languages can say the same. The main file is the first part.
 */
export function provider(options: ProviderOptions): Part[] {
  return [...new Provider(options).parts()]
}

class Provider {
  readonly #random: Random
  readonly #bindings: number
  readonly #domains: number | undefined
  readonly #groupsPerFile: number

  constructor({ seed, bindings, domains, groupsPerFile = 25 }: ProviderOptions) {
    this.#random = new Random(seed)
    this.#bindings = bindings
    this.#domains = domains
    this.#groupsPerFile = groupsPerFile
  }

  *parts(): Generator<Part> {
    yield this.#main()
    yield this.#reception()
    yield this.#receivers()
    const groups = Math.ceil(this.#bindings / BINDINGS_PER_GROUP)
    for (let first = 0, file = 1; first < groups; first += this.#groupsPerFile, file++) {
      const count = Math.min(this.#groupsPerFile, groups - first)
      yield {
        file: `customers/${String(file).padStart(3, '0')}.conf`,
        title: [`customers ${first + 1} to ${first + count}`],
        settings: [],
        stanzas: Array.from({ length: count }, (_, index) => this.#group(first + index)),
      }
    }
  }

  #main(): Part {
    const shared: [string, Value][] = [
      ['Hostname', 'mta.sender.example'],
      ['Max_Outbound_Connections', 20],
      ['Server_Max_Outbound_Connections', 75000],
      ['Message_Expiration', 86400],
      ['Retry_Interval', 1200],
      ['Prohibited_Hosts', ['127.0.0.0/8', '0.0.0.0', '224.0.0.0/4']],
    ]
    return {
      file: 'ecelerity.conf',
      title: ['What all customers share. The rest is in the files that are included below.'],
      settings: shared.map(([name, value]) => this.#setting(name, value)),
      stanzas: [],
    }
  }

  /** Who may hand in mail: long lists. Its length follows that of the whole. */
  #reception(): Part {
    const networks = this.#times(4 + this.#bindings / 20, () => this.#network())
    const domains = this.#times(4 + this.#bindings / 25, (index) => `*.brand-${index}.example`)
    const context = { route: 'submission', region: 'eu-1', 'mail.class': 'bulk' }
    const listen = this.#stanza('Listen', ':25', [this.#setting('Context', context)])
    const login = { uri: 'digest:///opt/msys/ecelerity/etc/submission_passwd', realm: 'submission' }
    const secure = this.#stanza('Listen', ':587', [this.#setting('AuthLoginParameters', login)])
    return {
      file: 'reception.conf',
      title: ['Listeners, and who may relay.'],
      settings: [this.#setting('Relay_Hosts', networks), this.#setting('Relay_Domains', domains)],
      stanzas: [
        this.#stanza(
          'ESMTP_Listener',
          undefined,
          [this.#setting('Idle_Time', 300)],
          [listen, secure],
        ),
      ],
    }
  }

  #receivers(): Part {
    const names = [...RECEIVERS, ...PATTERNS]
    return {
      file: 'receivers.conf',
      title: ['Limits of receivers, whoever sends.'],
      settings: [],
      stanzas: names.map((name) => this.#stanza('Domain', name, this.#shaping(2, 5))),
    }
  }

  #group(index: number): Stanza {
    const name = `customer-${String(index + 1).padStart(4, '0')}`
    const left = this.#bindings - index * BINDINGS_PER_GROUP
    const bindings = this.#times(Math.min(BINDINGS_PER_GROUP, left), (binding) =>
      this.#binding(name, index, binding),
    )
    const pattern = PATTERNS[index % PATTERNS.length] as string
    const domains = this.#random.chance(0.3)
      ? [this.#stanza('Domain', pattern, this.#shaping(1, 3))]
      : []
    return this.#stanza('Binding_Group', name, this.#shaping(1, 4), [...domains, ...bindings])
  }

  #binding(group: string, groupIndex: number, index: number): Stanza {
    const address = groupIndex * BINDINGS_PER_GROUP + index
    const name = `${group}-${String(index + 1).padStart(2, '0')}`
    const settings = [
      this.#setting('Bind_Address', `10.${address >> 16}.${(address >> 8) & 255}.${address & 255}`),
      this.#setting('EHLO_Hostname', `out${index + 1}.${group}.sender.example`),
      this.#setting('Duravip_Preference', ['mta-1.sender.example', 'mta-2.sender.example']),
      ...this.#shaping(1, 4),
    ]
    const count = this.#domains ?? this.#random.integer(...DOMAINS)
    const first = this.#random.integer(0, RECEIVERS.length - 1)
    const domains = this.#times(count, (domain) => {
      const at = first + domain
      const receiver = RECEIVERS[at % RECEIVERS.length] as string
      // More domains than there are receivers: those of small ones.
      const instance = domain < RECEIVERS.length ? receiver : `small-${domain}.example`
      return this.#stanza('Domain', instance, this.#shaping(1, 4))
    })
    return this.#stanza('Binding', name, settings, domains)
  }

  /** Some shaping options, each once, in their order. */
  #shaping(low: number, high: number): Setting[] {
    let wanted = this.#random.integer(low, high)
    return SHAPING.flatMap(([name, value], index) => {
      if (!this.#random.chance(wanted / (SHAPING.length - index))) return []
      wanted--
      return [this.#setting(name, value(this.#random))]
    })
  }

  #setting(name: string, value: Value): Setting {
    return { name, value, ...this.#comments() }
  }

  #stanza(
    name: string,
    instance: string | undefined,
    settings: readonly Setting[],
    stanzas: readonly Stanza[] = [],
  ): Stanza {
    const stanza = { name, body: { settings, stanzas }, ...this.#comments() }
    return instance === undefined ? stanza : { ...stanza, instance }
  }

  #comments(): { above: readonly string[] | undefined; behind: string | undefined } {
    return {
      above: this.#random.chance(COMMENT_ABOVE) ? [this.#random.pick(REMARKS)] : undefined,
      behind: this.#random.chance(COMMENT_BEHIND) ? this.#random.pick(REMARKS) : undefined,
    }
  }

  #network(): string {
    const byte = () => this.#random.integer(0, 255)
    return `10.${byte()}.${byte()}.0/${this.#random.integer(24, 29)}`
  }

  #times<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: Math.floor(count) }, (_, index) => make(index))
  }
}
