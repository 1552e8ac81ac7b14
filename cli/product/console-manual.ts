/** Where the console is when nothing says anything else (runtime spec 1). */
export const DEFAULT_ADDRESS = '/tmp/2025'

/** What the program says of itself: whatever stands behind its address is no flag of a table. */
export const MANUAL = `Usage: ec_console [--tls-ca FILE] [--tls-cert FILE] [--tls-key FILE] [ADDRESS [COMMAND]]

Opens the console of a manager. With a COMMAND, which may be several words, or with
commands on standard input, one a line, only their answers are printed.

ADDRESS is one of
  /path                        a Unix socket; a bare name is one in /tmp
  host:port, [v6]:port         TCP
  user@host:port               TCP, logging in as user
  tls://host:port              TCP with TLS; tls://user@host:port logs in as user
  ssh://user@gate/host:port    TCP from the host gate, which ssh leads to
Without it: CONTROL in the environment, CONTROL in the product's etc/environment, or
${DEFAULT_ADDRESS}.

The name of a TLS server is checked, and its certificate against the authorities in the file
of --tls-ca, else against those that are well known. --tls-cert is the certificate that the
server is shown, and --tls-key its key, when that is not in the same file.

At a terminal TAB completes, ? shows what is possible, Ctrl-R searches the history, which
is kept in ~/.ec_console_history or the file that EC_CONSOLE_HISTORY names (lines with
secrets are not), and \\help shows the commands of this program.

Exit status: 0 fine, 1 a command failed, 2 no connection.
`
