/**
 * Makes a commit that holds what the package holds, built, and names it by a tag: a GitHub action and
 * a hook of pre-commit run from it without installing anything. It is no part of a branch, and nothing
 * is pushed: `git push origin vX.Y.Z` does that.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { BuildFailure } from './failure.js'
import { fromRoot, ROOT } from './paths.js'

/** What the services read that run a release, beside the package. */
const BESIDE = ['action.yml', '.pre-commit-hooks.yaml']

/** What only the build needs, and npm would act upon. */
const BUILD_ONLY = ['scripts', 'devDependencies', 'overrides']

function main(): void {
  const description = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8'))
  const tag = `v${description.version}`
  if (git({}, 'status', '--porcelain') !== '') {
    throw new BuildFailure('there are changes that are in no commit')
  }
  if (git({}, 'tag', '--list', tag) !== '') throw new BuildFailure(`there is a tag ${tag} already`)
  const place = mkdtempSync(join(tmpdir(), 'ecconf-release-'))
  try {
    const tree = join(place, 'tree')
    for (const path of [...packedFiles(), ...BESIDE]) {
      mkdirSync(dirname(join(tree, path)), { recursive: true })
      copyFileSync(fromRoot(path), join(tree, path))
    }
    for (const field of BUILD_ONLY) delete description[field]
    writeFileSync(join(tree, 'package.json'), `${JSON.stringify(description, null, 2)}\n`)
    // An index of its own: what is staged in the checkout stays as it is.
    const env = { GIT_INDEX_FILE: join(place, 'index'), GIT_WORK_TREE: tree }
    git(env, 'add', '--all', '--force', '.')
    const written = git(env, 'write-tree')
    const commit = git({}, 'commit-tree', written, '-p', 'HEAD', '-m', `ecconf ${tag}, built`)
    git({}, 'tag', tag, commit)
    console.log(`${tag} is made: git push origin ${tag}`)
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

/** What npm puts into the package. */
function packedFiles(): string[] {
  const words = ['pack', '--dry-run', '--json', '--ignore-scripts']
  const [report] = JSON.parse(execFileSync('npm', words, { cwd: ROOT, encoding: 'utf8' }))
  return report.files.map(({ path }: { path: string }) => path)
}

function git(env: Readonly<Record<string, string>>, ...words: readonly string[]): string {
  const options = { cwd: env.GIT_WORK_TREE ?? ROOT, encoding: 'utf8' } as const
  const folder = execFileSync('git', ['rev-parse', '--absolute-git-dir'], { ...options, cwd: ROOT })
  const variables = { ...process.env, GIT_DIR: folder.trim(), ...env }
  return execFileSync('git', words, { ...options, env: variables }).trim()
}

try {
  main()
} catch (error) {
  if (!(error instanceof BuildFailure)) throw error
  console.error(`release: ${error.message}`)
  process.exitCode = 1
}
