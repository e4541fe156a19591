import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { gstLaunch } from '../../../../src/node/backends/gstreamer/gst-launch.js';
import { property } from '../../../../src/node/backends/gstreamer/property.js';
import { TemporaryDirectory } from '../../../peers/temporary-directory.js';

const HOSTILE = [
  'a b',
  'two  spaces',
  'a"b',
  '"quoted"',
  'a\\"b c',
  'x\\ y',
  'tab\tnew\nline',
  '!',
  ' ! fakesink name=x',
  '$HOME `id` ; ls',
  "it's (a) 'name'",
  'a=b,c=d',
  '-v',
  'é ü 日本',
];

describe('a property of an element, as gst-launch-1.0 understands it', () => {
  it.each(HOSTILE)('is one value: %j', async (name) => {
    using directory = new TemporaryDirectory('property');
    const path = directory.file(name);
    writeFileSync(path, 'what is in it');
    const { program, args } = gstLaunch([
      ['filesrc', property('location', path)],
      ['fdsink', 'fd=1', property('name', 'another "name" \\ !')],
    ]);
    const { stdout } = await promisify(execFile)(program, args);
    expect(stdout).toBe('what is in it');
  });
});
