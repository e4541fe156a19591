// Whether memory stays as it is: what is in use after each collection, and the straight line through it.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

export class MemoryWatch {
  #samples = [];

  /** In use now, in MB: heap and buffers after a collection, and all of the process. */
  sample(nowMs) {
    collectGarbage();
    collectGarbage(); // Waits for the buffers that the first one sweeps in the background.
    const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
    const sample = { nowMs, usedMb: (heapUsed + arrayBuffers) / 1e6, rssMb: rss / 1e6 };
    this.#samples.push(sample);
    return sample;
  }

  /** By how much what is in use has grown since `fromMs`, in MB, as the least squares have it; and the most there was. */
  since(fromMs) {
    const samples = this.#samples.filter(({ nowMs }) => nowMs >= fromMs);
    const meanMs = mean(samples.map(({ nowMs }) => nowMs));
    const meanMb = mean(samples.map(({ usedMb }) => usedMb));
    const covariance = mean(samples.map(({ nowMs, usedMb }) => (nowMs - meanMs) * (usedMb - meanMb)));
    const variance = mean(samples.map(({ nowMs }) => (nowMs - meanMs) ** 2));
    const spanMs = samples.at(-1).nowMs - samples[0].nowMs;
    return {
      grownMb: variance === 0 ? 0 : (covariance / variance) * spanMs,
      mostUsedMb: Math.max(...samples.map(({ usedMb }) => usedMb)),
      mostRssMb: Math.max(...samples.map(({ rssMb }) => rssMb)),
    };
  }
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
