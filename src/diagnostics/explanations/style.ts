import type { ExplanationsOf } from './explanation.js'

/** The findings about what the product takes though its documents say otherwise (B1 to B19). */
export const STYLE: ExplanationsOf<'style'> = {
  'style/array-comma': {
    title: 'Commas stand between the elements of an array',
    text: [
      'The product passes over them, so nothing breaks. But a comma behind an unquoted word is easily taken for a part of it, and inside of one (`300,6`) it is: blanks are enough, and they mean one thing only.',
    ],
    wrong: {
      files: {
        'relay.conf': `Relay_Hosts = ( "10.0.0.0/8", "192.0.2.7" )
`,
      },
    },
    right: {
      files: {
        'relay.conf': `Relay_Hosts = ( "10.0.0.0/8" "192.0.2.7" )
`,
      },
    },
  },

  'style/brace-spacing': {
    title: 'A brace or a `=` is glued to what stands beside it',
    text: [
      'The product takes it as it is. A blank makes the line easier to read, and to find with `grep`. Behind an unquoted name it is also safer: what is glued to a word may be a part of it.',
    ],
    wrong: {
      files: {
        'domain.conf': `Domain "example.com"{
  Max_Retries=3
}
`,
      },
    },
    right: {
      files: {
        'domain.conf': `Domain "example.com" {
  Max_Retries = 3
}
`,
      },
    },
  },

  'style/dictionary-key': {
    title: 'A key of a dictionary has a dot, or stands in quotes',
    text: [
      'By the rule keys are plain words. The documents have keys with dots and in quotes all the same, for host names and addresses, and the product takes them: it is worth knowing only where the key was meant to be something else.',
      'Where host names are keys by design, as in `peers` of `msgc_server`, switch the finding off for the project.',
    ],
    wrong: {
      files: {
        'msgc.conf': `msgc_server {
  peers = [
    mta1.example.net = "192.0.2.11"
  ]
}
`,
      },
    },
    right: {
      files: {
        'msgc.conf': `msgc_server {
  peers = [
    mta1 = "192.0.2.11"
  ]
}
`,
      },
    },
  },

  'style/equals-before-scope': {
    title: 'A `=` stands between the name of a scope and its stanza',
    text: [
      "Only options have a `=`. Some pages of the product's documents write `ESMTP_Listener = {`, and the product takes it, but the line looks as if a dictionary followed.",
    ],
    wrong: {
      files: {
        'listener.conf': `ESMTP_Listener = {
  Listen ":25" {}
}
`,
      },
    },
    right: {
      files: {
        'listener.conf': `ESMTP_Listener {
  Listen ":25" {}
}
`,
      },
    },
  },

  'style/glued-comment': {
    title: 'A comment begins in the middle of a word',
    text: [
      'Outside of quotes `#` begins a comment wherever it stands, so that the value `secret#1` is `secret`, and what is behind it is gone. If the `#` belongs to the value, put the value in quotes; if it is a comment, put a blank before it. Only the author knows which, so there is no fix.',
    ],
    wrong: {
      files: {
        'security.conf': `Security {
  User = ecuser#the account of the mail server
}
`,
      },
    },
    right: {
      files: {
        'security.conf': `Security {
  User = ecuser #the account of the mail server
}
`,
      },
    },
  },

  'style/missing-equals': {
    title: 'There is no `=` before an array or a dictionary',
    text: [
      'The product takes `Name [ ... ]` and `Name ( ... )`, and some pages of its documents write them so. With a `=` all options look the same, and nobody takes the line for the head of a stanza. Hooks (`hook:NAME [ ... ]`) are always written without it.',
    ],
    wrong: {
      files: {
        'control.conf': `Control_Listener {
  AuthorizationParameters [
    uri = "ecauth://"
  ]
}
`,
      },
    },
    right: {
      files: {
        'control.conf': `Control_Listener {
  AuthorizationParameters = [
    uri = "ecauth://"
  ]
}
`,
      },
    },
  },

  'style/option-name': {
    title: 'The name of an option has a hyphen, or begins with `_`',
    text: [
      'By the rule a name is letters, digits and `_`, and begins with a letter. A few options of the product are named otherwise, and there the finding only says that the odd name is meant so. Where it is a slip, such as `Max-Retries`, the option is unknown besides.',
    ],
    wrong: {
      files: {
        'spool.conf': `_Unsafe_Spool = false
`,
      },
    },
    right: {
      files: {
        'spool.conf': `Use_IPv6 = false
`,
      },
    },
  },

  'style/scalar-for-array': {
    title: 'A single value stands where the option takes an array',
    text: [
      'It counts as an array with one element. Written in parentheses it says so, and whoever adds the second value does not have to know.',
    ],
    wrong: {
      files: {
        'datasource.conf': `Datasource "ecdb" {
  uri = "pgsql:host=db1.example.net;dbname=ecelerity"
}
`,
      },
    },
    right: {
      files: {
        'datasource.conf': `Datasource "ecdb" {
  uri = ( "pgsql:host=db1.example.net;dbname=ecelerity" )
}
`,
      },
    },
  },

  'style/unquoted-include': {
    title: 'The file of an include is not in quotes',
    text: [
      'The product takes it where the name has no blank and none of `# " \' = { } [ ] ( )` in it. A name in quotes goes on working when the file is renamed.',
    ],
    wrong: {
      files: {
        'ecelerity.conf': `include domains.conf
`,
        'domains.conf': `Domain "example.com" {
  Max_Retries = 3
}
`,
      },
    },
    right: {
      files: {
        'ecelerity.conf': `include "domains.conf"
`,
        'domains.conf': `Domain "example.com" {
  Max_Retries = 3
}
`,
      },
    },
  },

  'style/unquoted-instance': {
    title: 'The name of a stanza is more than a plain word and not in quotes',
    text: [
      'Host names, addresses, paths and regular expressions are written as strings, as `Listen ":587"` or `Domain "example.com"`. Without quotes the product takes most of them; a regular expression with `{2}` in it breaks at the brace.',
    ],
    wrong: {
      files: {
        'domain.conf': `Domain example.com {
  Max_Retries = 3
}
`,
      },
    },
    right: {
      files: {
        'domain.conf': `Domain "example.com" {
  Max_Retries = 3
}
`,
      },
    },
  },

  'style/unquoted-special': {
    title: 'A value has characters that the documents want in quotes',
    text: [
      'A value with a blank or any of `# / " \' = { } [ ] ( )` is to be quoted. Of these the product takes `/` without quotes, so that paths and networks work as they are; the others begin something else.',
    ],
    wrong: {
      files: {
        'relay.conf': `Relay_Hosts = ( 10.0.0.0/8 )
`,
      },
    },
    right: {
      files: {
        'relay.conf': `Relay_Hosts = ( "10.0.0.0/8" )
`,
      },
    },
  },

  'style/unquoted-value': {
    title: 'An address, a host name or a wildcard is not in quotes',
    text: [
      'The product takes it as it is. Written as a string like all other names, it stays right when a port, a path or a second address is added.',
    ],
    wrong: {
      files: {
        'domain.conf': `Domain "example.com" {
  Gateway = relay1.example.net
}
`,
      },
    },
    right: {
      files: {
        'domain.conf': `Domain "example.com" {
  Gateway = "relay1.example.net"
}
`,
      },
    },
  },

  'style/unusual-blank': {
    title: 'A vertical tab or a form feed stands where a blank is meant',
    text: [
      'The product takes it as a blank. Few editors show it, and other tools take it for the end of a line or of a page, so that line numbers differ. `--fix` writes a blank.',
    ],
    wrong: {
      files: {
        'security.conf': `Security {\n  User =\f"ecuser"\n}\n`,
      },
    },
    right: {
      files: {
        'security.conf': `Security {
  User = "ecuser"
}
`,
      },
    },
  },

  'style/value-on-next-line': {
    title: 'The value stands on another line than its `=`',
    text: [
      'The product takes it as it is: line ends mean nothing to it. But a `=` at the end of a line looks as if the value were missing, and a search for the option does not show what it is set to. A long value may begin behind its `=` and go on below.',
    ],
    wrong: {
      files: {
        'domain.conf': `Domain "example.com" {
  Gateway =
    "relay1.example.net"
}
`,
      },
    },
    right: {
      files: {
        'domain.conf': `Domain "example.com" {
  Gateway = "relay1.example.net"
}
`,
      },
    },
  },
}
