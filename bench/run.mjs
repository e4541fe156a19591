/** `npm run bench [word ...]`: every case, or those whose file name holds one of the words. */

import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { measure } from './measure.mjs';
import { printCase } from './report.mjs';

const words = process.argv.slice(2);
const folder = new URL('cases/', import.meta.url);
const files = readdirSync(folder).filter((file) => words.length === 0 || words.some((word) => file.includes(word)));

console.log(`Node ${process.version}, ${cpus()[0].model}; medians, in brackets how many times rtpkit's own time`);
for (const file of files.toSorted()) {
  const { cases } = await import(new URL(file, folder));
  for (const { verify, ...each } of cases) {
    verify?.();
    printCase(each, measure(each.contenders));
  }
}
