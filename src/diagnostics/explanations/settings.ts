import type { ExplanationsOf } from './explanation.js'

/** The findings about what tells the linter what to do: comments that suppress findings. */
export const SETTINGS: ExplanationsOf<'settings'> = {
  'settings/expired-suppression': {
    title: 'A comment suppresses findings until a day that is over',
    text: [
      'Whoever wrote the comment meant to come back to it: behind `until` stands the last day on which it holds, as in `until 2027-01-31`. From the next day on (in UTC) what it suppressed is reported again.',
      'Mend what is found and take the comment out. When there is a reason to wait longer, write a later day.',
    ],
    wrong: {
      files: {
        'domains.conf': `Domain "example.com" {
  # ecconf-disable-next-line schema/duplicate-option -- both relays, until 2024-12-31
  Gateway = "relay1.example.com"
}
`,
      },
    },
    right: {
      files: {
        'domains.conf': `Domain "example.com" {
  Gateway = "relay1.example.com"
}
`,
      },
    },
  },

  'settings/invalid-suppression': {
    title: 'A comment that is to suppress findings is not written as it has to be',
    text: [
      'There are three: `# ecconf-disable-next-line CODE -- REASON` is about the next line with a statement, `# ecconf-disable-line` about its own, and `# ecconf-disable-file`, before the first statement, about the whole file. They may stand between `/*` and `*/` too.',
      'Several codes are set apart by commas, and `style/*` means all that begin with it. Behind `--` stands the reason, without which nobody will know later whether the comment may go. `until 2027-01-31` in it names the last day on which the comment holds.',
      'A comment that lacks one of these suppresses nothing; one of its codes that does not exist is passed over. What the parser finds cannot be suppressed: how the text behind it is meant is a guess.',
    ],
    wrong: {
      files: {
        'domains.conf': `# ecconf-disable-file schema/unknown-option
Domain "example.com" {
  Gateway = "relay1.example.com"
}
`,
      },
    },
    right: {
      files: {
        'domains.conf': `# ecconf-disable-file schema/unknown-option -- options of our own module
Domain "example.com" {
  Gateway = "relay1.example.com"
}
`,
      },
    },
  },

  'settings/unused-suppression': {
    title: 'A comment suppresses nothing',
    text: [
      'Nothing is found any more where the comment says it would be: somebody has mended it, or the comment stands in another place now. Left there, it would hide the next mistake.',
      'It is reported only when the finding was looked for. In a fragment, without `--target` or with the rule switched off, nobody can say that a comment is of no use.',
    ],
    wrong: {
      files: {
        'ecelerity.conf': `# ecconf-disable-next-line schema/unknown-option -- our own module has it
Message_Expiration = 86400
`,
      },
    },
    right: {
      files: {
        'ecelerity.conf': `Message_Expiration = 86400
`,
      },
    },
  },
}
