/** How long a test waits for what is bound to happen: on however busy a machine, who waits longer waits for a fault. */
export const PATIENCE: { readonly timeout: number; readonly interval: number } = { timeout: 40_000, interval: 50 };
