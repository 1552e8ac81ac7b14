import type { ExplanationsOf } from './explanation.js'

/** The findings about weak or open access. */
export const SECURITY: ExplanationsOf<'security'> = {
  'security/digest-unsupported': {
    title: 'DIGEST-MD5 is offered with a store that cannot serve it',
    text: [
      'With DIGEST-MD5 the client never sends its password, but a digest of user, realm, password and a number that changes every time. The product can check it only when it knows the password itself or the digest of user, realm and password: a digest file, a file with clear text, or a `Scheme` whose `Authenticate` returns one of the two with `returns_password = true`.',
      'A query that compares the password by itself, an LDAP server, and hashes such as `ssha1` or `ucrypt` cannot serve it: every login fails. The type `md5` of a `Scheme` is the digest and will do; the word `md5` in a `type_map` is the hash of the password alone and will not.',
      'Let the query return a password that can be used, or offer `AuthLoginParameters`: there the client sends the password. A control listener has no TLS, so do that on the loopback address only.',
    ],
    wrong: {
      files: {
        'eccluster.conf': `Control_Listener {
  Enable_Authentication = true
  AuthDigestMD5Parameters = [ uri = "staff://" ]
  Listen "127.0.0.1:2025" {
  }
}
Datasource "staff" {
  uri = ( "pgsql:dbname=staff;user=ecuser" )
}
auth_ds {
  Scheme "staff" {
    Authenticate {
      cache = "staff"
      query = "SELECT 1 FROM people WHERE name = :name AND password = :password"
      map = [
        name = "%{username}"
        password = "%{password}"
      ]
    }
  }
}
`,
      },
    },
    right: {
      files: {
        'eccluster.conf': `Control_Listener {
  Enable_Authentication = true
  AuthDigestMD5Parameters = [ uri = "staff://" ]
  Listen "127.0.0.1:2025" {
  }
}
Datasource "staff" {
  uri = ( "pgsql:dbname=staff;user=ecuser" )
}
auth_ds {
  Scheme "staff" {
    Authenticate {
      cache = "staff"
      query = "SELECT digest FROM people WHERE name = :name"
      map = [ name = "%{username}" ]
      returns_password = true
      type = "md5"
    }
  }
}
`,
      },
    },
  },

  'security/no-authentication': {
    title: 'The console can be reached over TCP without a password',
    text: [
      'Whoever connects to such an address is let in as `anonymous`, and without authorization may run every command: read the configuration with its passwords, change it, shut the process down. On a Unix domain socket the system says who connects; on TCP only a password does.',
      'Authentication is off where `Enable_Authentication` is false, where `Always_Allow` is on, or where nothing is said and neither the `Listen` nor its listener has a mechanism such as `AuthDigestMD5Parameters`. The value of a `Peer` counts first, then that of the `Listen`, then that of the listener.',
      'On the loopback address the clients are the users of the machine, and the finding is no more than information.',
    ],
    wrong: {
      files: {
        'eccluster.conf': `Control_Listener {
  Listen "/tmp/2025" {
  }
  Listen ":2025" {
  }
}
`,
      },
    },
    right: {
      files: {
        'eccluster.conf': `Control_Listener {
  Listen "/tmp/2025" {
  }
  Listen ":2025" {
    Enable_Authentication = true
    AuthDigestMD5Parameters = [ uri = "digest:///opt/msys/ecelerity/etc/console_passwd" ]
  }
}
`,
      },
    },
  },

  'security/no-roles': {
    title: 'Authorization is on, but no role allows any command',
    text: [
      'With `Enable_Authorization` a command is run only when a role of the user allows it. A role is the name of the user, or one of those that `AuthorizationParameters` gives; what it allows stands in `Authorization { Role "..." { allow = ( ... ) } }`.',
      'What no rule allows is refused. Without such a rule nobody can run anything on that listener, not even `config reload`: the way out is to edit the file and to restart.',
    ],
    wrong: {
      files: {
        'eccluster.conf': `Control_Listener {
  Listen "/tmp/2025" {
    Enable_Authorization = true
  }
}
`,
      },
    },
    right: {
      files: {
        'eccluster.conf': `Control_Listener {
  Listen "/tmp/2025" {
    Enable_Authorization = true
  }
}
Authorization {
  Role "root" {
    allow = ( ".*" )
  }
}
`,
      },
    },
  },

  'security/open-relay': {
    title: 'Mail is relayed for anybody',
    text: [
      'A server that takes mail from anybody for anybody is found by spammers within hours, and on every blocking list within days. Four options can open it: `Open_Relay`, a network in `Relay_Hosts` that holds every address, and `*` in `Relay_Domains` or `Relay_For_Sending_Domains`.',
      'What counts is what holds for a client of which nothing special is said: the `Listen`, its listener, the pathway that they name, and the global value. An open pathway is fine as long as only the `Peer` stanzas of known networks lead to it. Addresses that ask for a password, and those of the machine itself, are not looked at; on an address of a private network the finding is no more than information.',
    ],
    wrong: {
      files: {
        'ecelerity.conf': `Relay_Hosts = ( "0.0.0.0/0" )
ESMTP_Listener {
  Listen ":25" {
  }
}
`,
      },
    },
    right: {
      files: {
        'ecelerity.conf': `Relay_Hosts = ( "127.0.0.0/8" "10.20.0.0/16" )
ESMTP_Listener {
  Listen ":25" {
  }
}
`,
      },
    },
  },

  'security/readable-secret': {
    title: 'A password stands in a file that everybody on the machine can read',
    text: [
      'Every user and every program on the machine can take the password from there, and a copy or a backup keeps the mode. A password that has only been commented out counts too.',
      'Take the right away from others: `chmod 640 FILE`. The user that the product runs as must still be able to read it, as owner or by its group. Then change the password, for it may have been read.',
      'Words that only hold the place of a password, such as `changeme`, are no secret. Files below a `--sysroot` are copies of what will be installed, and are not looked at. Where configurations are checked in a working copy, whose modes say nothing about the installed files, switch the rule off for that project.',
    ],
    wrong: {
      files: {
        'eccluster.conf': `Datasource "ecdb" {
  uri = ( "pgsql:host=db1.example.net;dbname=ecelerity;user=ecuser;password=sunny-Harbour-41" )
}
`,
      },
      readable: ['eccluster.conf'],
    },
    right: {
      files: {
        'eccluster.conf': `Datasource "ecdb" {
  uri = ( "pgsql:host=db1.example.net;dbname=ecelerity;user=ecuser;password=sunny-Harbour-41" )
}
`,
      },
    },
  },

  'security/slow-expression': {
    title: 'A regular expression can take a time that doubles with each character',
    text: [
      'Where a repetition can match the same text in many ways, and something behind it does not match, PCRE tries all of the ways. In `([a-z]+-?)+@` the inner and the outer repetition can share out a run of letters as they like: 20 letters in half a million ways, each further letter twice as many. One address that somebody else made up can then keep a thread busy for hours, or until PCRE gives up and the answer is wrong.',
      'It takes three things: a repetition without a limit, in it something that can be repeated or chosen in two ways for the same text, and behind it something that may fail. Take one away: repeat once (`[a-z-]+@`), let the alternatives begin with different characters (`[a-z]+(-[a-z]+)*@`), or forbid to try again with `(?>...)` or `++`.',
    ],
    wrong: {
      files: {
        'bounces.conf': `Bounce_Pattern = "^([a-z]+-?)+@bounces[.]example[.]com$"
`,
      },
    },
    right: {
      files: {
        'bounces.conf': `Bounce_Pattern = "^[a-z]+(-[a-z]+)*@bounces[.]example[.]com$"
`,
      },
    },
  },

  'security/unanchored-pattern': {
    title: 'A pattern of a role is found anywhere in a command',
    text: [
      'The product searches for the patterns of `allow` in the whole text of a command. `summary` allows `binding summary` as well, and a pattern that looks harmless may be found in the operands of a command that is not.',
      'Begin every alternative with `^`; put the alternatives in brackets, `^(?:help|version)`, so that it holds for all of them. That a pattern may end anywhere is how a command with operands is allowed: where it matters, end it with `$`.',
      'A pattern that begins with `.*` says plainly that it means any place, and is not reported.',
    ],
    wrong: {
      files: {
        'roles.conf': `Authorization {
  Role "helpdesk" {
    allow = ( "^help" "summary" )
  }
}
`,
      },
    },
    right: {
      files: {
        'roles.conf': `Authorization {
  Role "helpdesk" {
    allow = ( "^help" "^summary$" )
  }
}
`,
      },
    },
  },
}
