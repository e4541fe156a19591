import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = new URL('..', import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  exports: Record<string, unknown>;
  dependencies: Record<string, string>;
};
const subpaths = Object.keys(manifest.exports).filter((path) => path !== './package.json');
const specifiers = subpaths.map((path) => path.replace('.', 'rtpkit'));
const pure = specifiers.filter((specifier) => specifier !== 'rtpkit/node');
/** What the tarball's dependencies need at run time, hoisted beside it as npm would. */
const INSTALLED = [...Object.keys(manifest.dependencies), 'debug', 'ms'];

let home: string;

/** Unpacks what `npm publish` would upload into a project of its own, with its dependencies beside it. */
beforeAll(() => {
  if (!existsSync(join(root, 'dist/index.js'))) throw new Error('dist/ is missing: run `npm run build` or `npm test`');
  home = mkdtempSync(join(tmpdir(), 'rtpkit-package-'));
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', home], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  mkdirSync(join(home, 'node_modules/rtpkit'), { recursive: true });
  execFileSync('tar', ['-xzf', join(home, filename), '-C', join(home, 'node_modules/rtpkit'), '--strip-components=1']);
  for (const name of INSTALLED) symlinkSync(join(root, 'node_modules', name), join(home, 'node_modules', name));
  writeFileSync(join(home, 'package.json'), '{"private":true}');
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

function runNode(name: string, script: string): string {
  writeFileSync(join(home, name), script);
  return execFileSync(process.execPath, [name], { cwd: home, encoding: 'utf8' });
}

/** Which exported classes stand under the same name in two subpaths and are not the same object. */
const COMPARE = `
  const strangers = [];
  const seen = new Map();
  for (const [specifier, module] of modules) {
    for (const [name, value] of Object.entries(module)) {
      if (name === 'default') continue;
      if (seen.has(name) && seen.get(name).value !== value) strangers.push(specifier + ' ' + name);
      seen.set(name, { value });
    }
  }
  const shared = modules.filter(([, module]) => module.RtpPacket).length;
  console.log(JSON.stringify({ strangers, shared, names: seen.size }));`;

describe('the tarball', () => {
  it.each(['require', 'import'])('hands out the same classes from every subpath (%s)', (kind) => {
    const list = specifiers.map((specifier) => JSON.stringify(specifier)).join(', ');
    const load =
      kind === 'require'
        ? `const modules = [${list}].map((name) => [name, require(name)]);`
        : `const modules = await Promise.all([${list}].map(async (name) => [name, await import(name)]));`;
    const result = JSON.parse(runNode(kind === 'require' ? 'identity.cjs' : 'identity.mjs', load + COMPARE)) as {
      strangers: string[];
      shared: number;
      names: number;
    };
    expect(result.strangers).toEqual([]);
    expect(result.shared).toBeGreaterThanOrEqual(3);
    expect(result.names).toBeGreaterThan(40);
  });

  it.each(pure)('%s bundles for a browser, without a Node module', async (specifier) => {
    const { outputFiles, metafile } = await build({
      stdin: { contents: `export * from '${specifier}';`, resolveDir: home },
      bundle: true,
      platform: 'browser',
      format: 'esm',
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    expect(outputFiles[0]!.contents.length).toBeGreaterThan(100);
    expect(Object.keys(metafile.inputs).filter((path) => path.startsWith('node:'))).toEqual([]);
  });

  it('type-checks without @types/node and without the DOM', () => {
    const path = join(home, 'consumer.mts');
    writeFileSync(path, pure.map((name, index) => `export * as m${index} from '${name}';`).join('\n'));
    const program = ts.createProgram([path], {
      noEmit: true,
      strict: true,
      target: ts.ScriptTarget.ES2023,
      lib: ['lib.es2023.d.ts'],
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
      skipLibCheck: false,
    });
    const messages = ts.getPreEmitDiagnostics(program).map((diagnostic) => {
      return `${diagnostic.file?.fileName}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
    });
    expect(messages).toEqual([]);
  });

  it('carries only what it needs', () => {
    const listed = execFileSync('find', [join(home, 'node_modules/rtpkit'), '-type', 'f'], { encoding: 'utf8' });
    const strangers = listed
      .trim()
      .split('\n')
      .map((path) => path.slice(join(home, 'node_modules/rtpkit/').length))
      .filter((path) => !/^(?:dist|assets)\/|^(?:package\.json|LICENSE|README\.md|CHANGELOG\.md)$/.test(path));
    expect(strangers).toEqual([]);
  });
});
