// Brings a checkout to where a command can run, with nothing but Node's own modules: node scripts/set-up.mjs [build] [peers]
// [bench]. Always installs the pinned packages; `build` makes dist/, `peers` the programs that the interop suites talk to,
// `bench` the packages of bench/. What is there already is left alone, so that the second time needs no network.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPeers } from './peers.mjs';

const root = new URL('..', import.meta.url).pathname;

function run(command, args, cwd = root) {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    console.error(`rtpkit: \`${command} ${args.join(' ')}\` failed in ${cwd}; see above`);
    process.exit(1);
  }
}

/** Whether node_modules holds what package-lock.json asks for; contents are compared, a clone has no useful times. */
function isInstalled(directory) {
  const installed = join(directory, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const has = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const { '': _project, ...wanted } = JSON.parse(readFileSync(join(directory, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) =>
    has[path] === undefined ? entry.optional === true : has[path].integrity === entry.integrity,
  );
}

function install(directory) {
  if (!isInstalled(directory)) run('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], directory);
}

function sources(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** Builds unless dist/ was made from exactly these sources. */
function build() {
  const hash = createHash('sha256');
  const inputs = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsup.config.ts'].map((name) =>
    join(root, name),
  );
  for (const path of [...inputs, ...sources(join(root, 'src'))])
    hash.update(path.slice(root.length)).update(readFileSync(path));
  const digest = hash.digest('hex');
  const stamp = join(root, 'dist/.built-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  run('npm', ['run', '--silent', 'build']);
  writeFileSync(stamp, digest);
}

const tasks = new Set(process.argv.slice(2));
install(root);
if (tasks.has('build')) build();
if (tasks.has('peers')) installPeers();
if (tasks.has('bench')) install(join(root, 'bench'));
