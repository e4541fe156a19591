/** What work costs whatever else the machine does: processor time, not the time of day. */

const TRIES = 3;

/** The processor time of the process while it works, in milliseconds: the least of some tries, the others may have collected garbage. */
export function processorMs(work: () => void): number {
  const spent = Array.from({ length: TRIES }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...spent);
}
