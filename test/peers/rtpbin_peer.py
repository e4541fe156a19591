"""A GStreamer pipeline around rtpbin that tells what it sees as JSON lines on stdout and does what stdin says.

usage: /usr/bin/python3 rtpbin_peer.py PIPELINE OPTIONS
PIPELINE is a gst-launch description with `rtpbin name=rtpbin` in it, OPTIONS a JSON object:
  session: properties of the RTP session
  retransmission: {payload type: that of its retransmission stream}; the pipeline leaves the link between its element `media`
    and the pad `send_rtp_sink_0` or `recv_rtp_sink_0` of rtpbin to us, because rtpbin asks for the elements when it is made
stdin: `eos` ends the pipeline's input, `quit` (or the end of stdin) ends the process
stdout: {"event": "playing" | "on-new-ssrc" | ... | "stats" | "checksum" | "sink-eos" | "error", ...}

The end of the stream is told sink by sink: GStreamer 1.22 sometimes keeps it back from the sink of the RTCP that rtpbin sends,
and then the pipeline as a whole never ends.
"""
import json
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtp", "1.0")
from gi.repository import GLib, Gst, GstRtp  # noqa: E402
from telling import obey, plain, session_stats, tell, tell_trouble  # noqa: E402

SSRC_SIGNALS = [
    "on-new-ssrc", "on-ssrc-validated", "on-ssrc-active", "on-ssrc-sdes",
    "on-bye-ssrc", "on-bye-timeout", "on-timeout", "on-ssrc-collision",
]  # fmt: skip
STATS_INTERVAL_MS = 200


def tell_description(_session, source):
    """Of the items that take turns the source keeps those that came last."""
    tell("description", ssrc=source.props.ssrc, items=plain(source.props.sdes))


def tell_goodbyes(_session, buffer):
    """The signal on-bye-ssrc does not tell the reason."""
    rtcp = GstRtp.RTCPBuffer()
    packet = GstRtp.RTCPPacket()
    GstRtp.RTCPBuffer.map(buffer, Gst.MapFlags.READ, rtcp)
    more = rtcp.get_first_packet(packet)
    while more:
        if packet.get_type() == GstRtp.RTCPType.BYE:
            tell("goodbye", ssrc=packet.bye_get_nth_ssrc(0), reason=packet.bye_get_reason())
        more = packet.move_to_next()
    rtcp.unmap()


def tell_feedback(_session, payload_type, message_type, ssrc, media_ssrc, _information):
    """What the session has taken of the feedback that came."""
    tell("feedback", kind=[int(payload_type), int(message_type)], ssrc=ssrc, mediaSsrc=media_ssrc)


def retransmitter(factory, payload_types):
    """An element that sends packets again, or takes them, in the bin that rtpbin asks for."""
    element = Gst.ElementFactory.make(factory, factory)
    numbers = ",".join(f"{original}=(uint){again}" for original, again in payload_types.items())
    if factory == "rtprtxsend":
        # Its default of 100 is a quarter of a second of what the tests send, less than a busy machine stands still for.
        element.set_property("max-size-packets", 2000)
    element.set_property("payload-type-map", Gst.Structure.from_string(f"application/x-rtp-pt-map,{numbers}")[0])
    wrapped = Gst.Bin.new(None)
    wrapped.add(element)
    for name in ("sink", "src"):
        wrapped.add_pad(Gst.GhostPad.new(f"{name}_0", element.get_static_pad(name)))
    return wrapped


def link_media(pipeline, rtpbin, payload_types):
    """Returns the elements for retransmission."""
    made = []

    def make(factory):
        made.append(retransmitter(factory, payload_types))
        return made[-1]

    rtpbin.connect("request-aux-sender", lambda _bin, _session: make("rtprtxsend"))
    rtpbin.connect("request-aux-receiver", lambda _bin, _session: make("rtprtxreceive"))
    media = pipeline.get_by_name("media")
    sends = media.get_static_pad("sink") is not None
    media.link_pads("src", rtpbin, "send_rtp_sink_0" if sends else "recv_rtp_sink_0")
    return [element for wrapped in made for element in wrapped.children]


def counters(element):
    return {name: element.get_property(name) for name in ("num-rtx-requests", "num-rtx-packets")}


def main():
    Gst.init(None)
    pipeline = Gst.parse_launch(sys.argv[1])
    pipeline.set_property("message-forward", True)
    rtpbin = pipeline.get_by_name("rtpbin")
    loop = GLib.MainLoop()
    buffers = []
    for signal in SSRC_SIGNALS:
        rtpbin.connect(signal, lambda _bin, session, ssrc, name=signal: tell(name, session=session, ssrc=ssrc))
    rtpbin.connect("new-jitterbuffer", lambda _bin, buffer, _session, _ssrc: buffers.append(buffer))
    options = json.loads(sys.argv[2])
    retransmission = options.get("retransmission")
    retransmitters = link_media(pipeline, rtpbin, retransmission) if retransmission else []
    session = rtpbin.emit("get-internal-session", 0)
    for name, value in options.get("session", {}).items():
        session.set_property(name, value)
    session.connect("on-receiving-rtcp", tell_goodbyes)
    session.connect("on-feedback-rtcp", tell_feedback)
    session.connect("on-ssrc-sdes", tell_description)

    def tell_stats():
        tell(
            "stats",
            sources=session_stats(session),
            jitterbuffers=[plain(buffer.props.stats) for buffer in buffers],
            transport=plain(rtpbin.emit("get-session", 0).props.twcc_stats),
            retransmission=[counters(element) for element in retransmitters],
        )
        return True

    def on_element_message(structure):
        if structure.get_name() == "conformance/checksum":
            tell("checksum", **plain(structure))
        elif structure.get_name() == "GstBinForwarded":
            forwarded = structure.get_value("message")
            if forwarded.type == Gst.MessageType.EOS:
                tell_stats()
                tell("sink-eos", sink=forwarded.src.get_name())

    def on_message(_bus, message):
        if tell_trouble(message):
            return True
        if message.type == Gst.MessageType.ELEMENT:
            on_element_message(message.get_structure())
        elif message.type == Gst.MessageType.STATE_CHANGED and message.src == pipeline:
            tell(message.parse_state_changed().newstate.value_nick)
        return True

    bus = pipeline.get_bus()
    bus.add_signal_watch()
    bus.connect("message", on_message)
    GLib.timeout_add(STATS_INTERVAL_MS, tell_stats)
    obey(loop, {"eos": lambda: pipeline.send_event(Gst.Event.new_eos())})
    pipeline.set_state(Gst.State.PLAYING)
    loop.run()
    tell_stats()
    pipeline.set_state(Gst.State.NULL)


main()
