/** The children that run: none of them outlives this process. */

interface Killable {
  kill(): void;
}

const running = new Set<Killable>();

/** At an end in order, an uncaught error or `process.exit`. Where a signal ends us, the children find their pipes closed. */
function killAll(): void {
  for (const child of running) child.kill();
}

/** One listener for all children, and none while there is no child. */
export function addRunning(child: Killable): void {
  if (running.size === 0) process.once('exit', killAll);
  running.add(child);
}

export function removeRunning(child: Killable): void {
  running.delete(child);
  if (running.size === 0) process.off('exit', killAll);
}
