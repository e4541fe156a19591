"""What a GStreamer pipeline shows of itself, as JSON lines on stdout, for the test that has started it."""
import json
import sys
import threading

from gi.repository import GLib, Gst

OUTPUT = threading.Lock()


def tell(event, **details):
    # In one write under a lock: signals come from several threads, and print() writes the line and its end apart.
    with OUTPUT:
        sys.stdout.write(json.dumps({"event": event, **details}, default=str) + "\n")
        sys.stdout.flush()


def plain(structure):
    """A Gst.Structure of numbers, strings and booleans as a dict; what Python cannot read is left out."""
    values = {}
    for index in range(structure.n_fields() if structure else 0):
        name = structure.nth_field_name(index)
        try:
            value = structure.get_value(name)
        except (TypeError, ValueError):
            continue
        if isinstance(value, (bool, int, float, str)):
            values[name] = value
    return values


def described(source):
    return {f"sdes-{name}": text for name, text in plain(source.props.sdes).items()}


def session_stats(session):
    return [{**plain(source.props.stats), **described(source)} for source in session.props.sources]


def obey(loop, commands):
    """Does what lines of stdin say; `quit` and the end of stdin end the loop."""

    def read():
        for line in sys.stdin:
            command = line.strip()
            if command == "quit":
                break
            if command in commands:
                GLib.idle_add(lambda: commands[command]() and False)
        GLib.idle_add(loop.quit)

    threading.Thread(target=read, daemon=True).start()


def tell_trouble(message):
    """Whether the message was an error or a warning."""
    if message.type == Gst.MessageType.ERROR:
        tell("error", message=message.parse_error()[0].message)
    elif message.type == Gst.MessageType.WARNING:
        tell("warning", message=message.parse_warning()[0].message)
    else:
        return False
    return True
