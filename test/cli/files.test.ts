import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../tools/program.js'
import { cluster, MAIN, OVERLAY, WEBUI } from './cluster.js'
import { folderWith } from './folders.js'

const test = suite('ecconf files as a graph')

/** The graph of a cluster manager's files. */
function ofCluster(format: string) {
  const { root, flags } = cluster()
  const { status, stdout, stderr } = ecconf(['files', '--format', format, ...flags], { cwd: root })
  assert.equal([status, stderr], [0, ''])
  return stdout
}

test('dot: who includes whom and in which order; the main file bold, the overlay dashed', () => {
  assert.is(
    ofCluster('dot'),
    `digraph files {
  rankdir=LR
  node [shape=box]
  f0 [label="${MAIN}", penwidth=2]
  f1 [label="${WEBUI}"]
  f2 [label="${OVERLAY}\\nread-only (readonly_include)", style="dashed,filled", fillcolor="gray92"]
  f0 -> f1 [label="1: line 61"]
  f0 -> f2 [label="2: readonly_include, line 65", style=dashed]
}
`,
  )
})

test('mermaid: the same', () => {
  assert.is(
    ofCluster('mermaid'),
    `flowchart LR
  f0["${MAIN}"]:::main
  f1["${WEBUI}"]
  f2["${OVERLAY}<br/>read-only (readonly_include)"]:::readOnly
  f0 -->|"1: line 61"| f1
  f0 -.->|"2: readonly_include, line 65"| f2
  classDef main stroke-width:3px
  classDef readOnly stroke-dasharray:5 5
`,
  )
})

/** A file that is included twice, one from inside another, the local changes, and odd names. */
const FILES = {
  'ecelerity.conf':
    'include "a.conf"\nLocal_Changes_File = "/local.conf"\ninclude "twice.conf"\ninclude "odd"\n',
  'a.conf': 'include "twice.conf"\n',
  'twice.conf': 'A = 1\n',
  'local.conf': 'B = 1\n',
  'odd/1 \\n"q"&amp;.conf': '',
  'odd/2 #35;`[<|>]`%%{é}:\t.conf': '',
}

const odd = (format: string) =>
  ecconf(['files', '-c', 'ecelerity.conf', '--sysroot', '.', '--format', format], {
    cwd: folderWith(FILES),
  }).stdout

test('dot: each file once, an edge for each include, names escaped', () => {
  assert.is(
    odd('dot'),
    `digraph files {
  rankdir=LR
  node [shape=box]
  f0 [label="ecelerity.conf", penwidth=2]
  f1 [label="a.conf"]
  f2 [label="twice.conf\\nread-only (included twice)", style="dashed,filled", fillcolor="gray92"]
  f3 [label="odd/1 \\\\n\\"q\\"&amp;amp;.conf"]
  f4 [label="odd/2 #35;\`[<|>]\`%%{é}:\\\\t.conf"]
  f5 [label="local.conf"]
  f0 -> f1 [label="1: line 1"]
  f1 -> f2 [label="2: line 1"]
  f0 -> f2 [label="3: line 3"]
  f0 -> f3 [label="4: line 4"]
  f0 -> f4 [label="5: line 4"]
  f0 -> f5 [label="6: Local_Changes_File, line 2", style=dashed]
}
`,
  )
})

test('mermaid: the same', () => {
  assert.is(
    odd('mermaid'),
    `flowchart LR
  f0["ecelerity.conf"]:::main
  f1["a.conf"]
  f2["twice.conf<br/>read-only (included twice)"]:::readOnly
  f3["odd/1 #92;n#34;q#34;#38;amp#59;.conf"]
  f4["odd/2 #35;35#59;#96;#91;#60;#124;#62;#93;#96;#37;#37;#123;é#125;#58;#92;t.conf"]
  f5["local.conf"]
  f0 -->|"1: line 1"| f1
  f1 -->|"2: line 1"| f2
  f0 -->|"3: line 3"| f2
  f0 -->|"4: line 4"| f3
  f0 -->|"5: line 4"| f4
  f0 -.->|"6: Local_Changes_File, line 2"| f5
  classDef main stroke-width:3px
  classDef readOnly stroke-dasharray:5 5
`,
  )
})

test('a file with an error is drawn all the same; exit 1', () => {
  const cwd = folderWith({ 'ecelerity.conf': 'Logs {\n' })
  const { status, stdout } = ecconf(['files', '-c', 'ecelerity.conf', '--format', 'dot'], { cwd })
  assert.is(status, 1)
  assert.match(stdout, '\n  f0 [label="ecelerity.conf", penwidth=2]\n}\n')
})

test.run()
