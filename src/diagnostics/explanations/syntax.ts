import type { ExplanationsOf } from './explanation.js'

export const SYNTAX: ExplanationsOf<'syntax'> = {
  'syntax/binary-file': {
    title: 'The file is no text at all',
    text: [
      'Something else than a configuration was read: a compressed file, a database, a program, or a file of which a crash of the machine left only zeros. The finding is given once, and nothing else is looked at.',
      'Mostly an `include` of a folder takes along what does not belong there, or an archive was copied without being unpacked. Check the name, or take the file back from a copy.',
    ],
    wrong: {
      files: {
        'security.conf': `\x1f\x8b\x08${'\0'.repeat(40)}`,
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

  'syntax/colon': {
    title: 'A `:` stands where `=` belongs',
    text: [
      'Options are written `Name = value` here. The colon comes from YAML, from JSON or from the configuration of another program. A colon inside a value, as in `127.0.0.1:2025`, is no mistake.',
    ],
    wrong: {
      files: {
        'security.conf': `Security {
  User: "ecuser"
  Group = "ecuser"
}
`,
      },
    },
    right: {
      files: {
        'security.conf': `Security {
  User = "ecuser"
  Group = "ecuser"
}
`,
      },
    },
  },

  'syntax/control-character': {
    title: 'A control character stands in the text',
    text: [
      'A character that no key prints came into the file: the escape of a coloured terminal, a backspace, an end-of-file mark of DOS. Text that was copied from a terminal window or passed through a script often has them.',
      'Most editors do not show it. The finding gives its number, and the place is where it stands, so it can be deleted with what is on both sides and typed anew.',
    ],
    wrong: {
      files: {
        'security.conf': `Security {\n  User = \x1b"ecuser"\n}\n`,
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

  'syntax/encoding': {
    title: 'The file is encoded in UTF-16',
    text: [
      'The product reads bytes as ASCII or UTF-8. An editor on Windows saved the file with two bytes for each character, so that every other byte is zero, and no word is found in it.',
      'Save it as UTF-8, or convert it: `iconv -f UTF-16 -t UTF-8 FILE`.',
    ],
    wrong: {
      files: {
        'security.conf': [...'Use_IPv6 = false\n'].join('\0'),
      },
    },
    right: {
      files: {
        'security.conf': `Use_IPv6 = false
`,
      },
    },
  },

  'syntax/extra-brace': {
    title: 'A `}` closes nothing',
    text: [
      'There are more closing braces than opening ones. Either this one is left over from a stanza that was taken out, or a stanza above is closed too early, and what follows it now stands in the wrong scope.',
      'Where the indentation tells which brace it is, the finding is at that brace; otherwise it is at the end of the file.',
    ],
    wrong: {
      files: {
        'listener.conf': `ESMTP_Listener {
  Listen ":25" {
    Enable = true
  }
}
}
Use_IPv6 = false
`,
      },
    },
    right: {
      files: {
        'listener.conf': `ESMTP_Listener {
  Listen ":25" {
    Enable = true
  }
}
Use_IPv6 = false
`,
      },
    },
  },

  'syntax/extra-words': {
    title: 'Something stands behind a value that does not belong there',
    text: [
      'An option has one value. A value with a blank in it is quoted, and several values stand in parentheses. The language has no units (`10 minutes`), no joining of strings (`"a" "b"`) and no list without parentheses.',
      'In the head of a stanza there is the name and at most one instance.',
    ],
    wrong: {
      files: {
        'domain.conf': `Domain "example.com" {
  Retry_Interval = 10 minutes
  Max_Retries = 3
}
`,
      },
    },
    right: {
      files: {
        'domain.conf': `Domain "example.com" {
  Retry_Interval = 600
  Max_Retries = 3
}
`,
      },
    },
  },

  'syntax/foreign-text': {
    title: 'A piece of another language stands in the file',
    text: [
      'The text is recognised as something else: JSON, YAML, XML, an INI section, Lua, SQL, a shell script, the configuration of nginx, a diff, a command of the console, or a comment with `//` or `--`. It was pasted into the wrong file, or written from habit.',
      'A comment begins with `#`, or stands between `/*` and `*/`. What belongs to the environment of the program, such as `export NAME=value`, goes into the environment file.',
    ],
    wrong: {
      files: {
        'domain.conf': `// no more than three tries
Domain "example.com" {
  Max_Retries = 3
}
`,
      },
    },
    right: {
      files: {
        'domain.conf': `# no more than three tries
Domain "example.com" {
  Max_Retries = 3
}
`,
      },
    },
  },

  'syntax/include-operand': {
    title: 'An include does not name a file',
    text: [
      'Behind `include` and `readonly_include` stands one file, folder or URI in quotes, without a `=` and without parentheses. To take in several files, write a line for each, or put them into a folder and include the folder.',
    ],
    wrong: {
      files: {
        'ecelerity.conf': `include = "domains.conf"
Use_IPv6 = false
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
Use_IPv6 = false
`,
        'domains.conf': `Domain "example.com" {
  Max_Retries = 3
}
`,
      },
    },
  },

  'syntax/invalid-hash': {
    title: 'The hash of a user in a digest file is not what the product compares with',
    text: [
      'A line of a digest file, such as `console_passwd`, is `user:realm:hash`, and the hash is the MD5 of `user:realm:password` in 32 lower-case hexadecimal digits. A user whose hash has another length or upper-case letters cannot log in.',
      'A hash that was cut off when it was copied cannot be repaired: set the password anew.',
    ],
    wrong: {
      files: {
        console_passwd: `admin:Momentum Console:5F4DCC3B5AA765D61D8327DEB882CF99
`,
      },
    },
    right: {
      files: {
        console_passwd: `admin:Momentum Console:5f4dcc3b5aa765d61d8327deb882cf99
`,
      },
    },
  },

  'syntax/invisible-character': {
    title: 'A character that nobody sees stands in the text',
    text: [
      'It looks like a space and is none, or like nothing at all: a no-break space, a zero-width space, a byte order mark in the middle of the file, a mark that turns the writing direction. Web pages, word processors and chat programs put them in.',
      'To the product it is a part of the word beside it, so that a name that looks right is unknown. Delete it, and write an ordinary space where one is meant; `--fix` does both. Inside strings and comments such characters are text and are left alone.',
    ],
    wrong: {
      files: {
        'security.conf': 'Security {\n  User\u00a0= "ecuser"\n}\n',
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

  'syntax/merge-conflict': {
    title: 'The marks of a merge conflict are still in the file',
    text: [
      'Git could not decide between two versions and left both, with `<<<<<<<`, `=======` and `>>>>>>>` around them. Keep one of the two, or what they mean together, and take the three marks out. Each conflict is one finding, and what lies inside is not looked at.',
    ],
    wrong: {
      files: {
        'logs.conf': `Logs {
<<<<<<< HEAD
  dir_mode = "0755"
=======
  dir_mode = "0750"
>>>>>>> log-modes
}
`,
      },
    },
    right: {
      files: {
        'logs.conf': `Logs {
  dir_mode = "0750"
}
`,
      },
    },
  },

  'syntax/mismatched-bracket': {
    title: 'A bracket is closed with one of another kind',
    text: [
      'Three kinds of brackets mean three things: `{ }` holds the contents of a stanza, `( )` the elements of an array, and `[ ]` the entries `key = value` of a dictionary. The closing one must be of the same kind.',
    ],
    wrong: {
      files: {
        'relay.conf': `Relay_Hosts = ( "10.0.0.0/8" "192.0.2.7" ]
Use_IPv6 = false
`,
      },
    },
    right: {
      files: {
        'relay.conf': `Relay_Hosts = ( "10.0.0.0/8" "192.0.2.7" )
Use_IPv6 = false
`,
      },
    },
  },

  'syntax/missing-brace': {
    title: 'The `{` of a stanza is missing',
    text: [
      'The head of a stanza is there and so are its contents, with a `}` behind them, but nothing opens it. It is easily lost with the end of the line, above all when a comment was put before it: in `Domain "example.com" # {` the brace is a part of the comment.',
    ],
    wrong: {
      files: {
        'domain.conf': `Domain "example.com"
  Max_Retries = 3
}
Use_IPv6 = false
`,
      },
    },
    right: {
      files: {
        'domain.conf': `Domain "example.com" {
  Max_Retries = 3
}
Use_IPv6 = false
`,
      },
    },
  },

  'syntax/missing-equals': {
    title: 'The `=` between name and value is missing',
    text: [
      'On the console `config set` takes `Name value`; in a file it is always `Name = value`. The same slip happens to those who come from a program whose options have only a blank there.',
      'Before `[` and `(` the product does without it: that is `style/missing-equals`.',
    ],
    wrong: {
      files: {
        'security.conf': `Security {
  User "ecuser"
  Group = "ecuser"
}
`,
      },
    },
    right: {
      files: {
        'security.conf': `Security {
  User = "ecuser"
  Group = "ecuser"
}
`,
      },
    },
  },

  'syntax/missing-field': {
    title: 'A line of a user file lacks one of its fields',
    text: [
      'These files have a user or a group on each line, with `:` between the fields: `user:realm:hash` in a digest file such as `console_passwd`, `user:password` in a plain one, `group:user,user` in a groups file such as `console_roles`. None of the fields may be empty.',
      'Often a file of one kind stands where another is expected. A comment begins with `#` at the start of the line.',
    ],
    wrong: {
      files: {
        console_passwd: `admin:5f4dcc3b5aa765d61d8327deb882cf99
`,
      },
    },
    right: {
      files: {
        console_passwd: `admin:Momentum Console:5f4dcc3b5aa765d61d8327deb882cf99
`,
      },
    },
  },

  'syntax/missing-name': {
    title: 'There is a value and no name',
    text: [
      'Something stands where a statement begins that can only follow a name: a `=`, a `{`, a bracket. Either the name was deleted, or the line is the rest of the one above it.',
    ],
    wrong: {
      files: {
        'security.conf': `Security {
  = "ecuser"
  Group = "ecuser"
}
`,
      },
    },
    right: {
      files: {
        'security.conf': `Security {
  User = "ecuser"
  Group = "ecuser"
}
`,
      },
    },
  },

  'syntax/missing-value': {
    title: 'There is a name and no value',
    text: [
      'Behind `=` the line ends, or a comment begins: `Gateway = # relay1`. A value may stand on the next line, so what follows was looked at, and it is a statement of its own.',
      'An option that is to be empty has the value `""`, an empty array is `( )`. An option that is not to be set is taken out, or made a comment as a whole.',
    ],
    wrong: {
      files: {
        'domain.conf': `Domain "example.com" {
  Max_Retries =
  Retry_Interval = 600
}
`,
      },
    },
    right: {
      files: {
        'domain.conf': `Domain "example.com" {
  Max_Retries = 3
  Retry_Interval = 600
}
`,
      },
    },
  },

  'syntax/not-evaluated': {
    title: 'A line of the environment file cannot be told without running it',
    text: [
      'The environment file is a piece of shell, and the tool never runs it: it reads plain assignments, quotes, and variables that were set further up. A command, a command substitution or a conditional is passed over, and what it would set is not known.',
      'Nothing is wrong with the line as such. The tool merely does not know the value, and takes for `EC_CONF_SEARCH_PATH` and `CONFFILE` what it knows from elsewhere. Flags say it instead: `--search-path`, `--config`.',
    ],
    wrong: {
      files: {
        environment: `export EC_CONF_SEARCH_PATH=$(cat /etc/ec-search-path)
`,
      },
    },
    right: {
      files: {
        environment: `export EC_CONF_SEARCH_PATH='/opt/msys/ecelerity/etc/conf/default'
`,
      },
    },
  },

  'syntax/print-mark': {
    title: 'The mark of a line that was broken for print is in the file',
    text: [
      "The product's manuals put `»` at the end of a line that is too long for the page. In the file this is one line, and the mark does not belong there: copied along, it becomes a part of the value. Join the two lines.",
    ],
    wrong: {
      files: {
        'datasource.conf': `Datasource "ecdb" {
  uri = ( "pgsql:host=db1.example.net;dbname=ecelerity;»
user=ecuser" )
}
`,
      },
    },
    right: {
      files: {
        'datasource.conf': `Datasource "ecdb" {
  uri = ( "pgsql:host=db1.example.net;dbname=ecelerity;user=ecuser" )
}
`,
      },
    },
  },

  'syntax/semicolon': {
    title: 'A `;` stands at the end of a statement',
    text: [
      'Statements end by themselves here, and there may even be several on one line. A semicolon becomes a part of an unquoted value, and a mistake behind a quoted one. It comes from nginx, BIND or a programming language; `--fix` takes it out.',
    ],
    wrong: {
      files: {
        'security.conf': `Security {
  User = "ecuser";
  Group = "ecuser"
}
`,
      },
    },
    right: {
      files: {
        'security.conf': `Security {
  User = "ecuser"
  Group = "ecuser"
}
`,
      },
    },
  },

  'syntax/single-quotes': {
    title: 'A string stands in single quotes',
    text: [
      'Only double quotes delimit a string. A single quote is a character of which no value may have one without double quotes around it: `"don\'t"`. Scripts that write configuration files often bring the quotes of the shell along.',
    ],
    wrong: {
      files: {
        'security.conf': `Security {
  User = 'ecuser'
  Group = "ecuser"
}
`,
      },
    },
    right: {
      files: {
        'security.conf': `Security {
  User = "ecuser"
  Group = "ecuser"
}
`,
      },
    },
  },

  'syntax/subcluster-marker': {
    title: 'The comment that names a subcluster cannot be understood',
    text: [
      'In `mbus.conf` the line `# Subcluster: NAME => MANAGER` is a comment for the message bus and a statement for the product: it says to which subcluster the segments below it belong, and which host manages it. Written otherwise it is a comment to both, and the segments belong to the subcluster above.',
      'The name is one word, and so is the manager; `=` does instead of `=>`. The line stands before the segments, not inside one.',
    ],
    wrong: {
      files: {
        'mbus.conf': `# Subcluster: east
Spread_Segment 192.0.2.255:4803 {
  mta1 192.0.2.11
}
`,
      },
    },
    right: {
      files: {
        'mbus.conf': `# Subcluster: east => manager1
Spread_Segment 192.0.2.255:4803 {
  mta1 192.0.2.11
}
`,
      },
    },
  },

  'syntax/too-deep': {
    title: 'Brackets are nested deeper than 256 levels',
    text: [
      'Nobody means this. Some stanzas or arrays are not closed, or a script that wrote the file went round in circles. What stands deeper is not looked at.',
    ],
    wrong: {
      files: {
        'relay.conf': `Relay_Hosts = ${'( '.repeat(300)}${') '.repeat(300)}\n`,
      },
    },
    right: {
      files: {
        'relay.conf': `Relay_Hosts = ( "10.0.0.0/8" )
`,
      },
    },
  },

  'syntax/typographic-quotes': {
    title: 'A string stands in the quotes of a word processor',
    text: [
      'Text that went through a word processor, a web page or a mail program often has “curly” quotes in place of the plain ones. To the product they are letters of the word. `--fix` writes plain double quotes.',
    ],
    wrong: {
      files: {
        'security.conf': `Security {
  User = “ecuser”
  Group = "ecuser"
}
`,
      },
    },
    right: {
      files: {
        'security.conf': `Security {
  User = "ecuser"
  Group = "ecuser"
}
`,
      },
    },
  },

  'syntax/unclosed-array': {
    title: 'The `)` of an array is missing',
    text: [
      'The array goes on until something stands there that can be no element of it: the `=` of the next option, or the brace of a stanza. The finding is at the opening parenthesis, and says before what the closing one is missing.',
    ],
    wrong: {
      files: {
        'relay.conf': `Relay_Hosts = (
  "10.0.0.0/8"
  "192.0.2.7"

Use_IPv6 = false
`,
      },
    },
    right: {
      files: {
        'relay.conf': `Relay_Hosts = (
  "10.0.0.0/8"
  "192.0.2.7"
)

Use_IPv6 = false
`,
      },
    },
  },

  'syntax/unclosed-comment': {
    title: 'The `*/` of a comment is missing',
    text: [
      'The comment swallows the rest of the file. Comments do not nest: a `/*` inside of one means nothing, and the first `*/` ends both. A blank between the two characters of `*/` does it as well.',
      'To comment out a part of a file that has such comments itself, put `#` before each line.',
    ],
    wrong: {
      files: {
        'listener.conf': `Use_IPv6 = false
/* for submission:
ESMTP_Listener {
  Listen ":587" {}
}
`,
      },
    },
    right: {
      files: {
        'listener.conf': `Use_IPv6 = false
/* for submission: */
ESMTP_Listener {
  Listen ":587" {}
}
`,
      },
    },
  },

  'syntax/unclosed-dictionary': {
    title: 'The `]` of a dictionary is missing',
    text: [
      'Entries look like options, so what follows may be taken for one of them; the indentation tells where the dictionary was meant to end. The finding is at the opening bracket, and says before what the closing one is missing.',
    ],
    wrong: {
      files: {
        'control.conf': `Control_Listener {
  AuthorizationParameters = [
    uri = "ecauth://"
  Listen "/tmp/2025" {}
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
  Listen "/tmp/2025" {}
}
`,
      },
    },
  },

  'syntax/unclosed-scope': {
    title: 'The `}` of a stanza is missing',
    text: [
      'The product would find out only at the end of the file, where nothing is wrong. The finding is at the brace that nobody closes: the indentation of what follows tells which one it is. The statements below it are read as if the brace were there, so that other mistakes are found too.',
    ],
    wrong: {
      files: {
        'domain.conf': `Domain "example.com" {
  Max_Retries = 3

Domain "example.org" {
  Max_Retries = 4
}
`,
      },
    },
    right: {
      files: {
        'domain.conf': `Domain "example.com" {
  Max_Retries = 3
}

Domain "example.org" {
  Max_Retries = 4
}
`,
      },
    },
  },

  'syntax/unclosed-string': {
    title: 'The closing `"` of a string is missing',
    text: [
      'A string may go on over several lines, so the product takes everything up to the next quote for its value, and from there on inside and outside are interchanged. The finding is at the quote that opens the string, not where the confusion comes to light.',
      'A quote inside a string is written `\\"`. Where the closing quote is there and the opening one is not, the same finding says so.',
    ],
    wrong: {
      files: {
        'security.conf': `Security {
  User = "ecuser
  Group = "ecuser"
}
`,
      },
    },
    right: {
      files: {
        'security.conf': `Security {
  User = "ecuser"
  Group = "ecuser"
}
`,
      },
    },
  },

  'syntax/unexpected': {
    title: 'A piece of text stands where nothing like it can stand',
    text: [
      'What all the other findings have a name for is left over here: a comma behind a statement, the name of an option in quotes, the dots with which a manual leaves something out, one `=` too many. The finding names the piece and says how the statement is written.',
    ],
    wrong: {
      files: {
        'logs.conf': `Logs {
  dir_mode = "0755",
  max_open = 200
}
`,
      },
    },
    right: {
      files: {
        'logs.conf': `Logs {
  dir_mode = "0755"
  max_open = 200
}
`,
      },
    },
  },
}
