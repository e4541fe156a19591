/** The description of what is sent, kept up to date where receivers look for it: an SDP file, a caps file, an HTTP server. */

import {
  createSessionDescription,
  describeSenders,
  formatGstreamerCaps,
  formatSdp,
  type Sender,
  type SessionDescription,
} from '../../node/index.js';
import { openDescriptionServer, type DescriptionServer } from './description-server.js';
import { replaceFile } from './replace-file.js';

export interface DescriptionPlaces {
  /** File for SDP. */
  readonly sdp?: string | undefined;
  /** File for GStreamer caps of the first stream, such as `video.caps`. */
  readonly caps?: string | undefined;
  /** Port of an HTTP server for SDP. */
  readonly servePort?: number | undefined;
}

/** Parameter sets and configurations are known with the first frames, and may change with any. */
const LOOK_INTERVAL_MS = 250;

/** What is known is written at once, and again whenever there is more to tell. */
export class PublishedDescription {
  readonly #senders: readonly Sender[];
  readonly #places: DescriptionPlaces;
  readonly #ttl: number;
  readonly #sessionId = `${Date.now()}`;
  #server: DescriptionServer | undefined;
  #timer: NodeJS.Timeout | undefined;
  #version = 0;
  #sdp = '';

  /** @param ttl how far multicast travels */
  constructor(senders: readonly Sender[], places: DescriptionPlaces, ttl: number = 1) {
    this.#senders = senders;
    this.#places = places;
    this.#ttl = ttl;
  }

  /** Of the HTTP server; `undefined` where there is none. */
  get servePort(): number | undefined {
    return this.#server?.port;
  }

  /**
   * Writes what is known, and looks for more from now on.
   * @param onError called when a later version cannot be written
   * @throws RtpkitError `ERR_RTPKIT_FILE`, `ERR_RTPKIT_PORT_IN_USE` or `ERR_RTPKIT_SOCKET` when the first one cannot be published
   */
  async open(onError: (error: unknown) => void): Promise<void> {
    const { sdp, caps, servePort } = this.#places;
    if (sdp === undefined && caps === undefined && servePort === undefined) return;
    this.#update();
    if (servePort !== undefined) this.#server = await openDescriptionServer(servePort, () => this.#now(onError));
    this.#timer = setInterval(() => this.#tryUpdate(onError), LOOK_INTERVAL_MS);
    this.#timer.unref();
  }

  /** Writes what is known last: before the first of the senders closes, for a closed one has no ports to describe. */
  finish(onError: (error: unknown) => void): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#tryUpdate(onError);
  }

  /** Ends the server; files stay. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#server?.close();
  }

  /** For who asks: a moment ago less may have been known. */
  #now(onError: (error: unknown) => void): string {
    if (this.#timer !== undefined) this.#tryUpdate(onError);
    return this.#sdp;
  }

  #tryUpdate(onError: (error: unknown) => void): void {
    try {
      this.#update();
    } catch (error) {
      onError(error);
    }
  }

  #update(): void {
    const description = describeSenders(this.#senders, this.#ttl);
    if (this.#version > 0 && this.#textOf(description) === this.#sdp) return;
    this.#version++;
    this.#sdp = this.#textOf(description);
    const { sdp, caps } = this.#places;
    if (sdp !== undefined) replaceFile(sdp, this.#sdp);
    if (caps !== undefined) replaceFile(caps, `${formatGstreamerCaps(description.streams[0]!)}\n`);
  }

  /** Each version has its number, so that a reader knows the newer one (RFC 8866 §5.2). */
  #textOf(description: SessionDescription): string {
    const { origin } = description;
    const numbered = { ...origin, sessionId: this.#sessionId, sessionVersion: `${this.#version}` };
    return formatSdp(createSessionDescription({ ...description, origin: numbered }));
  }
}
