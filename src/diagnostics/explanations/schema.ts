import type { ExplanationsOf } from './explanation.js'

export const SCHEMA: ExplanationsOf<'schema'> = {
  'schema/conflict': {
    title: 'Two settings exclude each other',
    text: [
      'There is one message bus: `msgc_server` and `msgc_client` take the place of mbus, so `mbus_daemon` has no business beside them.',
      'The option `port` of `msgc_server` is what the other nodes connect to; it must be the port that `MsgcServer_Listener` listens on. Without the option it is 4809.',
      'A scope that sets both `Always_Allow` and `Always_Deny` denies: nobody gets in.',
    ],
    wrong: {
      files: {
        'ecelerity.conf': `cluster {
  mbus_daemon = 4803
}
msgc_client {
  server = ( "127.0.0.1:4809" )
}
`,
      },
    },
    right: {
      files: {
        'ecelerity.conf': `cluster {
}
msgc_client {
  server = ( "127.0.0.1:4809" )
}
`,
      },
    },
  },

  'schema/duplicate-key': {
    title: 'A key stands twice in one dictionary',
    text: [
      'Only the last entry counts; the one before it is passed over without a word. It comes about when a line is copied to be changed, and the old one stays. Keep one of the two.',
      'Keys that the product knows by name (`uri`, `realm`) compare without case, all others exactly.',
    ],
    wrong: {
      files: {
        'listener.conf': `Control_Listener {
  AuthorizationParameters = [
    uri = "groups:///opt/msys/ecelerity/etc/console_roles"
    uri = "ecauth://"
  ]
}
`,
      },
    },
    right: {
      files: {
        'listener.conf': `Control_Listener {
  AuthorizationParameters = [
    uri = "ecauth://"
  ]
}
`,
      },
    },
  },

  'schema/duplicate-option': {
    title: 'An option is set twice in one stanza',
    text: [
      'The product takes it without a word, and only the last value counts. The first one looks as if it were in effect: whoever changes it next changes nothing. Keep one of the two.',
      'Only the same stanza is looked at. An option that is set again in another stanza of the same scope, or in a file that is read later, is how overlays work.',
    ],
    wrong: {
      files: {
        'yahoo.conf': `Domain "yahoo.com" {
  Max_Retries = 10
  Retry_Interval = 600
  Max_Retries = 20
}
`,
      },
    },
    right: {
      files: {
        'yahoo.conf': `Domain "yahoo.com" {
  Max_Retries = 20
  Retry_Interval = 600
}
`,
      },
    },
  },

  'schema/host-bits': {
    title: 'A network has bits set behind its mask',
    text: [
      'A network is an address and the number of bits that count. `10.1.2.3/16` says that the first 16 count and sets others too: it means the network `10.1.0.0/16`, all 65,536 addresses of it. Whoever reads it may well take it for the one address.',
      'Write the network without the bits that do not count, or, when one address is meant, the address without a mask.',
    ],
    wrong: {
      files: {
        'listener.conf': `ESMTP_Listener {
  Listen ":25" {
  }
  Relay_Hosts = ( "127.0.0.0/8" "10.1.2.3/16" )
}
`,
      },
    },
    right: {
      files: {
        'listener.conf': `ESMTP_Listener {
  Listen ":25" {
  }
  Relay_Hosts = ( "127.0.0.0/8" "10.1.2.3" )
}
`,
      },
    },
  },

  'schema/missing-instance': {
    title: 'A stanza of a kind that needs a name has none',
    text: [
      'There may be many scopes of this kind, and the name in quotes tells them apart: the address of a `Listen`, the domain of a `Domain`, the name of a `Binding`. Without one the product does not know which scope is meant and refuses the configuration.',
    ],
    wrong: {
      files: {
        'ports.conf': `ESMTP_Listener {
  Listen {
    Enable = true
  }
}
`,
      },
    },
    right: {
      files: {
        'ports.conf': `ESMTP_Listener {
  Listen ":25" {
    Enable = true
  }
}
`,
      },
    },
  },

  'schema/mode-without-zero': {
    title: 'A file mode has no 0 in front',
    text: [
      'Modes of files and folders are octal: `640` lets the owner read and write and the group read. Every other option takes a number for octal only when it begins with 0, and so do most programs that read such a file. With the 0, nobody has to know which is which.',
      'Some configurations that are in use have modes without it. Therefore this is no more than a hint.',
    ],
    wrong: {
      files: {
        'logs.conf': `Logs {
  logfile = "/var/log/eccluster/%{n}/%{l}"
  File_Mode = 640
}
`,
      },
    },
    right: {
      files: {
        'logs.conf': `Logs {
  logfile = "/var/log/eccluster/%{n}/%{l}"
  File_Mode = 0640
}
`,
      },
    },
  },

  'schema/no-effect': {
    title: 'An option does nothing where it stands',
    text: [
      'The product takes the option, and it changes nothing here. Found are: options that are not implemented; `File_Mode` of a Listen on a TCP address, which has no file; what is for incoming mail in a Listen that no mail comes in by; options of listeners in a Pathway_Group, which the product ignores there; the size and the life of a cache that `no_cache` switches off; how a password is compared where the query returns none; `TLS_CA` and `TLS_Verify` for outgoing mail while `TLS` is `no` everywhere.',
    ],
    wrong: {
      files: {
        'ecelerity.conf': `Control_Listener {
  Listen "127.0.0.1:2025" {
    File_Mode = 0600
    Enable_Authentication = true
    AuthDigestMD5Parameters = [ uri = "digest:///opt/msys/ecelerity/etc/console_passwd" ]
  }
}
`,
      },
    },
    right: {
      files: {
        'ecelerity.conf': `Control_Listener {
  Listen "127.0.0.1:2025" {
    Enable_Authentication = true
    AuthDigestMD5Parameters = [ uri = "digest:///opt/msys/ecelerity/etc/console_passwd" ]
  }
}
`,
      },
    },
  },

  'schema/out-of-range': {
    title: 'A number is far from what makes sense for its option',
    text: [
      'The documents name no limits for this option, but what it counts has some: a percentage ends at 100, and nothing can be open less often than never. The product may take such a number, and it will hardly do what was meant.',
      'Numbers with a meaning of their own, such as 0 or -1 for no limit, are not reported.',
    ],
    wrong: {
      files: {
        'memory.conf': `Memory_HWM = 920
`,
      },
    },
    right: {
      files: {
        'memory.conf': `Memory_HWM = 92
`,
      },
    },
  },

  'schema/site-rule': {
    title: 'A rule of the site is broken',
    text: [
      'The configuration is valid for the product, but not for a JSON Schema that the site brought with `--schema FILE`, or under `schemas` in `ecconf.json`. The schema is about the document that `ecconf dump --format json` prints, and the finding stands where the value is written that counts.',
      'What the finding says and how bad it is can be said in the schema, beside the keyword: `"x-ecconf": { "message": "...", "severity": "warning" }`.',
    ],
    wrong: {
      files: {
        'ecelerity.conf': `Domain "example.com" {
  Max_Outbound_Connections = 200
}
`,
        'site.json': `{
  "properties": {
    "domain": {
      "items": {
        "properties": { "max_outbound_connections": { "maximum": 50 } }
      }
    }
  }
}
`,
      },
    },
    right: {
      files: {
        'ecelerity.conf': `Domain "example.com" {
  Max_Outbound_Connections = 50
}
`,
        'site.json': `{
  "properties": {
    "domain": {
      "items": {
        "properties": { "max_outbound_connections": { "maximum": 50 } }
      }
    }
  }
}
`,
      },
    },
  },

  'schema/unexpected-instance': {
    title: 'A stanza has a name though there is only one scope of its kind',
    text: [
      'A scope such as `Security` or `ESMTP_Listener` exists once and is written without a name. A name here mostly belongs to a stanza inside it: the address of a listener is the name of its `Listen`, not of the listener.',
    ],
    wrong: {
      files: {
        'user.conf': `Security "mail" {
  User = "ecuser"
  Group = "ecuser"
}
`,
      },
    },
    right: {
      files: {
        'user.conf': `Security {
  User = "ecuser"
  Group = "ecuser"
}
`,
      },
    },
  },

  'schema/unknown-option': {
    title: 'The product has no option of this name',
    text: [
      'One unknown name and the product refuses the whole configuration; its own words are `No module provides capability`. Mostly it is a slip of the fingers: the finding names the option that comes nearest among those that are valid here, and where the name is certain, `--fix` writes it.',
      'An option of a module that the site wrote itself can be made known with a schema: `--schema FILE`, or `schemas` in `ecconf.json`. What the product knows of a name is told by `ecconf option NAME`.',
    ],
    wrong: {
      files: {
        'ports.conf': `ESMTP_Listener {
  Listen ":587" {}
  Idle_Tiem = 300
}
`,
      },
    },
    right: {
      files: {
        'ports.conf': `ESMTP_Listener {
  Listen ":587" {}
  Idle_Time = 300
}
`,
      },
    },
  },

  'schema/unknown-scope': {
    title: 'The product has no scope or module of this name',
    text: [
      'One unknown name and the product refuses the whole configuration. What stands inside the stanza is not looked at: nobody knows what may stand there.',
      'A module that the site wrote itself can be made known with a schema: `--schema FILE`, or `schemas` in `ecconf.json`.',
    ],
    wrong: {
      files: {
        'yahoo.conf': `Binding "customer-1" {
  Domian "yahoo.com" {
    Max_Retries = 20
  }
}
`,
      },
    },
    right: {
      files: {
        'yahoo.conf': `Binding "customer-1" {
  Domain "yahoo.com" {
    Max_Retries = 20
  }
}
`,
      },
    },
  },

  'schema/unmatched-pattern': {
    title: 'A regular expression that the product follows and ecconf does not',
    text: [
      'Expressions of a configuration are matched in a time that goes with the length of the text, whatever the expression. What that allows is everything that is built of characters, classes, repetitions, alternatives, anchors and looking around. What needs a memory of what was matched before, such as a reference to a group that can match anything, a recursion or a condition, is left to PCRE, and so is what becomes very large when its counts are written out.',
      '`eval`, `why`, `set` and `diff` then answer as if the domain matched nothing but its own expression, which is not what the product does. Say the same without the part, or keep in mind that those answers leave the domain out.',
    ],
    wrong: {
      files: {
        'doubled.conf': `Domain "/^([a-z]+)[.]\\1[.]example$/" {
  Max_Retries = 20
}
`,
      },
    },
    right: {
      files: {
        'doubled.conf': `Domain "/^(?:mail[.]mail|news[.]news)[.]example$/" {
  Max_Retries = 20
}
`,
      },
    },
  },

  'schema/wrong-program': {
    title: 'The program that reads this file does not use it',
    text: [
      'Mail goes through the nodes only: domains, bindings, pathways, mail listeners, modules that check messages, and the options of outgoing and incoming mail do nothing in the configuration of the cluster manager, `eccluster.conf`. The manager alone collects the logs of the nodes and counts what happens on them: `Logs` and `as_logger` do nothing on a node.',
      'The product accepts all of it in either file. Which program a configuration is for is told by the name of its main file; files that both include count for the one that is checked. There is one finding for each kind of scope.',
    ],
    wrong: {
      files: {
        'eccluster.conf': `Logs {
  logfile = "/var/log/eccluster/%Y/%m/%d/%{l}/%{n}"
}
Domain "yahoo.com" {
  Max_Outbound_Connections = 20
}
`,
      },
    },
    right: {
      files: {
        'eccluster.conf': `Logs {
  logfile = "/var/log/eccluster/%Y/%m/%d/%{l}/%{n}"
}
`,
      },
    },
  },

  'schema/wrong-scope': {
    title: 'The name exists, but not in this scope',
    text: [
      'Each option and each stanza has the scopes in which it may stand; elsewhere the product refuses the configuration as it does for a name that nobody knows. The finding says where the name belongs, and what the option is called here if it has another name.',
      'Near-namesakes are the usual cause: `Idle_Timeout` is for delivery and `Idle_Time` for a listener, `Enable` is for a listener and `Enabled` for a module. A brace in the wrong line does it too: then the statement is right and the stanza around it is not.',
    ],
    wrong: {
      files: {
        'ports.conf': `ESMTP_Listener {
  Listen ":25" {
    Enabled = true
  }
}
`,
      },
    },
    right: {
      files: {
        'ports.conf': `ESMTP_Listener {
  Listen ":25" {
    Enable = true
  }
}
`,
      },
    },
  },

  'schema/wrong-type': {
    title: 'A value is not of the kind that its option takes',
    text: [
      'Each option takes values of one kind: a number, a boolean, one of a few words, an address, a regular expression. A value of another kind stops the product from loading the configuration, or is read as something that nobody meant. The finding says what is expected, with an example, and where it is clear what was meant, a fix writes it.',
      'Times and sizes are plain numbers in the unit of the option: the language has no `10m` and no `50MB`. A network has a mask of at most 32 bits, or 128 for IPv6. A regular expression is one that PCRE compiles, with everything that PCRE has and other dialects have not. The names of some scopes have a kind too: a `Listen` is named after an address with its port, a `Peer` after an address or a network.',
    ],
    wrong: {
      files: {
        'listener.conf': `ESMTP_Listener {
  Listen ":25" {
    Idle_Time = 5m
  }
  Relay_Hosts = ( "10.0.0.0/40" )
}
`,
      },
    },
    right: {
      files: {
        'listener.conf': `ESMTP_Listener {
  Listen ":25" {
    Idle_Time = 300
  }
  Relay_Hosts = ( "10.0.0.0/8" )
}
`,
      },
    },
  },
}
