/** How long after its capture a frame comes out of an encoder, in milliseconds. */

import type { BackendName } from '../backends/backend.js';

export const VIDEO_CAPTURE_DELAY_MS: Readonly<Record<BackendName, number>> = { gstreamer: 25, ffmpeg: 35 };

export const AUDIO_CAPTURE_DELAY_MS: Readonly<Record<BackendName, number>> = { gstreamer: 65, ffmpeg: 65 };
