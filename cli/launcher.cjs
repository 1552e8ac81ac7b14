#!/usr/bin/env node
// Starts the program that lies beside this file, with the code that V8 made of it at build time:
// reading that is faster than compiling. Another version of V8 refuses it and compiles.
'use strict'
const { readFileSync } = require('node:fs')
const { Script } = require('node:vm')

const program = `${__dirname}/ecconf.bundle.cjs`

function readCode() {
  try {
    return readFileSync(`${__dirname}/ecconf.code`)
  } catch {
    return undefined
  }
}

// The build has put the function of a CommonJS module around it, and all of it is ASCII.
const script = new Script(readFileSync(program, 'latin1'), {
  filename: program,
  cachedData: readCode(),
})
script.runInThisContext()(exports, require, module, program, __dirname)

// The build asks for the code after a run, when V8 has compiled what a run needs.
if (process.env.ECCONF_BUILD_CODE) {
  process.once('exit', () => {
    require('node:fs').writeFileSync(process.env.ECCONF_BUILD_CODE, script.createCachedData())
  })
}
