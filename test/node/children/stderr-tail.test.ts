import { describe, expect, it } from 'vitest';
import { StderrTail } from '../../../src/node/children/stderr-tail.js';

const octetsOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('what a program said last', () => {
  it('is all of it when it is short, however it is cut into chunks', () => {
    const tail = new StderrTail();
    for (const octet of octetsOf('große Störung\nfür immer\n')) tail.push(Uint8Array.of(octet));
    expect(tail.toString()).toBe('große Störung\nfür immer');
  });

  it('is the last whole lines of much', () => {
    const tail = new StderrTail();
    for (let line = 0; line < 1000; line++) tail.push(octetsOf(`line ${line} ${'ß'.repeat(40)}\n`));
    const lines = tail.toString().split('\n');
    expect(lines.at(-1)).toBe(`line 999 ${'ß'.repeat(40)}`);
    expect(lines[0]).toMatch(/^line \d+ ß{40}$/);
    expect(lines.length).toBeGreaterThan(10);
  });

  it('is the end of a line that has no end, from a whole character on', () => {
    const tail = new StderrTail();
    tail.push(octetsOf('€'.repeat(5000)));
    expect(tail.toString()).toMatch(/^€{682}$/); // 2048 octets hold 682 of 3 octets, and 2 octets of one more
  });

  it('has no control characters that a terminal obeys, and takes a redrawn line for a new one', () => {
    const tail = new StderrTail();
    tail.push(octetsOf('frame=1\rframe=2\r\u001b[2J\u0007\u009bdone\u0000\tnow'));
    expect(tail.toString()).toBe('frame=1\nframe=2\n[2Jdone\tnow');
  });

  it('bears octets that are no text', () => {
    const tail = new StderrTail();
    tail.push(Uint8Array.from({ length: 9000 }, (_, index) => (index * 7919) & 0xff));
    expect(tail.toString().length).toBeLessThanOrEqual(2048);
  });

  it('is nothing when nothing was said', () => {
    expect(new StderrTail().toString()).toBe('');
  });
});
