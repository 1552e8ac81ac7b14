import { type Example, example } from './example.js'

/** What stands beside a rule of the grammar. */
export interface RuleText {
  /** The rule's name in the grammar. */
  readonly name: string
  /** One or two sentences; code stands between backquotes. */
  readonly text: string
  /** Texts without a mistake, in which the marked part is what the rule describes. */
  readonly examples: readonly Example[]
}

/** The rules of the conf language, each with what it is for. */
export const RULES: readonly RuleText[] = [
  {
    name: 'File',
    text: 'A file is a sequence of statements in the Global scope. It may be empty.',
    examples: [
      example(`«Hostname = "mta1.sender.example"

Logs {
  File_Mode = 0640
}
include "customers.conf"»
`),
    ],
  },
  {
    name: 'Item',
    text:
      'A statement is an include, a stanza or an option. Nothing ends it: the next one begins where ' +
      'it cannot go on, so several may stand on one line.',
    examples: [
      example('Cluster { mta_id = 1 «votes = 1» }\n'),
      example('Hostname = "mta1.sender.example"\n«include "customers.conf"»\n'),
      example('«Domain "example.com" {\n  Retry_Interval = 600\n}»\n'),
    ],
  },
  {
    name: 'Include',
    text:
      'Takes in a file, or all files of a folder, at this place. What `readonly_include` takes in is ' +
      'never changed by a tool.',
    examples: [
      example('«include "webui-common.conf"»\n'),
      example('Domain "example.com" {\n  «readonly_include /opt/msys/etc/limits.d/»\n}\n'),
    ],
  },
  {
    name: 'Scope',
    text:
      'A stanza: a scope by its name, a named scope also by its instance, and what it holds between ' +
      'braces. An `=` before the instance or the brace is read, and lint advises against it.',
    examples: [
      example('«Logs {\n  File_Mode = 0640\n}»\n'),
      example('«Binding_Group "customers" {\n  Binding "out-1" { }\n}»\n'),
      example('«Domain /^mx[0-9]+[.]example[.](com|net)$/ {\n  TLS = "ifavailable"\n}»\n'),
      example('cluster {\n  «Replicate = "inbound_cidr" {\n  }»\n}\n'),
    ],
  },
  {
    name: 'Option',
    text:
      'Gives an option a value. Before an array or a dictionary the `=` may be missing; lint then ' +
      'offers to write it.',
    examples: [
      example('«Max_Outbound_Connections = 20»\n'),
      example('Control_Listener {\n  «AuthLoginParameters [ uri = "digest:///etc/passwd" ]»\n}\n'),
    ],
  },
  {
    name: 'Value',
    text:
      'A scalar, quoted or not, an array or a dictionary. What type a scalar has is decided by the ' +
      'option: `"10"` and `10` are the same.',
    examples: [
      example('File_Mode = «0640»\n'),
      example('EHLO_Hostname =\n  «"out-1.sender.example"»\n'),
      example('Relay_Hosts = «( 127.0.0.0/8 "10.20.0.0/16" )»\n'),
    ],
  },
  {
    name: 'Array',
    text:
      'Values between parentheses, separated by white space. Commas are read and mean nothing; new ' +
      'text is written without them.',
    examples: [
      example('Relay_Domains = «(\n  "*.example.com"\n  "example.net"\n)»\n'),
      example('Routes = «( "10.0.0.1", "10.0.0.2" )»\n'),
      example('DEBUG = «()»\n'),
    ],
  },
  {
    name: 'Dictionary',
    text: 'Keys with values between brackets. It is a value as a whole and no scope.',
    examples: [
      example('Context = «[\n  route = "bulk"\n  mail.class = "marketing"\n]»\n'),
      example('peers = «[ node1.example.net = "10.0.0.1" "0" = "250 ok" ]»\n'),
    ],
  },
  {
    name: 'Entry',
    text: 'One key of a dictionary with its value. A key may be quoted, and may hold dots.',
    examples: [
      example('Context = [ «mail.class = "bulk"» ]\n'),
      example('code = [ «"0" = "250 ok"» ]\n'),
    ],
  },
]
