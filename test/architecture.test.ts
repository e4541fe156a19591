import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = new URL('..', import.meta.url).pathname;
const src = join(root, 'src');

/** What each room may import; `index.ts` of the pure layers sees them all, and `node` and `cli` see what lies below. */
const ground = ['errors', 'bytes', 'clock'];
const wire = [...ground, 'rtp', 'rtcp', 'payloaders'];
const content = [...wire, 'formats', 'jitter', 'sdp'];
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  bytes: ['errors'],
  clock: ['errors', 'bytes'],
  rtp: ground,
  rtcp: ground,
  payloaders: ground,
  formats: wire,
  jitter: wire,
  sdp: wire,
  session: content,
  lab: [...content, 'session'],
  index: [...content, 'session', 'lab'],
  node: [...content, 'session', 'lab', 'index'],
  cli: [...content, 'session', 'lab', 'index', 'node'],
};
/** The rooms inside these two; each imports only those before it. */
const ROOMS_INSIDE: Readonly<Record<string, readonly string[]>> = {
  node: [
    'system',
    'sockets',
    'files',
    'endpoint',
    'descriptions',
    'children',
    'backends',
    'containers',
    'diagnosis',
    'sources',
    'sinks',
  ],
  cli: [
    'terminal',
    'grammar',
    'watch',
    'arguments',
    'description',
    'announcements',
    'explanation',
    'sending',
    'receiving',
    'commands',
    'demo',
  ],
};
const BARE_IMPORTS: Readonly<Record<string, string>> = {
  'bit-buffer': 'bytes/bit-reader.ts',
  'h264-profile-level-id': 'sdp/h264-profile.ts',
};

interface SourceFile {
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files: readonly SourceFile[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => {
    const text = readFileSync(join(src, path), 'utf8');
    const imports = [...text.matchAll(/^(?:import|export)\b[^;']*?\bfrom '([^']+)'|\bimport\('([^']+)'\)/gm)];
    return { path, room: roomOf(path), text, imports: imports.map((match) => (match[1] ?? match[2])!) };
  });
const core = files.filter((file) => file.room !== 'node' && file.room !== 'cli');

function roomOf(path: string): string {
  return path.split('/')[0]!.replace(/\.ts$/, '');
}

function resolved(file: SourceFile, specifier: string): string {
  return normalize(join(dirname(file.path), specifier)).replace(/\.js$/, '.ts');
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1');
}

function offences(find: (file: SourceFile) => readonly string[], among: readonly SourceFile[] = files): string[] {
  return among.flatMap((file) => find(file).map((offence) => `${file.path}: ${offence}`));
}

describe('the house (ARCHITECTURE.md)', () => {
  it('has sources to check', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it('imports only downwards', () => {
    const upward = offences((file) =>
      file.imports
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => roomOf(resolved(file, specifier)))
        .filter((room) => room !== file.room && !MAY_IMPORT[file.room]!.includes(room)),
    );
    expect(upward).toEqual([]);
  });

  it.each(Object.entries(ROOMS_INSIDE))('imports only downwards among the rooms inside %s', (house, rooms) => {
    const roomIn = (path: string): number => {
      const [name, room, file] = path.split('/');
      return name === house && file !== undefined ? rooms.indexOf(room!) : -1;
    };
    const inside = files.filter(({ path }) => path.startsWith(`${house}/`));
    const nameless = inside.filter(({ path }) => path.split('/').length > 2 && roomIn(path) === -1);
    expect(nameless.map(({ path }) => path)).toEqual([]);
    const upward = offences(
      (file) =>
        file.imports.filter((specifier) => {
          const target = specifier.startsWith('.') ? roomIn(resolved(file, specifier)) : -1;
          return roomIn(file.path) !== -1 && target > roomIn(file.path);
        }),
      inside,
    );
    expect(upward).toEqual([]);
  });

  it('keeps codec folders apart, and payloaders and depayloaders out of formats', () => {
    const crossing = offences((file) =>
      file.imports.filter((specifier) => {
        if (!specifier.startsWith('.')) return false;
        const target = resolved(file, specifier);
        const [, from] = /^payloaders\/([^/]+)\//.exec(file.path) ?? [];
        const [, to] = /^payloaders\/([^/]+)\//.exec(target) ?? [];
        if (file.room === 'formats') return target.endsWith('payloader.ts');
        return from !== undefined && to !== undefined && from !== to;
      }),
    );
    expect(crossing).toEqual([]);
  });

  it('has no clock, timer, randomness, Buffer, console or Node module outside node and cli', () => {
    const forbidden =
      /\b(?:Date|performance|setTimeout|setInterval|setImmediate|queueMicrotask|Buffer|console|process|globalThis|TextDecoder|TextEncoder)\b(?=\s*[.(])|\bnew Date\b|\bMath\.random\b|'node:/g;
    expect(offences((file) => withoutComments(file.text).match(forbidden) ?? [], core)).toEqual([]);
  });

  it('imports packages only where the house puts them', () => {
    const bare = offences((file) =>
      file.imports.filter(
        (specifier) =>
          !specifier.startsWith('.') &&
          !(specifier.startsWith('node:') && !core.includes(file)) &&
          BARE_IMPORTS[specifier] !== file.path,
      ),
    );
    expect(bare).toEqual([]);
  });

  it('has no circle of imports', () => {
    const graph = new Map(
      files.map((file) => [
        file.path,
        file.imports.filter((specifier) => specifier.startsWith('.')).map((specifier) => resolved(file, specifier)),
      ]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      else if (!done.has(path)) for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });

  it('keeps files under 350 lines and the median near 100', () => {
    const lengths = files.map((file) => file.text.split('\n').length).toSorted((a, b) => a - b);
    expect(offences((file) => (file.text.split('\n').length > 350 ? ['too long'] : []))).toEqual([]);
    expect(lengths[lengths.length >> 1]).toBeLessThan(130);
  });

  it('names files in kebab-case after what they hold, and has no drawers', () => {
    const drawer = /(?:^|\/|-)(?:utils?|helpers?|misc|common|manager|base)(?:\.|\/)/;
    const paths = files.map((file) => file.path);
    expect(paths.filter((path) => !/^[a-z0-9/-]+\.ts$/.test(path) || drawer.test(path))).toEqual([]);
  });

  it('opens each file with a sentence that says what it is', () => {
    expect(offences((file) => (/^(?:#!.*\n)?\/\*\*?\s/.test(file.text) ? [] : ['no opening comment']))).toEqual([]);
  });

  it('mirrors src in test', () => {
    const rooms = new Set(files.map((file) => dirname(file.path)).filter((path) => path !== '.'));
    const strangers = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.test.ts') && dirname(path) !== '.')
      .map((path) => dirname(path))
      .filter((path) => !rooms.has(path) && !['live', 'bench'].includes(path));
    expect(strangers.map((path) => relative('.', path))).toEqual([]);
  });
});
