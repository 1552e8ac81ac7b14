import type { ExplanationsOf } from './explanation.js'

export const REFERENCE: ExplanationsOf<'reference'> = {
  'reference/hidden-domain': {
    title: 'An earlier regular expression always comes before this one',
    text: [
      'A domain that has no stanza of its own takes its values from the regular expressions that match it. Of those in one place (at the top level, in one binding group, in one binding) the first one that sets an option counts for that option. When an earlier expression matches all that a later one matches, and sets the same option, the later one never has a say.',
      'Put the narrow expressions before the wide ones. The finding names single options when the others of the stanza still count.',
      'Only simple expressions are compared: texts at the start, at the end or anywhere, and alternatives of such. A finding is certain; that there is none is not.',
    ],
    wrong: {
      files: {
        'ecelerity.conf': `Domain "/[.]fr$/" {
  Max_Outbound_Connections = 5
}
Domain "/^(wanadoo|orange)[.]fr$/" {
  Max_Outbound_Connections = 3
}
`,
      },
    },
    right: {
      files: {
        'ecelerity.conf': `Domain "/^(wanadoo|orange)[.]fr$/" {
  Max_Outbound_Connections = 3
}
Domain "/[.]fr$/" {
  Max_Outbound_Connections = 5
}
`,
      },
    },
  },

  'reference/missing-file': {
    title: 'A value names a file that does not exist',
    text: [
      'Keys, certificates, scripts and the like are read by the product when it starts, or when the first connection needs them; a listener with TLS whose certificate is missing refuses its clients. This is looked for only with `--check-files`, on the machine that has the files: in a checkout they are mostly elsewhere.',
      'Only absolute paths without macros are looked at, below `--sysroot` when it is given.',
    ],
    wrong: {
      checkFiles: true,
      files: {
        'ecelerity.conf': `ESMTP_Listener {
  Listen ":25" {
    TLS_Certificate = "/etc/pki/tls/mail.crt"
  }
}
`,
        '/etc/pki/tls/certs/mail.crt': '-----BEGIN CERTIFICATE-----\n',
      },
    },
    right: {
      checkFiles: true,
      files: {
        'ecelerity.conf': `ESMTP_Listener {
  Listen ":25" {
    TLS_Certificate = "/etc/pki/tls/certs/mail.crt"
  }
}
`,
        '/etc/pki/tls/certs/mail.crt': '-----BEGIN CERTIFICATE-----\n',
      },
    },
  },

  'reference/same-address': {
    title: 'Two listeners have one address',
    text: [
      'Only one socket can be opened on an address; the second one fails when the product starts or reloads. It does not matter whether the two are of one kind of listener or of two, nor in which files they stand.',
      '`:25`, `*:25` and `0.0.0.0:25` are one address: any IPv4 address. `[*]:25` and `[::]:25` are any IPv6 address, which is another one. A certain address beside any address is not reported. A Listen with `Enable = false` does not count.',
    ],
    wrong: {
      files: {
        'ecelerity.conf': `ESMTP_Listener {
  Listen ":25" { }
  Listen "*:25" { }
}
`,
      },
    },
    right: {
      files: {
        'ecelerity.conf': `ESMTP_Listener {
  Listen ":25" { }
  Listen "*:587" { }
}
`,
      },
    },
  },

  'reference/undefined': {
    title: 'An option names something that does not exist',
    text: [
      'Some options name another scope: `Pool_Name` a ThreadPool, `Event_Loop` an EventLoop, `Pathway` a Pathway, `cache` a Datasource, the scheme of a URI such as `ecauth://` a Scheme of `auth_ds`. No file of the configuration defines the one that is named here.',
      'Instances are compared as they are written: `io` is not the thread pool `IO`. The thread pools that the product always has, the binding and the binding group `default`, and the schemes `digest`, `file` and `groups` need no stanza.',
      'Nodes (`Duravip_Preference`) are looked for among the peers of `msgc_server`, and the paths of collected logs in `logs` of the cluster, and only a slip of typing is reported. The same goes for schemes where scripts are loaded, since these may register their own.',
      'Nothing is said about fragments, nor when an include is missing or a text cannot be read: what is named may stand there.',
    ],
    wrong: {
      files: {
        'ecelerity.conf': `ThreadPool "reception" {
  concurrency = 16
}
ESMTP_Listener {
  Pool_Name = "recption"
  Listen ":25" { }
}
`,
      },
    },
    right: {
      files: {
        'ecelerity.conf': `ThreadPool "reception" {
  concurrency = 16
}
ESMTP_Listener {
  Pool_Name = "reception"
  Listen ":25" { }
}
`,
      },
    },
  },

  'reference/unused': {
    title: 'Nothing refers to a scope that does nothing by itself',
    text: [
      'A ThreadPool, an EventLoop, a Datasource, a Pathway, or a Scheme of `auth_ds` or `alias` has no effect until an option names it. This one is defined and nobody does: it is left over, or the option that was to name it is missing.',
      'A name that stands anywhere in a text of the configuration counts as used. Scripts can use thread pools, data sources and schemes without a trace in the configuration, so nothing is said about these where scripts are loaded.',
    ],
    wrong: {
      files: {
        'ecelerity.conf': `EventLoop "receive" {
  concurrency = 4
}
ESMTP_Listener {
  Listen ":25" { }
}
`,
      },
    },
    right: {
      files: {
        'ecelerity.conf': `EventLoop "receive" {
  concurrency = 4
}
ESMTP_Listener {
  Event_Loop = "receive"
  Listen ":25" { }
}
`,
      },
    },
  },
}
