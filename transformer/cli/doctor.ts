/**
 * `globeflower doctor`: what in a project's set-up keeps its output from running on old engines.
 *
 * One finding, one line, one command (or edit) that mends it. It reads, and changes nothing. Status 1
 * when there is a finding. What packages name and an old engine may lack is a note: whether the program gets
 * there, and minds, only a run can tell.
 */
import { resolve } from 'node:path'
import { babel, bundlers } from './doctor/bundlers.js'
import { copies, stale } from './doctor/leftovers.js'
import { packages } from './doctor/packages.js'
import {
  hasPlugin,
  isBefore,
  major,
  open,
  ownerOfTsc,
  typeScriptOf,
  type Finding,
  type Project,
} from './doctor/project.js'
import { jest, vitest } from './doctor/runners.js'
import { tsconfig } from './doctor/tsconfig.js'
import { Failure } from './failure.js'
import { kindOf } from './files.js'
import type { Input } from './index.js'

export default async function doctor({ values, files }: Input): Promise<number> {
  if (files.length > 1) throw new Failure(`doctor takes one folder, got ${files.length}.`, 2)
  const folder = resolve(files[0] ?? '.')
  if (kindOf(folder) !== 'folder') throw new Failure(`${files[0]} is a file. Name the project's folder.`, 2)

  const project = open(folder)
  const facts = factsOf(project)
  const { needs, notes } = packages(project)
  const looks = [node, typescript, tsconfig, babel, bundlers, vitest, jest, copies, stale]
  const findings = [...looks.flatMap((look) => look(project)), ...needs]
  if (values.json) console.log(JSON.stringify({ facts, findings, notes }, undefined, 2))
  else {
    for (const [name, value] of Object.entries(facts)) console.log(`  ${name.padEnd(12)} ${value}`)
    for (const { file, text, fix } of findings) console.log(`✗ ${file}: ${text}\n    ${fix}`)
    for (const { file, text } of notes) console.log(`· ${file}: ${text}`)
    console.log(findings.length === 0 ? '✓ nothing to mend' : `${findings.length} to mend`)
  }
  return findings.length > 0 ? 1 : 0
}

function factsOf(project: Project): Record<string, string> {
  const { versionOf } = project
  const owner = ownerOfTsc(project)
  const found = Object.entries({
    globeflower: versionOf('globeflower'),
    Node: process.versions.node,
    TypeScript: typeScriptOf(project) ?? versionOf('@typescript/typescript6'),
    tsc: owner && `of ${owner}`,
    'ts-patch': versionOf('ts-patch'),
    Babel: versionOf('@babel/core'),
    'core-js-pure': versionOf('core-js-pure'),
  }).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(found)
}

function node(): Finding[] {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return []
  const text = `Node ${process.versions.node} is older than 20.19.`
  return [{ id: 'node-version', file: 'package.json', text, fix: 'npm install --save-dev node@22' }]
}

function typescript(project: Project): Finding[] {
  const { versionOf } = project
  const version = typeScriptOf(project)
  if (version && isBefore(version, 5, 4)) {
    const text = `TypeScript ${version} is older than 5.4.`
    return [{ id: 'typescript-old', file: 'package.json', text, fix: 'npm install --save-dev typescript@6' }]
  }
  if (version ? major(version) < 7 : versionOf('@babel/core') && !callsUs(project)) return []
  // Said there, with a fix for both.
  if (version && hasPlugin(project)) return []
  if (versionOf('@typescript/typescript6')) return version ? tscOfAnother(project, version) : []
  return [
    version
      ? {
          id: 'typescript-7',
          file: 'package.json',
          text: `TypeScript ${version} has no JavaScript API and no ES5. Keep it for checking; globeflower compiles with 6.`,
          fix: 'npm install --save-dev @typescript/typescript6',
        }
      : {
          id: 'typescript-missing',
          file: 'package.json',
          text: 'There is no TypeScript to compile with.',
          fix: 'npm install --save-dev typescript@6',
        },
  ]
}

/** Who goes by Babel needs TypeScript for the packages, if the command line bundles them. */
function callsUs({ manifest }: Project): boolean {
  return Object.values(manifest.scripts ?? {}).some((it) => /\bglobeflower\s+(?:build|run|compile)\b/.test(it))
}

/** npm gives `tsc` to whichever package it installs last. */
function tscOfAnother(project: Project, version: string): Finding[] {
  const owner = ownerOfTsc(project)
  if (!owner || owner === 'typescript') return []
  const text = `tsc is that of ${owner}, not of TypeScript ${version}.`
  const fix = 'npm pkg set scripts.postinstall="npm rebuild typescript" && npm install'
  return [{ id: 'tsc-taken', file: 'package.json', text, fix }]
}
