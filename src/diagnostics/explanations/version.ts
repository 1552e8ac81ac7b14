import type { ExplanationsOf } from './explanation.js'

/** The findings about the version that `--target` names. */
export const VERSION: ExplanationsOf<'version'> = {
  'version/default-changed': {
    title: 'An option has the value that was its default in an earlier version',
    text: [
      'With `--target` the product version is known, and its default is another one. Often somebody once wrote down what held anyway, and so keeps what the product has moved on from.',
      'Take the line out to go with the default. If the old value is what you want, leave it: it keeps working, and the finding is information only.',
      'An option that is not set at all is not reported: from which version you come is not known.',
    ],
    wrong: {
      files: {
        'ecelerity.conf': `adaptive {
  data_store_sync_interval = 900
}
`,
      },
      target: '4.2.28',
    },
    right: {
      files: {
        'ecelerity.conf': `adaptive {
}
`,
      },
      target: '4.2.28',
    },
  },

  'version/deprecated': {
    title: 'An option or a module is deprecated in the target version',
    text: [
      'It still works in the version that `--target` names, and a later one may not have it. Change it while nothing depends on it; where the product has something in its place, the finding says what.',
    ],
    wrong: {
      files: {
        'ecelerity.conf': `bounce_classifier "bc" {
}
`,
      },
      target: '3.6.12',
    },
    right: {
      files: {
        'ecelerity.conf': `bounce_classifier_override {
}
`,
      },
      target: '3.6.12',
    },
  },

  'version/not-yet': {
    title: 'An option, a scope or a module came after the target version',
    text: [
      'The version that `--target` names does not know it, and a configuration with an unknown option is refused as a whole. What stands in a scope that is reported is not reported again.',
      'Releases and hot fixes are told apart: what came with `4.1-HF4` is not in 4.1, and is in every version after that hot fix. What came to two branches at once is in each of them from its own release on.',
      'What the documents of the other product line have, without a word about when it came, is reported as information: it may be there all the same.',
    ],
    wrong: {
      files: {
        'ecelerity.conf': `Pathway "tracked" {
  Click_Tracking_Enabled = true
}
ESMTP_Listener {
  Pathway = "tracked"
  Listen ":25" {
  }
}
`,
      },
      target: '4.1',
    },
    right: {
      files: {
        'ecelerity.conf': `Pathway "tracked" {
  Click_Tracking_Enabled = true
}
ESMTP_Listener {
  Pathway = "tracked"
  Listen ":25" {
  }
}
`,
      },
      target: '4.1-HF4',
    },
  },

  'version/removed': {
    title: 'The target version no longer has an option, a scope or a module',
    text: [
      'It was removed at or before the version that `--target` names, or only the other product line has it. A configuration with an unknown option is refused as a whole, so take it out before the upgrade, or put in its place what the finding names.',
      'What only the documents of 3.x speak of, without a word that it ended, is reported as information: it may still be there.',
    ],
    wrong: {
      files: {
        'ecelerity.conf': `Domain "example.com" {
  DKIM = true
}
`,
      },
      target: '4.2.28',
    },
    right: {
      files: {
        'ecelerity.conf': `Domain "example.com" {
  opendkim_sign = true
}
`,
      },
      target: '4.2.28',
    },
  },
}
