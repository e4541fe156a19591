/** How far a sequence number may step before the packet no longer counts as part of the stream (RFC 3550 A.1). */

/** The largest step ahead of the highest number that still counts as loss. */
export const MAX_DROPOUT = 3000;

/** The largest step back that still counts as reordering. */
export const MAX_MISORDER = 100;
