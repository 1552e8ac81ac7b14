#!/usr/bin/env node
// Starts the parts of the program that lie beside this file, with the code that V8 made of them at
// build time: reading that is faster than compiling. Another version of V8 refuses it and compiles.
'use strict'
const { readFileSync } = require('node:fs')
const { Script } = require('node:vm')

/** Loads a part of the program. @returns what it exports */
function load(part) {
  const filename = `${__dirname}/${part}.bundle.cjs`
  // The build has put the function of a CommonJS module around it, and all of it is ASCII.
  const script = new Script(readFileSync(filename, 'latin1'), {
    filename,
    cachedData: readCode(part),
  })
  const loaded = { exports: {} }
  script.runInThisContext()(loaded.exports, require, loaded, filename, __dirname)
  if (process.env.ECCONF_BUILD_CODE === codeFile(part)) keepCodeOf(script, codeFile(part))
  return loaded.exports
}

function codeFile(part) {
  return `${__dirname}/${part}.code`
}

function readCode(part) {
  try {
    return readFileSync(codeFile(part))
  } catch {
    return undefined
  }
}

/** The build asks for the code after a run, when V8 has compiled what a run needs. */
function keepCodeOf(script, file) {
  process.once('exit', () => {
    require('node:fs').writeFileSync(file, script.createCachedData())
  })
}

const [, , command, ...words] = process.argv
if (command === 'lint') load('lint').runLint(words, () => load('ecconf'))
else if (command === 'eccmgr') load('manager').runManager(words, () => load('ecconf'))
else load('ecconf')
