import type { ExplanationsOf } from './explanation.js'

/** The findings about what includes take in. */
export const INCLUDE: ExplanationsOf<'include'> = {
  'include/backup-file': {
    title: 'A backup is read with the folder that it lies in',
    text: [
      'When a folder is included, the product reads every file in it in the order of bytes, except those whose names begin with a dot. It does not look at the end of the name: `limits.conf~` of an editor, `limits.conf.rpmsave` of a package manager and `limits.conf.20240304` count like any other, and most of them are read after the file that they are a copy of. So the old values win.',
      'Keep copies elsewhere, or in version control.',
    ],
    wrong: {
      files: {
        'eccluster.conf': `include "parts/"
`,
        'parts/limits.conf': `Security {
  User = "ecuser"
}
`,
        'parts/limits.conf.rpmsave': `Security {
  Group = "ecuser"
}
`,
      },
    },
    right: {
      files: {
        'eccluster.conf': `include "parts/"
`,
        'parts/limits.conf': `Security {
  User = "ecuser"
}
`,
      },
    },
  },

  'include/cycle': {
    title: 'Files include each other in a circle',
    text: [
      'A file asks for itself while it is being read, directly or by way of others. The product would never come to an end of it, so the load fails.',
      'The finding names the whole circle. Take one of the includes out; what both files need belongs into a third one.',
    ],
    wrong: {
      files: {
        'eccluster.conf': `include "logs.conf"
`,
        'logs.conf': `include "eccluster.conf"
Logs {
  dir_mode = "0755"
}
`,
      },
    },
    right: {
      files: {
        'eccluster.conf': `include "logs.conf"
`,
        'logs.conf': `Logs {
  dir_mode = "0755"
}
`,
      },
    },
  },

  'include/local-changes': {
    title: 'The local changes file can take no changes',
    text: [
      '`Local_Changes_File` names the file for changes on the console that no other file can take. It is read after everything else, wherever the option stands. So that it can be written, it must be neither the main file nor included by any statement: a file that is read twice is read-only everywhere.',
      '`Local_Changes_Only` sends every change there, and needs such a file.',
      'That the file does not exist yet is no mistake: it is made when the first change is saved.',
    ],
    wrong: {
      files: {
        'eccluster.conf': `Local_Changes_File = "local.conf"
include "local.conf"
`,
        'local.conf': `Security {
  User = "ecuser"
}
`,
      },
    },
    right: {
      files: {
        'eccluster.conf': `Local_Changes_File = "local.conf"
`,
        'local.conf': `Security {
  User = "ecuser"
}
`,
      },
    },
  },

  'include/missing': {
    title: 'An included file does not exist',
    text: [
      'The product refuses the whole configuration. A relative name is looked for beside the file with the include first, then along the search path; the finding names every place.',
      'Where the product is not installed, `--sysroot` says which folder stands for the root: absolute names are then looked for below it.',
    ],
    wrong: {
      files: {
        'eccluster.conf': `include "webui-comon.conf"
`,
      },
    },
    right: {
      files: {
        'eccluster.conf': `include "webui-common.conf"
`,
        'webui-common.conf': `Security {
  User = "ecuser"
}
`,
      },
    },
  },

  'include/too-many': {
    title: 'Too many files are included',
    text: [
      'Files that are included several times, and include others several times, multiply: ten includes on each of five levels are a hundred thousand files to read. Nobody means that, so after 10,000 files, or files inside each other 256 deep, the rest is passed over.',
      'Include each file once, at the place where its definitions are to count.',
    ],
    wrong: {
      files: {
        'eccluster.conf': `include "a.conf"
include "a.conf"
include "a.conf"
include "a.conf"
include "a.conf"
include "a.conf"
include "a.conf"
include "a.conf"
include "a.conf"
include "a.conf"
`,
        'a.conf': `include "b.conf"
include "b.conf"
include "b.conf"
include "b.conf"
include "b.conf"
include "b.conf"
include "b.conf"
include "b.conf"
include "b.conf"
include "b.conf"
`,
        'b.conf': `include "c.conf"
include "c.conf"
include "c.conf"
include "c.conf"
include "c.conf"
include "c.conf"
include "c.conf"
include "c.conf"
include "c.conf"
include "c.conf"
`,
        'c.conf': `include "d.conf"
include "d.conf"
include "d.conf"
include "d.conf"
include "d.conf"
include "d.conf"
include "d.conf"
include "d.conf"
include "d.conf"
include "d.conf"
`,
        'd.conf': `Security {
  User = "ecuser"
}
`,
      },
    },
    right: {
      files: {
        'eccluster.conf': `include "a.conf"
`,
        'a.conf': `include "b.conf"
`,
        'b.conf': `Security {
  User = "ecuser"
}
`,
      },
    },
  },

  'include/twice': {
    title: 'A file is included more than once',
    text: [
      'The product reads it each time. That is no mistake by itself, but it makes the file read-only everywhere: a change on the console cannot be written to it, since it would count in two places.',
      'Include it once. A file that is meant for two scopes may well be included in both; edit it by hand then.',
    ],
    wrong: {
      files: {
        'eccluster.conf': `include "security.conf"
include "security.conf"
`,
        'security.conf': `Security {
  User = "ecuser"
}
`,
      },
    },
    right: {
      files: {
        'eccluster.conf': `include "security.conf"
`,
        'security.conf': `Security {
  User = "ecuser"
}
`,
      },
    },
  },

  'include/unreadable': {
    title: 'A file is there, but cannot be read',
    text: [
      'The user that runs `ecconf` may not read the file, or it is no regular file but a folder, a device or a socket. The rest of the configuration is checked without it.',
      'The product reads its files as the user of the option `User` in `Security`: what you cannot read here, it may be able to, and the other way round.',
    ],
    wrong: {
      files: {
        'eccluster.conf': `Local_Changes_File = "/opt/msys/ecelerity/etc"
`,
      },
    },
    right: {
      files: {
        'eccluster.conf': `Local_Changes_File = "/opt/msys/ecelerity/etc/local_changes.conf"
`,
      },
    },
  },

  'include/unsupported-scheme': {
    title: 'A file is to be included from somewhere else than this machine',
    text: [
      'The product can take files in by a URI. `ecconf` follows `file://`, and the local file behind `persist://`; what comes from the network would differ from one check to the next, so it is not fetched. The rest of the configuration is checked without it.',
      'Keep a copy of the file beside the others and include that.',
    ],
    wrong: {
      files: {
        'eccluster.conf': `include "http://config.example.net/limits.conf"
`,
      },
    },
    right: {
      files: {
        'eccluster.conf': `include "limits.conf"
`,
        'limits.conf': `Security {
  User = "ecuser"
}
`,
      },
    },
  },
}
