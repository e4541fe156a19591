import { describe, expect, it } from 'vitest';
import { WaterMarks } from '../../src/jitter/water-marks.js';

describe('playout that pauses by what is held', () => {
  it('begins at 90 % of the latency', () => {
    const marks = new WaterMarks(1000);
    marks.observe(0, 0, 0, 0);
    expect(marks.deadlineMs(0)).toBe(1000);
    marks.observe(300, 0, 0, 899);
    expect(marks.deadlineMs(0)).toBe(1000);
    marks.observe(310, 0, 0, 900);
    expect(marks.deadlineMs(0)).toBe(310);
    expect(marks.deadlineMs(20)).toBe(330);
  });

  it('pauses when the level falls through 15 %, and goes on where it stopped', () => {
    const marks = new WaterMarks(1000);
    marks.observe(0, 0, 0, 900);
    marks.observe(700, 700, 700, 150);
    expect(marks.deadlineMs(700)).toBe(700);
    marks.observe(760, 760, 760, 149);
    expect(marks.deadlineMs(760)).toBe(1760);
    marks.observe(1200, 760, 760, 900);
    expect(marks.deadlineMs(760)).toBe(1200);
    expect(marks.delayMs).toBe(440);
  });

  it('plays what is left when nothing more comes, and does not pause at each packet', () => {
    const marks = new WaterMarks(1000);
    marks.observe(0, 0, 0, 60);
    marks.observe(1000, 0, 0, 60);
    expect(marks.deadlineMs(0)).toBe(1000);
    marks.observe(1020, 20, 20, 40);
    expect(marks.deadlineMs(20)).toBe(1020);
    marks.observe(1040, 40, 40, 20);
    expect(marks.deadlineMs(40)).toBe(1040);
  });

  it('has nothing wait longer than the latency below the low mark: the stream may have ended', () => {
    const marks = new WaterMarks(1000);
    marks.observe(900, 0, 0, 900);
    // What arrived at 850 would leave at 1750, and may wait until 1850.
    marks.observe(1740, 850, 850, 100);
    expect(marks.deadlineMs(850)).toBe(1850);
    marks.observe(1850, 850, 850, 100);
    expect(marks.deadlineMs(850)).toBe(1850);
    expect(marks.deadlineMs(950)).toBe(1950);
  });

  it('shortens what it has waited when the latency is lowered, and pauses no longer than that', () => {
    const marks = new WaterMarks(1000);
    marks.observe(0, 0, 0, 0);
    marks.latencyMs = 400;
    marks.observe(100, 0, 0, 0);
    expect(marks.deadlineMs(0)).toBe(400);
    marks.observe(400, 0, 0, 0);
    marks.observe(3000, 500, 3000, 400);
    marks.observe(3400, 500, 3000, 400);
    marks.latencyMs = 100;
    expect(marks.delayMs).toBe(100);
  });

  it('B84: holds nothing at a latency of 0', () => {
    const marks = new WaterMarks(0);
    marks.observe(5, 5, 5, 0);
    expect(marks.deadlineMs(5)).toBe(5);
  });
});
