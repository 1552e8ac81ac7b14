import type { ExplanationsOf } from './explanation.js'

/** The findings about which of several definitions wins. */
export const OVERLAY: ExplanationsOf<'overlay'> = {
  'overlay/not-last': {
    title: 'An overlay is not the last thing that is read',
    text: [
      'A file that the main file takes in with `readonly_include` at its top level is meant to win: the real database comes over the stand-in that the product ships. The last definition counts, so whatever follows can take back what the overlay says.',
      'On a manager the overlay has to be last, even when nothing is lost yet: the next line that somebody adds at the end of the file may be the one that does it. On a node it is reported only when something that follows sets an option of the overlay again. Another overlay may follow, and the local changes file is read after everything else.',
    ],
    wrong: {
      files: {
        'eccluster.conf': `readonly_include "installer.conf"
Logs {
  dir_mode = "0755"
}
`,
        'installer.conf': `Logs {
  dir_mode = "0750"
}
`,
      },
    },
    right: {
      files: {
        'eccluster.conf': `Logs {
  File_Mode = 0640
}
readonly_include "installer.conf"
`,
        'installer.conf': `Logs {
  dir_mode = "0750"
}
`,
      },
    },
  },

  'overlay/shadowed': {
    title: 'A definition is replaced by one in another file that is read later',
    text: [
      'Of several definitions of one option in one scope the last one counts; arrays are replaced and not joined. That is how an overlay works, so this is information: it says where the value that you look at has no effect, and which one has.',
      'To change the value, change the definition that counts. `ecconf why` shows all of them, and `ecconf overlay show` what one overlay does.',
    ],
    wrong: {
      files: {
        'eccluster.conf': `include "site.conf"
readonly_include "installer.conf"
`,
        'site.conf': `Logs {
  dir_mode = "0755"
}
`,
        'installer.conf': `Logs {
  dir_mode = "0750"
}
`,
      },
    },
    right: {
      files: {
        'eccluster.conf': `include "site.conf"
readonly_include "installer.conf"
`,
        'site.conf': `Logs {
  File_Mode = 0640
}
`,
        'installer.conf': `Logs {
  dir_mode = "0750"
}
`,
      },
    },
  },
}
