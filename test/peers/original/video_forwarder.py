"""VIDEO FORWARDER: as the video receiver, but raw pictures into a FIFO and from there into a video device."""
import os
import subprocess

from stage import Gst, link_many, main_loop, make, options, read_caps, sends_at_once

REMOTE_HOST = options.host
READ_VIDEO_CAPS = options.caps

pipeline = Gst.Pipeline.new("server")
caps = read_caps(READ_VIDEO_CAPS)

rtpbin = make("rtpbin", "rtpbin", latency=400)
udpsrc_rtpin = make("udpsrc", "udpsrc0", port=10000, caps=caps)
udpsrc_rtcpin = make("udpsrc", "udpsrc1", port=10001)
udpsink_rtcpout = make("udpsink", "udpsink0", host=REMOTE_HOST, port=10002)

rtph264depay = make("rtph264depay", "rtpdepay")
q1 = make("queue", "q1")
# Direct rendering leaves edges around pictures, and y4menc of 1.22 writes them as if they were pictures.
ffdec264 = make("avdec_h264", "ffdec264", direct_rendering=False)
y4menc = make("y4menc")
filesink = make("filesink", "filesink", location=options.fifo)

for element in (rtpbin, udpsrc_rtpin, udpsrc_rtcpin, udpsink_rtcpout, rtph264depay, q1, ffdec264, y4menc, filesink):
    pipeline.add(element)

udpsrc_rtpin.link_pads("src", rtpbin, "recv_rtp_sink_0")
udpsrc_rtcpin.link_pads("src", rtpbin, "recv_rtcp_sink_0")
rtpbin.link_pads("send_rtcp_src_0", udpsink_rtcpout, "sink")
rtpbin.connect("pad-added", lambda _bin, _pad: rtpbin.link(rtph264depay))
link_many(rtph264depay, q1, ffdec264, y4menc, filesink)

os.mkfifo(options.fifo)
reader = subprocess.Popen(f"cat {options.fifo} | {options.reader}", shell=True)
sends_at_once(udpsink_rtcpout)
pipeline.set_state(Gst.State.PLAYING)
main_loop(pipeline, rtpbin)
reader.wait()
