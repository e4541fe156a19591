/** What work costs whatever else the machine does: processor time, not the time of day. */

/**
 * The processor time of the process while it works, in milliseconds: the least of some tries, the others may have collected
 * garbage.
 * @param tries one for work that cannot be done again
 */
export function processorMs(work: () => void, tries: number = 3): number {
  const spent = Array.from({ length: tries }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...spent);
}
